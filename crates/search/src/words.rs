//! Words as the index compares them: folded, without stop words, cut to their Portuguese stems, weighed by BM25.

use std::{collections::BTreeSet, ops::Range, sync::LazyLock};

use qdrant_edge::{
    Language, SparseVector, StopwordsInterface, StopwordsSet,
    bm25_embed::{EdgeBm25, EdgeBm25Config},
    external::ordered_float::NotNan,
};

use crate::SearchError;

/// Words that say nothing about the subject: accents are folded before the engine's list is asked, which writes them,
/// and people abbreviate.
const SILENT: &[&str] = &[
    "ai", "aqui", "ate", "bom", "boa", "ce", "eh", "entao", "esta", "estao", "ha", "hj", "ja", "la", "moca", "moco",
    "nao", "nois", "oi", "ola", "opa", "pq", "porque", "pra", "pras", "pro", "pros", "q", "quero", "sao", "sera", "so",
    "ta", "tai", "tambem", "tao", "tb", "tbm", "to", "tou", "vai", "vc", "vcs", "voce", "voces", "vou",
];
/// Spellings of one word, in passages and questions alike; looked for in lower case.
const SPELLINGS: &[(&str, &str)] = &[
    ("wi-fi", "wifi"),
    ("wi fi", "wifi"),
    ("2ª via", "segunda via"),
    ("2a via", "segunda via"),
    ("2 via", "segunda via"),
    ("e-mail", "email"),
];
/// What subscribers say for words of the articles: a question with the one asks for the other, too.
const SAID_FOR: &[(&str, &str)] = &[
    ("net", "internet"),
    ("zap", "whatsapp"),
    ("conta", "fatura"),
    ("boleto", "fatura"),
    ("mensalidade", "fatura"),
    ("carne", "fatura"),
    ("modem", "roteador"),
    ("moden", "roteador"),
    ("router", "roteador"),
    ("aparelho", "roteador"),
    ("caixinha", "roteador onu"),
    ("lenta", "lentidao velocidade"),
    ("lento", "lentidao velocidade"),
    ("lerda", "lentidao velocidade"),
    ("devagar", "lentidao velocidade"),
    ("mega", "velocidade plano"),
    ("megas", "velocidade plano"),
    ("caiu", "queda"),
    ("caindo", "queda cai"),
    ("oscilando", "queda cai"),
    ("tecnico", "visita"),
    ("ping", "latencia jogo"),
    ("lag", "latencia jogo"),
    ("lagando", "latencia jogo"),
    ("jogar", "jogo"),
    ("app", "aplicativo"),
    ("televisao", "tv"),
    ("cortaram", "suspensao bloqueio"),
    ("cortada", "suspensao bloqueio"),
    ("cortou", "suspensao bloqueio"),
    ("bloqueada", "suspensao desbloqueio"),
    ("bloquearam", "suspensao desbloqueio"),
    ("religar", "desbloqueio reativacao"),
    ("mudar", "mudanca"),
    ("mudando", "mudanca"),
    ("mudei", "mudanca"),
    ("casa", "endereco"),
    ("parcelar", "parcelamento"),
    ("dividir", "parcelamento"),
    ("abaixar", "reduzir"),
    ("diminuir", "reduzir"),
    ("barato", "desconto reduzir"),
    ("caro", "desconto reduzir"),
    ("cobraram", "cobranca contestar"),
    ("cobrando", "cobranca contestar"),
    ("errado", "contestar"),
    ("golpe", "fraude"),
    ("falso", "golpe"),
    ("dados", "privacidade"),
    ("camera", "porta"),
    ("dvr", "porta cgnat"),
];
/// Passages have about so many words that count; BM25 measures longer and shorter ones by it.
const USUAL_WORDS: f64 = 70.0;

static PORTUGUESE: LazyLock<Result<Words, String>> = LazyLock::new(Words::make);

/// Turns text into the sparse vectors of BM25.
#[derive(Debug)]
pub struct Words(EdgeBm25);

