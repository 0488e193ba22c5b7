//! Sending a template: found by name and language, and filled.

use axum::http::StatusCode;
use enlace_domain::view::Choice;
use serde::Deserialize;

use super::{problem::Problem, send::File};
use crate::{
    media::Shelf,
    message::{Outgoing, SentKind},
    templates::{LANGUAGE, Review, TEMPLATES},
};

/// The object of a template message.
#[derive(Debug, Deserialize)]
pub(super) struct TemplateUse {
    name: String,
    language: Language,
    #[serde(default)]
    components: Vec<Component>,
}

#[derive(Debug, Deserialize)]
struct Language {
    code: String,
}

#[derive(Debug, Deserialize)]
struct Component {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    index: Option<Index>,
    #[serde(default)]
    parameters: Vec<Parameter>,
}

/// Some write a number, some a text.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Index {
    Number(usize),
    Text(String),
}

impl Index {
    fn number(&self) -> Option<usize> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => text.parse().ok(),
        }
    }
}

#[derive(Debug, Deserialize)]
struct Parameter {
    text: Option<String>,
    payload: Option<String>,
    document: Option<File>,
}

impl TemplateUse {
    /// Fills the message with the template.
    ///
    /// # Errors
    /// Meta's refusal: unknown, paused, or not filled as it must be.
    pub fn read(self, message: &mut Outgoing, shelf: &Shelf) -> Result<(), Problem> {
        let (name, code) = (&self.name, &self.language.code);
        let unknown = || {
            Problem::new(132_001, format!("template name ({name}) does not exist in {code}"))
                .with_status(StatusCode::NOT_FOUND)
        };
        let template = TEMPLATES
            .iter()
            .find(|template| template.name == name && code == LANGUAGE)
            .ok_or_else(unknown)?;
        match template.review {
            Review::Approved => {}
            Review::Rejected(_) => return Err(unknown()),
            Review::Paused => return Err(Problem::new(132_015, format!("template {name} is paused"))),
        }
        let mut variables = Vec::new();
        let mut document = None;
        let mut choices: Vec<Choice> = template
            .replies()
            .map(|words| Choice {
                id: words.to_owned(),
                title: words.to_owned(),
            })
            .collect();
        for component in self.components {
            let index = component.index.as_ref().and_then(Index::number);
            for parameter in component.parameters {
                match component.kind.to_ascii_lowercase().as_str() {
                    "body" => variables.extend(parameter.text),
                    "header" => document = parameter.document.or(document),
                    "button" => {
                        let button = index.and_then(|index| choices.get_mut(index));
                        if let (Some(button), Some(payload)) = (button, parameter.payload) {
                            button.id = payload;
                        }
                    }
                    other => return Err(Problem::new(132_012, format!("unknown component {other}"))),
                }
            }
        }
        message.body = template.fill(&variables).ok_or_else(|| {
            let (given, wanted) = (variables.len(), template.examples.len());
            Problem::new(
                132_000,
                format!("body: {given} parameters do not match the {wanted} expected"),
            )
        })?;
        message.content.kind = SentKind::Template;
        message.content.template = Some(self.name.clone());
        message.content.choices = choices;
        match (template.document, document) {
            (true, Some(file)) => file.attach(message, shelf),
            (false, None) => Ok(()),
            _ => Err(Problem::new(
                132_012,
                "header: Format mismatch, expected DOCUMENT or nothing",
            )),
        }
    }
}
