//! Whether a message says anything yet.
//!
//! `oi`, `boa tarde`, `tem alguém aí?` or a lone emoji carry no queue; a model always has an answer, so
//! this small rule keeps it from giving one.

/// Words that only open a conversation or ask for a person, without accents.
const OPENERS: &[&str] = &[
    "a",
    "ae",
    "ai",
    "ajuda",
    "ajudar",
    "alguem",
    "alo",
    "amigo",
    "amiga",
    "aqui",
    "atende",
    "atendente",
    "atender",
    "atendimento",
    "bao",
    "beleza",
    "bem",
    "boa",
    "bom",
    "boas",
    "chefe",
    "com",
    "como",
    "conversar",
    "da",
    "de",
    "dia",
    "duvida",
    "e",
    "eae",
    "eai",
    "ei",
    "esta",
    "estao",
    "eu",
    "fala",
    "falar",
    "favor",
    "gente",
    "gostaria",
    "hello",
    "hey",
    "hi",
    "humano",
    "informacao",
    "joia",
    "me",
    "meu",
    "minha",
    "moca",
    "moco",
    "noite",
    "o",
    "obg",
    "obrigada",
    "obrigado",
    "oe",
    "oi",
    "oie",
    "oii",
    "ok",
    "ola",
    "ooi",
    "opa",
    "pessoa",
    "pode",
    "podem",
    "poderia",
    "por",
    "preciso",
    "queria",
    "quero",
    "querida",
    "responde",
    "salve",
    "senhor",
    "senhora",
    "sim",
    "tarde",
    "td",
    "tem",
    "tudo",
    "uma",
    "um",
    "vai",
    "vao",
    "voce",
    "voces",
];

/// True when nothing but openers, numbers and signs was written.
pub(super) fn says_nothing(tokens: &[String]) -> bool {
    tokens
        .iter()
        .filter(|token| token.chars().any(char::is_alphabetic))
        .all(|token| OPENERS.contains(&token.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classifier::normalise::normalise;

    #[test]
    fn a_greeting_says_nothing_and_one_word_of_the_trade_does() {
        for empty in [
            "",
            "oi",
            "Boa tarde!!",
            "oi tudo bem?",
            "👍",
            "tem alguém aí?",
            "quero falar com atendente",
            "123",
        ] {
            assert!(says_nothing(&normalise(empty)), "{empty}");
        }
        for full in ["boleto", "oi, caiu", "quero cancelar", "preciso de ajuda com o wifi"] {
            assert!(!says_nothing(&normalise(full)), "{full}");
        }
    }
}
