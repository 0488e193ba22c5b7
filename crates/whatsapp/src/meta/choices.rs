//! Choices that can be tapped: buttons, or a list that opens.
//!
//! The limits are Meta's: <https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages>. What breaks one
//! is refused as a whole, so it must not leave.

use std::collections::HashSet;

use enlace_domain::view::Choice;
use serde_json::{Value, json};

/// Up to so many choices are buttons, where their titles fit; more are a list.
const BUTTONS: usize = 3;
/// Characters of a button's title.
const BUTTON_TITLE: usize = 20;
/// Characters of a button's id.
const BUTTON_ID: usize = 256;
/// Rows of a list, in all.
const ROWS: usize = 10;
/// Characters of a row's title.
const ROW_TITLE: usize = 24;
/// Characters of a row's id.
const ROW_ID: usize = 200;
/// Characters of the text above choices.
const TEXT: usize = 1_024;
/// What opens the list; at most 20 characters.
const OPEN_LIST: &str = "Escolher";

/// The `interactive` object; `None` where neither buttons nor a list have room for all of it.
pub(super) fn interactive(text: &str, choices: &[Choice]) -> Option<Value> {
    if text.trim().is_empty() || text.chars().count() > TEXT || !distinct(choices) {
        return None;
    }
    let (kind, action) = if fit(choices, BUTTONS, BUTTON_TITLE, BUTTON_ID) {
        let button = |choice: &Choice| json!({ "type": "reply", "reply": { "id": choice.id, "title": choice.title } });
        let buttons: Vec<Value> = choices.iter().map(button).collect();
        ("button", json!({ "buttons": buttons }))
    } else if fit(choices, ROWS, ROW_TITLE, ROW_ID) {
        let row = |choice: &Choice| json!({ "id": choice.id, "title": choice.title });
        let rows: Vec<Value> = choices.iter().map(row).collect();
        ("list", json!({ "button": OPEN_LIST, "sections": [{ "rows": rows }] }))
    } else {
        return None;
    };
    Some(json!({ "type": kind, "body": { "text": text }, "action": action }))
}

fn fit(choices: &[Choice], number: usize, title: usize, id: usize) -> bool {
    let fits = |text: &str, limit| !text.trim().is_empty() && text.chars().count() <= limit;
    (1..=number).contains(&choices.len())
        && choices
            .iter()
            .all(|choice| fits(&choice.title, title) && fits(&choice.id, id))
}

/// Two that read alike can't both be offered.
fn distinct(choices: &[Choice]) -> bool {
    let (mut ids, mut titles) = (HashSet::new(), HashSet::new());
    choices
        .iter()
        .all(|choice| ids.insert(choice.id.as_str()) && titles.insert(choice.title.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choices(titles: &[&str]) -> Vec<Choice> {
        let choice = |title: &&str| Choice {
            id: format!("id-{title}"),
            title: (*title).to_owned(),
        };
        titles.iter().map(choice).collect()
    }

    #[test]
    fn few_short_choices_are_buttons() {
        let expected = json!({
            "type": "button", "body": { "text": "Resolveu?" },
            "action": { "buttons": [
                { "type": "reply", "reply": { "id": "id-Sim", "title": "Sim" } },
                { "type": "reply", "reply": { "id": "id-Não", "title": "Não" } },
            ] },
        });
        assert_eq!(interactive("Resolveu?", &choices(&["Sim", "Não"])), Some(expected));
    }

    #[test]
    fn more_of_them_or_longer_ones_are_a_list() {
        let expected = json!({
            "type": "list", "body": { "text": "Qual?" },
            "action": { "button": "Escolher", "sections": [{ "rows": [
                { "id": "id-Internet lenta ou Wi-Fi", "title": "Internet lenta ou Wi-Fi" },
            ] }] },
        });
        assert_eq!(
            interactive("Qual?", &choices(&["Internet lenta ou Wi-Fi"])),
            Some(expected)
        );
        let list = interactive("Qual?", &choices(&["a", "b", "c", "d"])).unwrap();
        assert_eq!(list["type"], "list");
    }

    #[test]
    fn nothing_leaves_that_meta_would_refuse() {
        let eleven = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"];
        assert!(interactive("Qual?", &choices(&eleven[..10])).is_some());
        assert_eq!(interactive("Qual?", &choices(&eleven)), None);
        assert_eq!(interactive("Qual?", &[]), None);
        assert_eq!(interactive("Qual?", &choices(&["Sim", "Sim"])), None);
        assert_eq!(interactive("Qual?", &choices(&[" "])), None);
        assert_eq!(interactive("Qual?", &choices(&["vinte e cinco caracteres!"])), None);
        assert!(interactive(&"a".repeat(1_024), &choices(&["Sim"])).is_some());
        assert_eq!(interactive(&"a".repeat(1_025), &choices(&["Sim"])), None);
        let far = |length: usize| {
            [Choice {
                id: "x".repeat(length),
                title: "Sim".to_owned(),
            }]
        };
        assert!(interactive("Qual?", &far(256)).is_some());
        assert_eq!(interactive("Qual?", &far(257)), None);
    }
}
