//! Questions with buttons or a list, held to Meta's limits.

use enlace_domain::view::Choice;
use serde::Deserialize;

use super::{
    problem::Problem,
    send::{missing, short_enough},
};
use crate::message::{Content, SentKind};

const BODY_LIMIT: usize = 1_024;
const TITLE_LIMIT: usize = 20;
const ROW_TITLE_LIMIT: usize = 24;
const DESCRIPTION_LIMIT: usize = 72;
const BUTTON_ID_LIMIT: usize = 256;
const ROW_ID_LIMIT: usize = 200;
const MOST_BUTTONS: usize = 3;
const MOST_ROWS: usize = 10;

/// The object of an interactive message.
#[derive(Debug, Deserialize)]
pub(super) struct Interactive {
    #[serde(rename = "type")]
    kind: String,
    body: Option<Body>,
    action: Action,
}

#[derive(Debug, Deserialize)]
struct Body {
    text: String,
}

#[derive(Debug, Deserialize)]
struct Action {
    #[serde(default)]
    buttons: Vec<Button>,
    button: Option<String>,
    #[serde(default)]
    sections: Vec<Section>,
}

#[derive(Debug, Deserialize)]
struct Button {
    reply: Row,
}

#[derive(Debug, Deserialize)]
struct Section {
    title: Option<String>,
    rows: Vec<Row>,
}

#[derive(Debug, Deserialize)]
struct Row {
    id: String,
    title: String,
    #[serde(default)]
    description: Option<String>,
}

impl Interactive {
    /// The words and what may be tapped.
    ///
    /// # Errors
    /// Meta's refusal, naming the field.
    pub fn read(self) -> Result<(String, Content), Problem> {
        let words = self.body.ok_or_else(|| missing("interactive['body']"))?.text;
        short_enough("interactive['body']['text']", &words, BODY_LIMIT)?;
        let (kind, rows, limits) = match self.kind.as_str() {
            "button" => {
                let rows: Vec<Row> = self.action.buttons.into_iter().map(|button| button.reply).collect();
                (SentKind::Buttons, rows, (MOST_BUTTONS, TITLE_LIMIT, BUTTON_ID_LIMIT))
            }
            "list" => {
                let button = self.action.button.ok_or_else(|| missing("action['button']"))?;
                short_enough("action['button']", &button, TITLE_LIMIT)?;
                let several = self.action.sections.len() > 1;
                for section in &self.action.sections {
                    match &section.title {
                        Some(title) => short_enough("section['title']", title, ROW_TITLE_LIMIT)?,
                        None if several => return Err(missing("section['title']")),
                        None => {}
                    }
                }
                let rows = self
                    .action
                    .sections
                    .into_iter()
                    .flat_map(|section| section.rows)
                    .collect();
                (SentKind::List, rows, (MOST_ROWS, ROW_TITLE_LIMIT, ROW_ID_LIMIT))
            }
            other => {
                return Err(Problem::new(
                    131_009,
                    format!("Interactive type {other} is not one of button, list"),
                ));
            }
        };
        Ok((
            words,
            Content {
                kind,
                choices: choices(rows, limits)?,
                ..Content::default()
            },
        ))
    }
}

/// The choices, within the most there may be, and the longest title and id.
fn choices(rows: Vec<Row>, (most, title, id): (usize, usize, usize)) -> Result<Vec<Choice>, Problem> {
    if rows.is_empty() || rows.len() > most {
        return Err(Problem::new(131_009, format!("There must be 1 to {most} choices")));
    }
    let mut choices: Vec<Choice> = Vec::with_capacity(rows.len());
    for row in rows {
        short_enough("title", &row.title, title)?;
        short_enough("id", &row.id, id)?;
        short_enough(
            "description",
            row.description.as_deref().unwrap_or_default(),
            DESCRIPTION_LIMIT,
        )?;
        if row.title.trim().is_empty() || row.id.is_empty() {
            return Err(Problem::new(131_009, "A choice needs an id and a title"));
        }
        if choices.iter().any(|choice| choice.id == row.id) {
            return Err(Problem::new(131_009, "Duplicated id in the choices"));
        }
        choices.push(Choice {
            id: row.id,
            title: row.title,
        });
    }
    Ok(choices)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read(value: Value) -> Result<(String, Content), u32> {
        let interactive: Interactive = serde_json::from_value(value).unwrap();
        interactive.read().map_err(|problem| problem.code)
    }

    fn buttons(titles: &[&str]) -> Value {
        let button = |title: &&str| json!({ "type": "reply", "reply": { "id": title, "title": title } });
        let buttons: Vec<Value> = titles.iter().map(button).collect();
        json!({ "type": "button", "body": { "text": "Resolveu?" }, "action": { "buttons": buttons } })
    }

    #[test]
    fn up_to_three_short_buttons_are_taken() {
        let (words, content) = read(buttons(&["Sim", "Não"])).unwrap();
        assert_eq!(
            (words.as_str(), content.kind, content.choices.len()),
            ("Resolveu?", SentKind::Buttons, 2)
        );
        assert_eq!(read(buttons(&["1", "2", "3", "4"])), Err(131_009));
        assert_eq!(read(buttons(&[])), Err(131_009));
        assert_eq!(read(buttons(&["Sim", "Sim"])), Err(131_009));
        assert_eq!(read(buttons(&["vinte e um caracteres"])), Err(100));
    }

    #[test]
    fn a_list_has_ten_rows_in_all_its_sections() {
        let list = |rows: usize| {
            let rows: Vec<Value> = (0..rows)
                .map(|row| json!({ "id": row.to_string(), "title": "Linha" }))
                .collect();
            let (first, second) = rows.split_at(rows.len() / 2);
            json!({ "type": "list", "body": { "text": "Escolha" }, "action": { "button": "Opções", "sections": [
                { "title": "Uma", "rows": first }, { "title": "Outra", "rows": second } ] } })
        };
        assert_eq!(read(list(10)).unwrap().1.choices.len(), 10);
        assert_eq!(read(list(11)), Err(131_009));
    }
}
