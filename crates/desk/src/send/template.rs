//! A template with its values, as a message keeps it until it is sent.

use anyhow::Context;
use enlace_domain::{ChannelId, MessageKind, PersonId, Template, TemplateId, TemplateValue, message::TEXT_LIMIT};
use enlace_store::{
    conversations::Conversation,
    messages::NewOutboundMessage,
    outbox::Outgoing,
    templates::{self, StoredTemplate},
};
use enlace_whatsapp::{Content, TemplateUse};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use super::SentFile;
use crate::{Desk, DeskError};

/// Longest value of one placeholder, in characters.
const VALUE_LIMIT: usize = 1000;

/// What a message keeps under `template`: the template as it was when it was chosen, so that what is sent is what was
/// read, and its values.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SentTemplate {
    id: TemplateId,
    #[serde(flatten)]
    template: Template,
    values: Vec<TemplateValue>,
    /// What stands above the words, where that is a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<SentFile>,
}

impl SentTemplate {
    /// The key in a message's `extra`.
    const KEPT_AS: &'static str = "template";

    /// Fills a template in. Returns it with the words as the subscriber will read them.
    ///
    /// # Errors
    /// [`DeskError::Invalid`]: `template` where it may not be sent, `values` where a placeholder has none, `file` where it
    /// has one of another kind than stands above the words, or none.
    pub(crate) fn new(
        chosen: StoredTemplate,
        values: Vec<TemplateValue>,
        file: Option<SentFile>,
    ) -> Result<(Self, String), DeskError> {
        if !chosen.may_be_sent() {
            return Err(invalid("template", "um modelo aprovado".to_owned()));
        }
        let wanted = chosen.template.file_kind();
        if file.as_ref().map(SentFile::kind) != wanted {
            return Err(invalid("file", file_words(wanted).to_owned()));
        }
        // WhatsApp takes no line breaks and no runs of spaces in a value
        let values: Vec<TemplateValue> = values
            .into_iter()
            .map(|value| TemplateValue {
                value: value.value.split_whitespace().collect::<Vec<_>>().join(" "),
                name: value.name,
            })
            .collect();
        if values.iter().any(|value| value.value.chars().count() > VALUE_LIMIT) {
            return Err(invalid("values", format!("até {VALUE_LIMIT} caracteres em cada valor")));
        }
        let missing = |name: &str| invalid("values", format!("um valor para {{{{{name}}}}}"));
        let text = chosen.template.render(&values).map_err(|error| missing(&error.0))?;
        // those of a button's address are not part of the words
        let filled = |name: &String| {
            values
                .iter()
                .any(|value| value.name == *name && !value.value.is_empty())
        };
        if let Some(name) = chosen.template.placeholders().iter().find(|name| !filled(name)) {
            return Err(missing(name));
        }
        if text.chars().count() > TEXT_LIMIT {
            return Err(invalid(
                "values",
                format!("um texto de até {TEXT_LIMIT} caracteres ao todo"),
            ));
        }
        let used = Self {
            id: chosen.id,
            template: chosen.template,
            values,
            file,
        };
        Ok((used, text))
    }

    /// What the message keeps.
    pub(crate) fn extra(&self) -> Result<Value, DeskError> {
        let kept = serde_json::to_value(self).context("Failed to write a template")?;
        Ok(json!({ Self::KEPT_AS: kept }))
    }

