//! Message templates that Meta has approved: the only thing that may be sent once the 24-hour window is closed.
//!
//! A text of a template holds placeholders, `{{1}}` or `{{nome}}`. What is shown in the thread and in the preview is the
//! text with its placeholders filled; what goes to the provider are the values.

use serde::{Deserialize, Serialize};

use crate::{MessageKind, queue::named_enum};

named_enum! {
    /// Whether a template may be sent.
    TemplateState, "template state" {
        /// May be sent.
        Approved = "approved",
        /// Under review at Meta.
        Pending = "pending",
        /// Refused by Meta.
        Rejected = "rejected",
        /// Stopped by Meta for a while, after bad feedback.
        Paused = "paused",
        /// Stopped for good.
        Disabled = "disabled",
        /// A state that this version doesn't know; not sent.
        Unknown = "unknown",
    }
}

named_enum! {
    /// What a template is for, which decides its price.
    TemplateCategory, "template category" {
        /// About something the subscriber asked for or has.
        Utility = "utility",
        /// Advertising; the subscriber may have opted out.
        Marketing = "marketing",
        /// One-time codes.
        Authentication = "authentication",
        /// A category that this version doesn't know.
        Unknown = "unknown",
    }
}

named_enum! {
    /// What stands above a template's body.
    HeaderKind, "template header" {
        /// Words, perhaps with a placeholder.
        Text = "text",
        /// A picture.
        Image = "image",
        /// A film.
        Video = "video",
        /// A file.
        Document = "document",
    }
}

named_enum! {
    /// What a button of a template does.
    TemplateButtonKind, "template button" {
        /// Answers with its words.
        QuickReply = "quick_reply",
        /// Opens a page; its address may end in a placeholder.
        Url = "url",
        /// Calls a number.
        PhoneNumber = "phone_number",
        /// Copies a code.
        CopyCode = "copy_code",
        /// Anything else: shown, never filled.
        Other = "other",
    }
}

/// What stands above the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateHeader {
    /// Words or a file.
    pub kind: HeaderKind,
    /// The words, for [`HeaderKind::Text`]; else empty.
    pub text: String,
}

/// A button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateButton {
    /// What it does.
    pub kind: TemplateButtonKind,
    /// What the subscriber reads.
    pub text: String,
    /// The address of a [`TemplateButtonKind::Url`], with its placeholder.
    pub url: Option<String>,
}

/// A template as the provider keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// The provider's id of it: a number at Meta, `HX…` at Twilio.
    pub provider_id: String,
    /// Its name, unique with the language.
    pub name: String,
    /// Like `pt_BR`.
    pub language: String,
    /// What it is for.
    pub category: TemplateCategory,
    /// Whether it may be sent.
    pub state: TemplateState,
    /// Why it was refused or stopped, in the provider's words.
    pub reason: Option<String>,
    /// Above the body.
    pub header: Option<TemplateHeader>,
    /// The words, with placeholders.
    pub body: String,
    /// Small print.
    pub footer: Option<String>,
    /// Below.
    pub buttons: Vec<TemplateButton>,
}

/// A value for one placeholder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateValue {
    /// The placeholder without its braces: `1` or `nome`.
    pub name: String,
    /// What takes its place.
    pub value: String,
}

/// A placeholder without a value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the template needs a value for {{{{{0}}}}}")]
pub struct MissingValue(pub String);

impl Template {
    /// The placeholders of header, body and button addresses, each once, in the order they are read.
    #[must_use]
    pub fn placeholders(&self) -> Vec<String> {
        let mut names = Vec::new();
        for text in self.texts() {
            for name in placeholders(text) {
                if !names.iter().any(|known| known == name) {
                    names.push(name.to_owned());
                }
            }
        }
        names
    }

    /// The words as the subscriber will read them: header, body and footer, a blank line between.
    ///
    /// # Errors
    /// [`MissingValue`] for the first placeholder that has no value, or a blank one.
    pub fn render(&self, values: &[TemplateValue]) -> Result<String, MissingValue> {
        let mut parts = Vec::new();
        if let Some(header) = self.header.as_ref().filter(|header| header.kind == HeaderKind::Text) {
            parts.push(fill(&header.text, values)?);
        }
        parts.push(fill(&self.body, values)?);
        parts.extend(self.footer.clone());
        Ok(parts.join("\n\n"))
    }

