//! The local model's vectors are those of the engine that its file was made for.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use enlace_ai::{
    embedder::{Embedder, TextKind},
    local::LocalEmbedder,
};
use serde_json::{Value, json};

use crate::place;

/// Least cosine to the engine's vector: it computes its products with eight-bit numbers, we with whole ones.
const ALIKE: f32 = 0.999;

/// What people type, and what might trip a tokenizer.
const TEXTS: &[&str] = &[
    "minha internet caiu",
    "estou sem conexão",
    "quero a segunda via do boleto",
    "",
    " ",
    "   muitos    espaços   no   meio   e no fim   ",
    "Olá! 😀😀 a luz ficou 🔴 vermelha 👨‍👩‍👧‍👦",
    "ÀÉÎÕÜ ç Ç ñ não ação coração",
    "e\u{301}ssa a\u{303}o com acentos soltos",
    "ﬁbra ótica ① ２００ Ｍｂｐｓ",
    "linha um\nlinha dois\r\n\tcom tabulação",
    "vc pd mandar o bolet pfv??? kkkkkkkkkk",
    "https://exemplo.com.br/fatura?id=123&ok=1",
    "R$ 99,90 por mês; 300 mega — 50% de desconto…",
    "QUERO CANCELAR AGORA!!!!!!!",
    "zero\u{200b}largura e espaço\u{a0}duro",
    "русский текст 中文文本 العربية עברית हिन्दी",
    "𓀀𓀁 hieróglifos 𝔘𝔫𝔦",
    "a",
    "?",
    "0123456789 000.111.222-33 (62) 3030-0000",
    "pneumoultramicroscopicossilicovulcanoconiótico",
    "o roteador reinicia sozinho toda noite por volta das dez horas e ninguém da casa consegue ver a novela",
    "query: passage: texto com prefixos",
];

/// The engine's vectors.
fn oracle(query: &[String], passage: &[String]) -> Value {
    let mut child = Command::new(place::python())
        .arg(format!("{}/tests/it/oracle.py", env!("CARGO_MANIFEST_DIR")))
        .arg(place::model())
        .env("OMP_NUM_THREADS", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the interpreter is there: deploy/setup/python.sh installs it");
    let given = json!({ "query": query, "passage": passage }).to_string();
    child.stdin.take().unwrap().write_all(given.as_bytes()).unwrap();
    let done = child.wait_with_output().unwrap();
    assert!(
        done.status.success(),
        "the engine did not answer; deploy/setup/python.sh installs it"
    );
    serde_json::from_slice(&done.stdout).unwrap()
}

fn cosine(ours: &[f32], theirs: &Value) -> f32 {
    let theirs: Vec<f32> = serde_json::from_value(theirs.clone()).unwrap();
    assert_eq!(ours.len(), theirs.len());
    ours.iter().zip(&theirs).map(|(a, b)| a * b).sum()
}

/// Texts longer than a window of 512 tokens.
fn long() -> Vec<String> {
    let sentence = "O cliente relata que a conexão cai todos os dias no fim da tarde e volta sozinha depois. ";
    [26, 60].map(|times| sentence.repeat(times)).into()
}

#[tokio::test]
async fn vectors_are_those_of_the_engine() {
    let embedder = LocalEmbedder::open(&place::model()).unwrap();
    assert_eq!(embedder.dimensions(), 384);
    let query: Vec<String> = TEXTS.iter().map(|text| (*text).to_owned()).chain(long()).collect();
    let passage = [&query[..3], &long()].concat();
    let theirs = oracle(&query, &passage);
    for (kind, texts, name) in [
        (TextKind::Query, &query, "query"),
        (TextKind::Passage, &passage, "passage"),
    ] {
        let ours = embedder.embed(kind, texts).await.unwrap();
        assert_eq!(ours.len(), texts.len());
        for (at, vector) in ours.iter().enumerate() {
            let alike = cosine(vector, &theirs[name][at]);
            let shown: String = texts[at].chars().take(40).collect();
            assert!(alike >= ALIKE, "{name} {at} `{shown}`: {alike}");
            let length: f32 = vector.iter().map(|one| one * one).sum();
            assert!((length - 1.0).abs() < 1e-4);
        }
    }
}

#[tokio::test]
async fn a_text_has_one_vector_whatever_company_it_is_in_and_meaning_draws_near() {
    let embedder = LocalEmbedder::open(&place::model()).unwrap();
    let texts: Vec<String> = TEXTS.iter().take(3).map(|text| (*text).to_owned()).collect();
    let together = embedder.embed(TextKind::Query, &texts).await.unwrap();
    for (text, vector) in texts.iter().zip(&together) {
        let alone = embedder
            .embed(TextKind::Query, std::slice::from_ref(text))
            .await
            .unwrap();
        assert!(alone[0].iter().zip(vector).all(|(a, b)| (a - b).abs() < 1e-5));
    }
    let alike = |a: usize, b: usize| together[a].iter().zip(&together[b]).map(|(a, b)| a * b).sum::<f32>();
    assert!(alike(0, 1) > alike(0, 2) + 0.03, "{} {}", alike(0, 1), alike(0, 2));
    assert!(embedder.embed(TextKind::Query, &[]).await.unwrap().is_empty());
}
