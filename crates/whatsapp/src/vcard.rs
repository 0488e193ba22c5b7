//! Address cards: of a vCard (RFC 6350) only who it is and how to call.

use serde_json::{Value, json};

/// More numbers than anybody's card has.
const PHONES_LIMIT: usize = 10;

/// Longer than anybody's name, in characters.
const NAME_LIMIT: usize = 200;

/// Longer than any number with its spaces, in characters.
const PHONE_LIMIT: usize = 40;

/// More cards than WhatsApp sends in one message.
pub(crate) const CARDS_LIMIT: usize = 100;

/// Where a card begins.
const BEGIN: &str = "BEGIN:VCARD";

/// `{name, phones}` of each card that a file holds; empty where it holds none that names anybody.
#[must_use]
pub fn contacts(file: &str) -> Vec<Value> {
    file.split(BEGIN)
        .skip(1)
        .take(CARDS_LIMIT)
        .map(|card| contact(None, card))
        .filter(|contact| contact["name"] != "" || contact["phones"] != json!([]))
        .collect()
}

/// `{name, phones}`: the shown name if there is one, else the card's own.
pub(crate) fn contact(shown_name: Option<&str>, card: &str) -> Value {
    let card = card.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
    let properties = || card.lines().filter_map(property);
    let name = shown_name.or_else(|| properties().find(|(name, _)| name == "FN").map(|(_, value)| value));
    let phones: Vec<String> = properties()
        .filter(|(name, value)| name == "TEL" && !value.is_empty())
        .map(|(_, value)| written(value.strip_prefix("tel:").unwrap_or(value), PHONE_LIMIT))
        .take(PHONES_LIMIT)
        .collect();
    json!({ "name": written(name.unwrap_or_default(), NAME_LIMIT), "phones": phones })
}

/// What of a value can be shown and kept: no characters that are none to the eye (a database takes no NUL), and no more
/// than so many.
fn written(value: &str, most: usize) -> String {
    value.chars().filter(|letter| !letter.is_control()).take(most).collect()
}

/// `item1.TEL;type=CELL:+55 62 …` is the property `TEL`.
fn property(line: &str) -> Option<(String, &str)> {
    let (head, value) = line.split_once(':')?;
    let name = head.split(';').next().unwrap_or_default();
    let name = name.rsplit('.').next().unwrap_or_default();
    Some((name.trim().to_ascii_uppercase(), value.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_has_a_name_and_numbers() {
        let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:;Ana;;;\r\nFN;CHARSET=UTF-8:Ana\r\n\
                    item1.TEL;waid=556298765432:+55 62 9876-5432\r\nTEL;TYPE=WORK:tel:+556232000000\r\nEND:VCARD";
        assert_eq!(
            contact(None, card),
            json!({ "name": "Ana", "phones": ["+55 62 9876-5432", "+556232000000"] })
        );
        assert_eq!(contact(Some("Ana Técnica"), card)["name"], "Ana Técnica");
    }

    #[test]
    fn a_file_holds_as_many_cards_as_begin_in_it() {
        let file = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana\r\nTEL:+55 62 9876-5432\r\nEND:VCARD\r\n\
                    BEGIN:VCARD\r\nFN:Zé\r\nEND:VCARD\r\nBEGIN:VCARD\r\nEND:VCARD\r\n";
        let expected = [
            json!({ "name": "Ana", "phones": ["+55 62 9876-5432"] }),
            json!({ "name": "Zé", "phones": [] }),
        ];
        assert_eq!(contacts(file), expected);
        assert_eq!(contacts("FN:Ana\n"), Vec::<Value>::new());
    }

    #[test]
    fn a_value_is_cut_and_has_no_letters_that_nobody_sees() {
        let card = format!(
            "BEGIN:VCARD\nFN:A\0na\u{7}{}\nTEL:+55\0 62{}\n",
            "x".repeat(300),
            "9".repeat(99)
        );
        let contact = contact(None, &card);
        let (name, phone) = (
            contact["name"].as_str().unwrap(),
            contact["phones"][0].as_str().unwrap(),
        );
        assert!(name.starts_with("Anaxx") && name.len() == 200, "{name}");
        assert!(phone.starts_with("+55 629") && phone.len() == 40, "{phone}");
    }

    #[test]
    fn what_is_no_card_is_an_empty_one() {
        assert_eq!(contact(None, "oi"), json!({ "name": "", "phones": [] }));
    }
}
