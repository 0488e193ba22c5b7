//! What stands in a document is what comes out.

use enlace_documents::{Document, read};
use enlace_domain::intake::{ImportRefusal, ImportWarning};

fn of(name: &str) -> Result<Document, ImportRefusal> {
    read(name, &bytes(name))
}

pub(super) fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn a_document_of_word() {
    let document = of("roteador.docx").unwrap();
    assert_eq!(document.title, "Trocar o roteador");
    assert_eq!(document.warnings, [ImportWarning::Pictures(1)]);
    assert_eq!(
        document.markdown,
        "Antes de começar, anote o nome e a senha da rede.\n\n## Passos\n\n\
         1. Desligue o roteador **antigo** da tomada.\n2. Ligue o cabo da ONU na porta WAN.\n\n## Luzes\n\n\
         | Luz | Sentido |\n| --- | --- |\n| LOS | Sem sinal na fibra |\n| PON | Conectado |\n\n### Mais ajuda\n\n\
         - Fibra apagada\n- Rede sem nome\n\nVeja também [a página de ajuda](https://exemplo.com.br/ajuda)"
    );
}

#[test]
fn a_pdf_by_its_look() {
    let document = of("segunda-via.pdf").unwrap();
    assert_eq!(document.title, "Segunda via da fatura");
    assert_eq!(document.warnings, [ImportWarning::ByLook]);
    for part in [
        "## Como pedir",
        "1. Diga o CPF do titular.\n2. Escolha o mês.",
        "| Boleto | Dois dias úteis |",
    ] {
        assert!(document.markdown.contains(part), "{part} in {}", document.markdown);
    }
    assert!(document.markdown.starts_with("A segunda via sai na hora"));
}

#[test]
fn a_pdf_of_another_tool() {
    let document = of("velocidade.pdf").unwrap();
    assert_eq!(document.title, "Como ler o teste de velocidade");
    for part in [
        "[o nosso teste](https://exemplo.com.br/teste)",
        "**Velocidade**",
        "| 600 Mega | 540 Mbps | 320 Mbps |",
    ] {
        assert!(document.markdown.contains(part), "{part} in {}", document.markdown);
    }
}

#[test]
fn a_web_page_without_what_surrounds_it() {
    let document = of("wifi.html").unwrap();
    assert_eq!(document.title, "Wi-Fi mais forte");
    assert_eq!(document.warnings, [ImportWarning::Pictures(1)]);
    assert!(
        document
            .markdown
            .starts_with("Coloque o roteador **no alto**, longe do *micro-ondas*. planta da casa"),
        "{}",
        document.markdown
    );
    for part in [
        "## Canais",
        "1. Abra o painel.",
        "| 2,4 GHz | maior",
        "[Saiba mais](https://exemplo.com.br/wifi)",
    ] {
        assert!(document.markdown.contains(part), "{part} in {}", document.markdown);
    }
    for part in ["Início", "alert", "javascript", "iframe"] {
        assert!(!document.markdown.contains(part), "{part} in {}", document.markdown);
    }
}

#[test]
fn what_holds_no_words_says_why() {
    assert_eq!(of("escaneado.pdf").err(), Some(ImportRefusal::NoText));
    assert_eq!(of("com-senha.pdf").err(), Some(ImportRefusal::Locked));
    assert_eq!(read("vazio.md", b"").err(), Some(ImportRefusal::Empty));
    assert_eq!(
        read("vazio.md", b"---\ntitle: So o titulo\n---\n").err(),
        Some(ImportRefusal::Empty)
    );
    assert_eq!(read("foto.pdf", b"\xff\xd8\xff\xe0").err(), Some(ImportRefusal::Type));
    assert_eq!(
        read("meio.pdf", &bytes("velocidade.pdf")[..300]).err(),
        Some(ImportRefusal::Damaged)
    );
}

#[test]
fn what_is_too_long_says_how_long_it_may_be() {
    let text = "palavra ".repeat(20_000);
    assert_eq!(
        read("longo.md", text.as_bytes()).err(),
        Some(ImportRefusal::TooLong { limit: 100_000 })
    );
}