    /// The message that carries it.
    pub(crate) fn message<'a>(
        &self,
        conversation: &Conversation,
        author: Option<PersonId>,
        client_key: Option<Uuid>,
        text: &'a str,
        extra: &'a Value,
    ) -> NewOutboundMessage<'a> {
        NewOutboundMessage {
            conversation: conversation.id,
            channel: conversation.channel,
            author,
            kind: self.file.as_ref().map_or(MessageKind::Text, SentFile::kind),
            body: text,
            extra,
            client_key,
        }
    }

    /// The template of this `extra` on another channel, where one of its name and language is approved that says the same
    /// words; as the message keeps it.
    pub(super) async fn elsewhere(
        conn: &mut PgConnection,
        channel: ChannelId,
        extra: &Value,
        words: &str,
    ) -> Result<Option<Value>, DeskError> {
        let kept = extra.get(Self::KEPT_AS).cloned().unwrap_or_default();
        let Ok(kept) = serde_json::from_value::<Self>(kept) else {
            return Ok(None);
        };
        let (name, language) = (&kept.template.name, &kept.template.language);
        let Some(there) = templates::approved_as(conn, channel, name, language).await? else {
            return Ok(None);
        };
        match Self::new(there, kept.values, kept.file) {
            Ok((used, text)) if text == words => used.extra().map(Some),
            Ok(_) | Err(DeskError::Invalid { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether it is a template that automation has chosen and that is approved no more since then. What a person has
    /// chosen the provider may judge.
    pub(super) async fn is_stopped(conn: &mut PgConnection, outgoing: &Outgoing) -> Result<bool, DeskError> {
        if outgoing.author.is_some() {
            return Ok(false);
        }
        let kept = outgoing.extra.get(Self::KEPT_AS).cloned().unwrap_or_default();
        let Ok(kept) = serde_json::from_value::<Self>(kept) else {
            return Ok(false);
        };
        let now = templates::load(conn, kept.id).await?;
        Ok(now.is_some_and(|now| !now.may_be_sent()))
    }

    /// Whether a message with this `extra` is a template.
    pub(crate) fn is_in(extra: &Value) -> bool {
        extra.get(Self::KEPT_AS).is_some()
    }

    /// The template of a message, ready to be sent; `None` where it carries none.
    pub(super) fn content(desk: &Desk, extra: &Value, text: &str) -> Option<Content> {
        let kept: Self = serde_json::from_value(extra.get(Self::KEPT_AS)?.clone()).ok()?;
        Some(Content::Template(Box::new(TemplateUse {
            template: kept.template,
            values: kept.values,
            header: kept.file.and_then(|file| file.media(desk, "")),
            text: text.to_owned(),
        })))
    }
}

/// What may stand above a template's words, for people.
pub(crate) const fn file_words(wanted: Option<MessageKind>) -> &'static str {
    match wanted {
        None => "nenhum arquivo, que este modelo não leva",
        Some(MessageKind::Image) => "uma imagem JPG ou PNG, que este modelo leva acima do texto",
        Some(MessageKind::Video) => "um vídeo MP4, que este modelo leva acima do texto",
        Some(_) => "um PDF, que este modelo leva acima do texto",
    }
}

fn invalid(field: &'static str, allowed: String) -> DeskError {
    DeskError::Invalid { field, allowed }
}

#[cfg(test)]
mod tests {
    use enlace_domain::{
        ChannelId, MediaId,
        template::{HeaderKind, TemplateCategory, TemplateHeader, TemplateState},
    };

    use super::*;

    fn stored(state: TemplateState) -> StoredTemplate {
        StoredTemplate {
            id: TemplateId::new(),
            channel: ChannelId::new(),
            retired: false,
            template: Template {
                provider_id: "HX1".to_owned(),
                name: "retomar".to_owned(),
                language: "pt_BR".to_owned(),
                category: TemplateCategory::Utility,
                state,
                reason: None,
                header: None,
                body: "Oi, {{1}}! Podemos continuar?".to_owned(),
                footer: None,
                buttons: Vec::new(),
            },
        }
    }

    fn value(name: &str, value: &str) -> Vec<TemplateValue> {
        vec![TemplateValue {
            name: name.to_owned(),
            value: value.to_owned(),
        }]
    }

    #[test]
    fn what_is_sent_is_what_was_chosen() {
        let (used, text) =
            SentTemplate::new(stored(TemplateState::Approved), value("1", " Ana \n Lima "), None).unwrap();
        assert_eq!(text, "Oi, Ana Lima! Podemos continuar?");
        let extra = used.extra().unwrap();
        assert!(SentTemplate::is_in(&extra));
        let kept: SentTemplate = serde_json::from_value(extra["template"].clone()).unwrap();
        assert_eq!((kept.template, kept.values), (used.template, value("1", "Ana Lima")));
        assert!(!SentTemplate::is_in(&json!({})));
    }

    #[test]
    fn a_file_goes_where_one_stands_above_the_words_and_nowhere_else() {
        let file = |kind| {
            serde_json::from_value::<SentFile>(json!({ "media": MediaId::new(), "kind": kind,
                                                       "content_type": "application/pdf", "file_name": "conta.pdf" }))
            .unwrap()
        };
        let with_header = |kind: Option<HeaderKind>| {
            let mut stored = stored(TemplateState::Approved);
            stored.template.header = kind.map(|kind| TemplateHeader {
                kind,
                text: String::new(),
            });
            stored
        };
        let is_taken = |header, file| SentTemplate::new(with_header(header), value("1", "Ana"), file).is_ok();
        assert!(is_taken(Some(HeaderKind::Document), Some(file("document"))));
        assert!(!is_taken(Some(HeaderKind::Document), None));
        assert!(!is_taken(Some(HeaderKind::Image), Some(file("document"))));
        assert!(!is_taken(None, Some(file("document"))));
        assert!(is_taken(None, None));
    }

    #[test]
    fn a_missing_value_is_named() {
        let refused = SentTemplate::new(stored(TemplateState::Approved), value("2", "Ana"), None);
        let Err(DeskError::Invalid { field, allowed }) = refused else {
            panic!("taken");
        };
        assert_eq!((field, allowed.as_str()), ("values", "um valor para {{1}}"));
    }

    #[test]
    fn only_approved_ones_are_sent() {
        for state in TemplateState::ALL
            .iter()
            .filter(|state| **state != TemplateState::Approved)
        {
            let refused = SentTemplate::new(stored(*state), value("1", "Ana"), None);
            assert!(
                matches!(refused, Err(DeskError::Invalid { field: "template", .. })),
                "{state}"
            );
        }
        let retired = StoredTemplate {
            retired: true,
            ..stored(TemplateState::Approved)
        };
        assert!(SentTemplate::new(retired, value("1", "Ana"), None).is_err());
    }
}
