//! Address cards: of a vCard (RFC 6350) only who it is and how to call.

use serde_json::{Value, json};

/// More numbers than anybody's card has.
const PHONES_LIMIT: usize = 10;

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
    let phones: Vec<&str> = properties()
        .filter(|(name, value)| name == "TEL" && !value.is_empty())
        .map(|(_, value)| value.strip_prefix("tel:").unwrap_or(value))
        .take(PHONES_LIMIT)
        .collect();
    json!({ "name": name.unwrap_or_default(), "phones": phones })
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
    fn what_is_no_card_is_an_empty_one() {
        assert_eq!(contact(None, "oi"), json!({ "name": "", "phones": [] }));
    }
}
