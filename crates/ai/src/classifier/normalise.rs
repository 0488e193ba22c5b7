//! From a message as typed to tokens that different people's spelling agrees on.
//!
//! Lower case, no accents, no drawn-out letters, `wi-fi` as one word, short forms written out, long
//! numbers (CPF, protocol, telephone) folded into one token so that nobody's document is learnt.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::abbreviations::expand;

/// Longer messages are read this far, in characters: what is asked for comes before.
const READ_AT_MOST: usize = 4_000;
/// Numbers with more digits than this are documents or telephones, not speeds or prices.
const LONGEST_NUMBER: usize = 4;

/// The tokens of a message, in order: words, numbers, and every other visible character by itself.
pub(super) fn normalise(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    for raw in split(&plain(text)) {
        let token = expand(&raw);
        if token == "fi" && join_wifi(&mut tokens) {
            continue;
        }
        tokens.push(shorten_number(token));
    }
    tokens
}

/// Lower case without accents; a letter three or more times in a row is written once.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut pending: Option<(char, usize)> = None;
    let letters = text
        .chars()
        .take(READ_AT_MOST)
        .flat_map(char::to_lowercase)
        .nfd()
        .filter(|c| !is_combining_mark(*c));
    for letter in letters.map(Some).chain([None]) {
        match (pending, letter) {
            (Some((last, count)), Some(next)) if last == next => pending = Some((last, count + 1)),
            (last, next) => {
                if let Some((last, count)) = last {
                    let times = if count >= 3 { 1 } else { count };
                    out.extend(std::iter::repeat_n(last, times));
                }
                pending = next.map(|next| (next, 1));
            }
        }
    }
    out
}

/// Runs of letters, numbers with their inner points and commas, and single other characters.
fn split(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let start = at;
        let first = letters[at];
        at += 1;
        if first.is_alphabetic() {
            while at < letters.len() && letters[at].is_alphabetic() {
                at += 1;
            }
        } else if first.is_ascii_digit() {
            while at < letters.len() && (letters[at].is_ascii_digit() || decimal_mark(&letters, at)) {
                at += 1;
            }
        } else if first.is_whitespace() || first == '_' {
            continue;
        }
        tokens.push(letters[start..at].iter().collect());
    }
    tokens
}

/// A point or comma between two digits, as in `99,90`.
fn decimal_mark(letters: &[char], at: usize) -> bool {
    matches!(letters[at], '.' | ',') && letters.get(at + 1).is_some_and(char::is_ascii_digit)
}

/// Makes `wi fi` and `wi-fi` the word `wifi`, given that `fi` comes next.
fn join_wifi(tokens: &mut Vec<String>) -> bool {
    let before = tokens.iter().rposition(|token| token != "-");
    match before {
        Some(at) if tokens[at] == "wi" && tokens.len() - at <= 2 => {
            tokens.truncate(at);
            tokens.push("wifi".into());
            true
        }
        _ => false,
    }
}

/// One token for every long number.
fn shorten_number(token: &str) -> String {
    let long = token.len() > LONGEST_NUMBER && token.bytes().all(|byte| byte.is_ascii_digit());
    if long { "0".into() } else { token.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> String {
        normalise(text).join(" ")
    }

    #[test]
    fn the_same_words_typed_differently_agree() {
        assert_eq!(joined("NÃO tô com internettttt"), joined("n to com internet"));
        assert_eq!(joined("Wi-Fi"), "wifi");
        assert_eq!(joined("o wi fi caiu"), "o wifi caiu");
    }

    #[test]
    fn prices_stay_and_documents_do_not() {
        assert_eq!(joined("R$ 99,90 no cpf 12345678900"), "r $ 99,90 no cpf 0");
    }

    #[test]
    fn odd_input_is_harmless() {
        assert_eq!(joined(""), "");
        assert_eq!(joined("🔴🔴🔴"), "🔴");
        assert_eq!(joined("fi"), "fi");
        assert!(normalise(&"a b ".repeat(100_000)).len() <= READ_AT_MOST);
    }
}
