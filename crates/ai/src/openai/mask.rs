//! What a text may not take along when it leaves the building: numbers of documents, telephones and bills, and
//! addresses of e-mail. What is asked does not depend on them.

/// A number with so many digits in a row, or so many in all with the signs people put between them, is more than a
/// price, a speed or a date.
const IN_A_ROW: usize = 5;
const IN_ALL: usize = 9;

/// The text with `[número]` and `[e-mail]` in their places.
pub(super) fn mask(text: &str) -> String {
    let words: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    let without: String = words.into_iter().map(without_address).collect();
    without_numbers(&without)
}

/// A word, or `[e-mail]` where it is an address.
fn without_address(word: &str) -> String {
    let bare = word.trim_end();
    let is_address = bare
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    if is_address {
        format!("[e-mail]{}", &word[bare.len()..])
    } else {
        word.to_owned()
    }
}

fn without_numbers(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < letters.len() {
        let end = number_end(&letters, at);
        if end == at {
            out.push(letters[at]);
            at += 1;
            continue;
        }
        let number: String = letters[at..end].iter().collect();
        if tells_somebody(&number) {
            out.push_str("[número]");
        } else {
            out.push_str(&number);
        }
        at = end;
    }
    out
}

/// Behind the last digit of the number that begins here: digits with single signs or blanks between them.
fn number_end(letters: &[char], start: usize) -> usize {
    let mut end = start;
    let mut at = start;
    let mut signs = 0;
    while let Some(letter) = letters.get(at) {
        if letter.is_numeric() {
            (end, signs) = (at + 1, 0);
        } else if end > start && signs < 2 && matches!(letter, '.' | '-' | '/' | ' ' | '(' | ')' | '_' | '\u{a0}') {
            signs += 1;
        } else {
            break;
        }
        at += 1;
    }
    end
}

fn tells_somebody(number: &str) -> bool {
    let digits = number.chars().filter(|letter| letter.is_numeric()).count();
    let in_a_row = number
        .split(|letter: char| !letter.is_numeric())
        .map(|run| run.chars().count())
        .max()
        .unwrap_or_default();
    in_a_row >= IN_A_ROW || digits >= IN_ALL
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_telephones_and_addresses_stay_here() {
        for (text, masked) in [
            ("cpf 123.456.789-00, ok", "cpf [número], ok"),
            ("meu cpf é 12345678900", "meu cpf é [número]"),
            ("liga (62) 98888-7777 por favor", "liga ([número] por favor"),
            ("cnpj 12.345.678/0001-90.", "cnpj [número]."),
            ("34191.79001 01043.510047 91020.150008 5 91070026000", "[número]"),
            ("manda pra ana.b@exemplo.com.br hoje", "manda pra [e-mail] hoje"),
            ("contrato 48213", "contrato [número]"),
            ("+55 62 9 8888 7777", "+[número]"),
        ] {
            assert_eq!(mask(text), masked);
        }
    }

    #[test]
    fn prices_speeds_and_dates_go_along() {
        for text in [
            "paguei R$ 99,90 dia 10/11",
            "tenho 500 mega e chegam 40",
            "desde 12/11/2026 às 18:30",
            "caiu 3 vezes @casa",
        ] {
            assert_eq!(mask(text), text);
        }
    }
}