    /// What stands above the words where that is a file, which whoever sends the template chooses.
    #[must_use]
    pub fn file_kind(&self) -> Option<MessageKind> {
        match self.header.as_ref()?.kind {
            HeaderKind::Text => None,
            HeaderKind::Image => Some(MessageKind::Image),
            HeaderKind::Video => Some(MessageKind::Video),
            HeaderKind::Document => Some(MessageKind::Document),
        }
    }

    /// Whether it needs no file, so that automation can send it.
    #[must_use]
    pub fn is_of_words(&self) -> bool {
        self.file_kind().is_none()
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        let header = self.header.iter().map(|header| header.text.as_str());
        let urls = self.buttons.iter().filter_map(|button| button.url.as_deref());
        header.chain([self.body.as_str()]).chain(urls)
    }
}

/// The names in double braces, in order, repeats included.
#[must_use]
pub fn placeholders(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("{{") {
        let Some((name, then)) = after.split_once("}}") else {
            break;
        };
        let name = name.trim();
        if !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_') {
            names.push(name);
        }
        rest = then;
    }
    names
}

/// Puts the values in.
///
/// # Errors
/// [`MissingValue`] for a placeholder without a value.
pub fn fill(text: &str, values: &[TemplateValue]) -> Result<String, MissingValue> {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let Some((name, then)) = after.split_once("}}") else {
            filled.push_str("{{");
            rest = after;
            continue;
        };
        let name = name.trim();
        let value = values
            .iter()
            .find(|value| value.name == name && !value.value.trim().is_empty())
            .ok_or_else(|| MissingValue(name.to_owned()))?;
        filled.push_str(&value.value);
        rest = then;
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(body: &str) -> Template {
        Template {
            provider_id: "1".to_owned(),
            name: "aviso_fatura".to_owned(),
            language: "pt_BR".to_owned(),
            category: TemplateCategory::Utility,
            state: TemplateState::Approved,
            reason: None,
            header: None,
            body: body.to_owned(),
            footer: Some("Fibra Cerrado".to_owned()),
            buttons: Vec::new(),
        }
    }

    fn value(name: &str, value: &str) -> TemplateValue {
        TemplateValue {
            name: name.to_owned(),
            value: value.to_owned(),
        }
    }

    #[test]
    fn placeholders_are_numbers_or_names_each_once() {
        let mut template = template("Olá, {{1}}! Sua fatura de {{ 2 }} vence. {{1}}, veja {{mes}}.");
        template.header = Some(TemplateHeader {
            kind: HeaderKind::Text,
            text: "Fatura de {{mes}}".to_owned(),
        });
        template.buttons.push(TemplateButton {
            kind: TemplateButtonKind::Url,
            text: "Pagar".to_owned(),
            url: Some("https://pague.example.com/{{codigo}}".to_owned()),
        });
        assert_eq!(template.placeholders(), ["mes", "1", "2", "codigo"]);
    }

    #[test]
    fn it_reads_as_the_subscriber_will_read_it() {
        let values = [value("1", "Ana"), value("2", "R$ 99,90")];
        assert_eq!(
            template("Olá, {{1}}! São {{2}}.").render(&values).unwrap(),
            "Olá, Ana! São R$ 99,90.\n\nFibra Cerrado"
        );
    }

    #[test]
    fn a_blank_value_is_a_missing_one() {
        assert_eq!(
            template("{{1}}").render(&[value("1", " ")]),
            Err(MissingValue("1".to_owned()))
        );
        assert_eq!(
            MissingValue("1".to_owned()).to_string(),
            "the template needs a value for {{1}}"
        );
    }

    #[test]
    fn braces_that_are_no_placeholder_stay() {
        assert_eq!(fill("a {{ b", &[]).unwrap(), "a {{ b");
        assert!(placeholders("{{a b}} {{}} {{").is_empty());
    }
}
