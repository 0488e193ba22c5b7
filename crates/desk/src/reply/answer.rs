//! What an agent sends, and the messages that it becomes.

use std::collections::HashSet;

use enlace_domain::{
    MediaId, MessageId, MessageKind, UploadId,
    message::{OFFERED, OFFERED_LIMIT, OFFERING_LIMIT, TEXT_LIMIT},
    view::{Choice, PlaceView},
};
use enlace_store::{
    conversations::Conversation,
    messages,
    uploads::{self, Upload},
};
use serde_json::{Value, json};
use sqlx::PgConnection;

use crate::{Actor, Desk, DeskError, channels, means, send::SentFile};

/// What the ids of offered answers begin with: nothing else asks by these, so that no answer is taken for another
/// question's.
const OFFERED_ID: &str = "offered-";
/// Longest name or address of a place, in characters.
const PLACE_LIMIT: usize = 200;

/// What an agent sends: words, a file, a place, or several of them.
#[derive(Clone, Default, PartialEq)]
pub struct Answer {
    /// The words; may be empty where there is something else.
    pub text: String,
    /// A file that the same person has sent to the desk for the same conversation.
    pub file: Option<UploadId>,
    /// A place.
    pub place: Option<PlaceView>,
    /// The message that it answers.
    pub quoted: Option<MessageId>,
    /// Answers that are offered below the words, to be tapped; none for a plain answer.
    pub offered: Vec<String>,
}

impl From<String> for Answer {
    fn from(text: String) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }
}

/// One message of an answer.
pub(super) struct Part {
    pub(super) kind: MessageKind,
    pub(super) body: String,
    pub(super) extra: Value,
    pub(super) file: Option<(MediaId, Upload)>,
}

impl Answer {
    /// The answer without what surrounds its words.
    ///
    /// # Errors
    /// [`DeskError::Invalid`]: there is nothing to send, or too much.
    pub(super) fn checked(self) -> Result<Self, DeskError> {
        let text = self.text.trim().to_owned();
        let is_words_alone = self.file.is_none() && self.place.is_none();
        if (is_words_alone && text.is_empty()) || text.chars().count() > TEXT_LIMIT {
            return Err(DeskError::Invalid {
                field: "text",
                allowed: format!("de 1 a {TEXT_LIMIT} caracteres"),
            });
        }
        let offered = checked_offer(self.offered)?;
        if !offered.is_empty() && (!is_words_alone || text.chars().count() > OFFERING_LIMIT) {
            return Err(DeskError::Invalid {
                field: "offered",
                allowed: format!(
                    "respostas prontas abaixo de um texto de até {OFFERING_LIMIT} caracteres, sem arquivo"
                ),
            });
        }
        let place = self.place.map(checked_place).transpose()?;
        Ok(Self {
            text,
            place,
            offered,
            ..self
        })
    }

    /// The messages that it becomes on its channel, at least one. Words that the provider would drop below the file, or
    /// that are too long for there, are a message of their own behind it; the first message bears the quote.
    ///
    /// # Errors
    /// [`DeskError::File`], [`DeskError::NotFound`] for a file or message that is none of this conversation's,
    /// [`DeskError::Invalid`] for what the channel does not have.
    pub(super) async fn parts(
        self,
        desk: &Desk,
        tx: &mut PgConnection,
        actor: &Actor,
        open: &Conversation,
    ) -> Result<Vec<Part>, DeskError> {
        if self.file.is_none() && self.place.is_none() && self.quoted.is_none() {
            return Ok(vec![Part::words(self.text, &self.offered)]);
        }
        let means = means::of(desk, &*channels::load_on(desk, tx, open.channel).await?);
        let mut words = self.text;
        let mut parts = Vec::new();
        if let Some(id) = self.file {
            let upload = uploads::find(tx, id, actor.person.id, open.id)
                .await?
                .ok_or(DeskError::NotFound { what: "file" })?;
            let bytes = u64::try_from(upload.stored.bytes).unwrap_or(0);
            let allowed = means.of(&upload.stored.content_type, bytes)?;
            let caption = if words.chars().count() <= allowed.caption {
                std::mem::take(&mut words)
            } else {
                String::new()
            };
            parts.push(Part::file(allowed.kind, upload, caption)?);
        }
        if let Some(place) = self.place {
            if !means.place {
                return Err(unknown_to_channel("place"));
            }
            parts.push(Part::place(&place));
        }
        if !words.is_empty() {
            parts.push(Part::words(words, &self.offered));
        }
        if let (Some(quoted), Some(first)) = (self.quoted, parts.first_mut()) {
            if !means.quote {
                return Err(unknown_to_channel("quoted"));
            }
            let id = messages::provider_id(tx, open.id, quoted)
                .await?
                .ok_or(DeskError::NotFound { what: "message" })?;
            first.extra["quoted"] = json!(id);
        }
        Ok(parts)
    }
}

