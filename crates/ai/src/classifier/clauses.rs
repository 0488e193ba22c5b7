//! The clauses of a message: the pieces that may ask for something each.
//!
//! People put two requests into one message by a full stop, a line, a comma or a word such as `também` or
//! `aproveitando`. A split that was not needed does no harm: pieces too short to ask for anything stay with the
//! piece after them, and [`super::requests`] believes a piece only where the whole message allows it.

use super::normalise::normalise;

/// Fewer words than this ask for nothing by themselves (`e`, `por favor`, `bom dia`).
const SHORTEST: usize = 3;
/// More pieces than this are not read: nobody asks for so many things.
const MOST: usize = 8;
/// Words before which a new request may begin, without accents.
const OPENERS: &[&str] = &[
    "e",
    "tambem",
    "aproveitando",
    "alem",
    "outra",
    "mas",
    "so",
    "inclusive",
    "depois",
];

/// Words of asking, without accents, and beginnings of such words.
const ASKING: &[&str] = &[
    "?", "explica", "gostaria", "pode", "podem", "poderia", "precisa", "preciso", "quais", "qual", "quanto", "queria",
    "quero", "saber", "solicito", "veja", "vejam",
];
const ASKING_BEGINS: &[&str] = &[
    "arrum", "consert", "devolv", "ensin", "envi", "estorn", "mand", "resolv", "verific",
];

/// Whether a clause has a word or sign of asking.
pub(super) fn asks(clause: &str) -> bool {
    normalise(clause).iter().any(|token| {
        ASKING.contains(&token.as_str()) || ASKING_BEGINS.iter().any(|beginning| token.starts_with(beginning))
    })
}

/// The clauses of a text as typed, in their order; none where the whole text is one.
pub(super) fn clauses(text: &str) -> Vec<String> {
    let mut clauses: Vec<String> = Vec::new();
    // short pieces belong to what comes after them: `Bom dia! Quero`, `Quero também a segunda via`
    let mut short = String::new();
    for piece in pieces(text) {
        short.push_str(if short.is_empty() { "" } else { " " });
        short.push_str(piece);
        if words(&short) >= SHORTEST {
            clauses.push(std::mem::take(&mut short));
        }
    }
    if let Some(last) = clauses.last_mut().filter(|_| !short.is_empty()) {
        last.push(' ');
        last.push_str(&short);
    }
    clauses.truncate(MOST);
    if clauses.len() < 2 { Vec::new() } else { clauses }
}

/// How many words or numbers there are.
fn words(piece: &str) -> usize {
    let says = |token: &&String| token.chars().any(char::is_alphanumeric);
    normalise(piece).iter().filter(says).count()
}

/// Splits behind signs and before openers.
fn pieces(text: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    let mut at = 0;
    for word in text.split_inclusive([' ', '\n']) {
        let opens = normalise(word)
            .first()
            .is_some_and(|first| OPENERS.contains(&first.as_str()));
        if opens {
            cuts.push(at);
        }
        at += word.len();
        if word.trim_end().ends_with(['.', '!', '?', ';', ',', ':', ')']) || word.ends_with('\n') {
            cuts.push(at);
        }
    }
    cuts.push(text.len());
    let piece = |cut: &[usize]| text.get(cut[0]..cut[1]).unwrap_or_default().trim();
    cuts.windows(2).map(piece).filter(|piece| !piece.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_come_apart_and_short_pieces_stay() {
        for (text, found) in [
            (
                "Bom dia! Me manda o boleto? E quanto custa o plano de 500",
                vec!["Bom dia! Me manda o boleto?", "E quanto custa o plano de 500"],
            ),
            (
                "sem internet desde cedo e preciso da segunda via",
                vec!["sem internet desde cedo", "e preciso da segunda via"],
            ),
            (
                "a internet caiu de novo\npreciso da nota fiscal de maio",
                vec!["a internet caiu de novo", "preciso da nota fiscal de maio"],
            ),
            (
                "luz vermelha no modem. Quero também a segunda via, por favor",
                vec!["luz vermelha no modem.", "Quero também a segunda via, por favor"],
            ),
            ("quero a segunda via do boleto", vec![]),
            ("", vec![]),
            ("oi, tudo bem?", vec![]),
        ] {
            assert_eq!(clauses(text), found, "{text}");
        }
    }

    #[test]
    fn asking_is_told_from_telling() {
        assert!(asks("me manda a segunda via") && asks("já voltou?") && asks("quero o boleto"));
        assert!(!asks("já paguei a conta") && !asks("a internet não voltou"));
    }

    #[test]
    fn nobody_asks_for_a_hundred_things() {
        assert_eq!(clauses(&"quero isso agora mesmo. ".repeat(100)).len(), MOST);
    }
}