impl Words {
    /// For Brazilian Portuguese; made once a process.
    ///
    /// # Errors
    /// The engine does not know the language: a fault of its build.
    pub fn portuguese() -> Result<&'static Self, SearchError> {
        PORTUGUESE.as_ref().map_err(|error| SearchError::Engine(error.clone()))
    }

    fn make() -> Result<Self, String> {
        let number = |number: f64| NotNan::new(number).map_err(|error| error.to_string());
        let silent = StopwordsSet {
            languages: Some(BTreeSet::from([Language::Portuguese])),
            custom: Some(SILENT.iter().map(|word| (*word).to_owned()).collect()),
        };
        let config = EdgeBm25Config {
            language: Some("portuguese".to_owned()),
            ascii_folding: Some(true),
            stopwords: Some(StopwordsInterface::Set(silent)),
            avg_len: number(USUAL_WORDS)?,
            ..EdgeBm25Config::default()
        };
        EdgeBm25::new(config).map(Self).map_err(|error| error.to_string())
    }

    /// The vector of a passage.
    #[must_use]
    pub fn passage(&self, text: &str) -> SparseVector {
        self.0.embed_document(&spelled(text))
    }

    /// The vector of a question; empty where no word of it counts.
    #[must_use]
    pub fn question(&self, text: &str) -> SparseVector {
        self.0.embed_query(&asked_too(spelled(text)))
    }

    /// Where a text has words of a question, in bytes: what a page marks.
    #[must_use]
    pub fn marks(&self, question: &str, text: &str) -> Vec<Range<usize>> {
        let asked: BTreeSet<u32> = self.question(question).indices.into_iter().collect();
        words(text)
            .filter(|range| {
                let found = self.passage(&text[range.clone()]).indices;
                found.iter().any(|stem| asked.contains(stem))
            })
            .collect()
    }
}

/// A text with one spelling for each word.
fn spelled(text: &str) -> String {
    SPELLINGS
        .iter()
        .fold(text.to_lowercase(), |text, (from, to)| text.replace(from, to))
}

/// A question with what is meant by its words.
fn asked_too(mut question: String) -> String {
    let meant: Vec<&str> = words(&question)
        .filter_map(|range| {
            let word = &question[range];
            SAID_FOR.iter().find(|(said, _)| *said == word).map(|(_, meant)| *meant)
        })
        .collect();
    for meant in meant {
        question.push(' ');
        question.push_str(meant);
    }
    question
}

/// Where the words of a text are.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut letters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while letters.next_if(|(_, letter)| !letter.is_alphanumeric()).is_some() {}
        let (start, first) = letters.next()?;
        let mut end = start + first.len_utf8();
        while let Some((at, letter)) = letters.next_if(|(_, letter)| letter.is_alphanumeric()) {
            end = at + letter.len_utf8();
        }
        Some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: &str, other: &str) -> bool {
        let words = Words::portuguese().unwrap();
        let (one, other) = (words.question(one).indices, words.question(other).indices);
        !one.is_empty() && one == other
    }

    #[test]
    fn accents_endings_and_capitals_make_no_other_word() {
        assert!(same("conexão", "CONEXAO"));
        assert!(same("reiniciar", "reiniciando"));
        assert!(same("fatura", "faturas"));
        assert!(!same("fatura", "roteador"));
    }

    #[test]
    fn one_word_has_one_spelling_and_is_asked_for_by_other_names() {
        assert!(same("Wi-Fi", "wifi"));
        assert!(same("2ª via", "segunda via"));
        let words = Words::portuguese().unwrap();
        let bill = words.passage("fatura").indices;
        assert!(
            bill.iter()
                .all(|stem| words.question("cadê meu boleto").indices.contains(stem))
        );
        assert!(
            !words.passage("boleto").indices.contains(&bill[0]),
            "passages say what they say"
        );
    }

    #[test]
    fn words_that_say_nothing_do_not_count() {
        let words = Words::portuguese().unwrap();
        assert!(words.question("oi, vc não tá aí?").indices.is_empty());
        assert_eq!(
            words.question("não tem internet").indices,
            words.question("internet").indices
        );
    }

    #[test]
    fn the_words_of_a_question_are_marked() {
        let words = Words::portuguese().unwrap();
        let text = "A conexão caiu: reinicie o roteador.";
        let marked: Vec<&str> = words
            .marks("minha conexao e reiniciar", text)
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(marked, ["conexão", "reinicie"]);
        assert!(words.marks("", text).is_empty());
    }
}