impl Part {
    fn words(body: String, offered: &[String]) -> Self {
        let choices: Vec<Choice> = offered
            .iter()
            .zip(1..)
            .map(|(title, number)| Choice {
                id: format!("{OFFERED_ID}{number}"),
                title: title.clone(),
            })
            .collect();
        let (kind, extra) = if choices.is_empty() {
            (MessageKind::Text, json!({}))
        } else {
            (MessageKind::Interactive, json!({ "choices": choices }))
        };
        Self {
            kind,
            body,
            extra,
            file: None,
        }
    }

    fn file(kind: MessageKind, upload: Upload, caption: String) -> Result<Self, DeskError> {
        let id = MediaId::new();
        Ok(Self {
            kind,
            body: caption,
            extra: SentFile::new(id, kind, &upload).extra()?,
            file: Some((id, upload)),
        })
    }

    fn place(place: &PlaceView) -> Self {
        Self {
            kind: MessageKind::Location,
            body: String::new(),
            extra: json!({ "location": place }),
            file: None,
        }
    }
}

fn unknown_to_channel(field: &'static str) -> DeskError {
    DeskError::Invalid {
        field,
        allowed: "o que o canal desta conversa permite".to_owned(),
    }
}

/// The answers without what surrounds their words, and without those that say nothing.
fn checked_offer(offered: Vec<String>) -> Result<Vec<String>, DeskError> {
    let titles = offered.into_iter().map(|title| title.trim().to_owned());
    let titles: Vec<String> = titles.filter(|title| !title.is_empty()).collect();
    let distinct: HashSet<&String> = titles.iter().collect();
    let fits = |title: &String| title.chars().count() <= OFFERED_LIMIT;
    if titles.len() > OFFERED || distinct.len() < titles.len() || !titles.iter().all(fits) {
        return Err(DeskError::Invalid {
            field: "offered",
            allowed: format!("até {OFFERED} respostas diferentes, de até {OFFERED_LIMIT} caracteres cada uma"),
        });
    }
    Ok(titles)
}

fn checked_place(place: PlaceView) -> Result<PlaceView, DeskError> {
    let tidy = |words: Option<String>| {
        words
            .map(|words| words.trim().to_owned())
            .filter(|words| !words.is_empty())
    };
    let place = PlaceView {
        address: tidy(place.address),
        label: tidy(place.label),
        ..place
    };
    let long = |words: &Option<String>| words.as_ref().is_some_and(|words| words.chars().count() > PLACE_LIMIT);
    let on_earth = (-90.0..=90.0).contains(&place.latitude) && (-180.0..=180.0).contains(&place.longitude);
    if !on_earth || long(&place.address) || long(&place.label) {
        return Err(DeskError::Invalid {
            field: "place",
            allowed: format!("latitude e longitude em graus, e até {PLACE_LIMIT} letras de nome e de endereço"),
        });
    }
    Ok(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(latitude: f64, label: &str) -> Answer {
        Answer {
            place: Some(PlaceView {
                latitude,
                longitude: -49.26,
                address: Some("  ".to_owned()),
                label: Some(label.to_owned()),
            }),
            ..Answer::default()
        }
    }

    #[test]
    fn a_place_is_on_earth_and_its_words_are_short() {
        let checked = place(-16.68, " Loja ").checked().ok().unwrap().place.unwrap();
        assert_eq!((checked.label.as_deref(), checked.address), (Some("Loja"), None));
        for wrong in [
            place(90.1, "Loja"),
            place(f64::NAN, "Loja"),
            place(0.0, &"a".repeat(201)),
        ] {
            assert!(matches!(
                wrong.checked(),
                Err(DeskError::Invalid { field: "place", .. })
            ));
        }
    }

    #[test]
    fn answers_are_offered_below_words_alone_few_short_and_different() {
        let offering = |text: &str, offered: &[&str]| Answer {
            text: text.to_owned(),
            offered: offered.iter().map(|title| (*title).to_owned()).collect(),
            ..Answer::default()
        };
        let checked = offering("Pode ser?", &[" Pode ", "", "Não posso"])
            .checked()
            .ok()
            .unwrap();
        assert_eq!(checked.offered, ["Pode", "Não posso"]);
        let file = Answer {
            file: Some(UploadId::new()),
            ..offering("Pode ser?", &["Pode"])
        };
        for wrong in [
            offering("Pode ser?", &["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"]),
            offering("Pode ser?", &["Pode", "Pode"]),
            offering("Pode ser?", &[&"a".repeat(21)]),
            offering(&"a".repeat(1_025), &["Pode"]),
            file,
        ] {
            assert!(matches!(
                wrong.checked(),
                Err(DeskError::Invalid { field: "offered", .. })
            ));
        }
        assert!(matches!(
            offering(" ", &["Pode"]).checked(),
            Err(DeskError::Invalid { field: "text", .. })
        ));
    }

    #[test]
    fn words_may_be_missing_where_there_is_something_else() {
        assert!(Answer::default().checked().is_err());
        assert!(place(0.0, "Loja").checked().is_ok());
        let file = Answer {
            file: Some(UploadId::new()),
            text: "a".repeat(TEXT_LIMIT + 1),
            ..Answer::default()
        };
        assert!(file.checked().is_err());
    }
}
