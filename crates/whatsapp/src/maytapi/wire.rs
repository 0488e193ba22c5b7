//! A message of ours as Maytapi's API wants it, and the API's answers.

use serde_json::{Map, Value, json};

use crate::fields::Fields;
use crate::{Content, OutgoingMessage, Place, Recipient, SendError, outgoing::numbered};

/// The body of `POST sendMessage`.
///
/// # Errors
/// [`SendError::Refused`] for what a linked device can't send: a template, or anything to a person without a number.
pub(super) fn message_body(message: &OutgoingMessage) -> Result<Value, SendError> {
    let content = match &message.content {
        Content::Text(text) => json!({ "type": "text", "message": text }),
        Content::Choices { text, choices } => json!({ "type": "text", "message": numbered(text, choices) }),
        Content::Media(media) => {
            let mut body = json!({ "type": "media", "message": media.link.as_str(), "text": media.caption });
            if let Some(name) = &media.file_name {
                body["filename"] = json!(name);
            }
            body
        }
        Content::Location(place) => json!({
            "type": "location",
            "latitude": place.latitude.to_string(),
            "longitude": place.longitude.to_string(),
            "text": place_words(place),
        }),
        Content::Reaction { message, emoji } => json!({ "type": "reaction", "message": emoji, "reply_to": message }),
        Content::Template(_) => {
            return Err(refused(
                "no_templates",
                "Este canal é um aparelho conectado e não tem modelos: envie a mensagem como texto.",
            ));
        }
    };
    let mut body = Map::from_iter([
        ("to_number".to_owned(), Value::String(address(&message.to)?)),
        // The gateway would swallow a fourth equal answer in one conversation; repeats are our own rule's business.
        ("skip_filter".to_owned(), Value::Bool(true)),
    ]);
    if let Some(quoted) = &message.quoted {
        body.insert("reply_to".to_owned(), Value::String(quoted.clone()));
    }
    if let Value::Object(content) = content {
        body.extend(content);
    }
    Ok(Value::Object(body))
}

/// The digits exactly as they came, or the linked-device id that stands in for a hidden number.
fn address(to: &Recipient) -> Result<String, SendError> {
    match to {
        Recipient::Number(number) => Ok(number.as_str().to_owned()),
        Recipient::Bsuid(id) if id.ends_with("@lid") => Ok(id.clone()),
        Recipient::Bsuid(_) => Err(refused(
            "no_number",
            "Este canal é um aparelho conectado e só alcança quem tem número conhecido.",
        )),
    }
}

fn place_words(place: &Place) -> String {
    let words: Vec<&str> = [&place.name, &place.address]
        .into_iter()
        .filter_map(|words| words.as_deref())
        .collect();
    words.join(", ")
}

fn refused(code: &str, words: &str) -> SendError {
    SendError::Refused {
        code: code.to_owned(),
        words: words.to_owned(),
    }
}

/// An answer of any call: `success` decides, whatever the HTTP status. The rest is read without trusting its shape, for
/// an answer that says no must be heard however it goes on.
pub(super) struct Answer {
    pub(super) success: bool,
    body: Value,
}

/// How the linked device is.
pub(super) struct PhoneStatus {
    pub(super) logged_in: bool,
    pub(super) is_qr: bool,
    pub(super) loading: bool,
    pub(super) number: Option<String>,
}

impl Answer {
    /// `None` for what is no answer of the API.
    pub(super) fn read(raw: &[u8]) -> Option<Self> {
        let body: Value = serde_json::from_slice(raw).ok()?;
        let success = body.get("success")?.as_bool()?;
        Some(Self { success, body })
    }

    /// Why not.
    pub(super) fn message(&self) -> &str {
        Fields::of(&self.body).text("message")
    }

    /// The id of a message that stands in the gateway's queue.
    pub(super) fn message_id(&self) -> Option<&str> {
        Fields::of(&self.body).inner("data").filled("msgId")
    }

    /// Whom it goes to, like `556298765432@c.us`.
    pub(super) fn chat(&self) -> Option<&str> {
        Fields::of(&self.body).inner("data").filled("chatId")
    }

    /// What a call for the status brings.
    pub(super) fn phone(&self) -> Option<PhoneStatus> {
        let status = self.body.get("status").filter(|status| status.is_object())?;
        let status = Fields::of(status);
        Some(PhoneStatus {
            logged_in: status.is("loggedIn"),
            is_qr: status.is("isQr"),
            loading: status.is("loading"),
            number: status.id("number"),
        })
    }
}

#[cfg(test)]
mod tests {
    use enlace_domain::view::Choice;

    use super::*;
    use crate::{MediaKind, OutgoingMedia};

    fn body(content: Content, quoted: Option<&str>) -> Value {
        message_body(&message(content, quoted)).unwrap()
    }

    fn message(content: Content, quoted: Option<&str>) -> OutgoingMessage {
        OutgoingMessage {
            to: Recipient::Number("556298765432".parse().unwrap()),
            content,
            quoted: quoted.map(str::to_owned),
            status_callback: "https://isp.example.com/hook".parse().unwrap(),
            reference: "r".to_owned(),
        }
    }

    #[test]
    fn an_answer_that_says_no_is_heard_however_it_goes_on() {
        for raw in [
            r#"{"success":false,"message":{"text":"no"},"data":"no","status":400}"#,
            r#"{"success":false}"#,
        ] {
            assert!(
                Answer::read(raw.as_bytes()).is_some_and(|answer| !answer.success),
                "{raw}"
            );
        }
        for raw in ["", "<html>", "{}", r#"{"success":"yes"}"#] {
            assert!(Answer::read(raw.as_bytes()).is_none(), "{raw}");
        }
    }

    #[test]
    fn words_go_to_the_spelling_that_we_were_given() {
        assert_eq!(
            body(Content::Text("oi".to_owned()), Some("false_5562@c.us_3EB0")),
            json!({ "to_number": "556298765432", "type": "text", "message": "oi", "skip_filter": true,
                    "reply_to": "false_5562@c.us_3EB0" })
        );
    }

    #[test]
    fn choices_are_numbered_lines() {
        let choices = vec![Choice {
            id: "financial".to_owned(),
            title: "Boleto".to_owned(),
        }];
        let text = "Qual?".to_owned();
        assert_eq!(
            body(Content::Choices { text, choices }, None)["message"],
            "Qual?\n\n1. Boleto"
        );
    }

    #[test]
    fn a_file_goes_by_its_address_with_caption_and_name() {
        let media = OutgoingMedia {
            kind: MediaKind::Document,
            link: "https://isp.example.com/media/1".parse().unwrap(),
            content_type: "application/pdf".to_owned(),
            file_name: Some("fatura.pdf".to_owned()),
            caption: "Sua fatura".to_owned(),
        };
        assert_eq!(
            body(Content::Media(media), None),
            json!({ "to_number": "556298765432", "type": "media", "message": "https://isp.example.com/media/1",
                    "text": "Sua fatura", "filename": "fatura.pdf", "skip_filter": true })
        );
    }

    #[test]
    fn a_place_has_degrees_and_words() {
        let place = Place {
            latitude: -16.68,
            longitude: -49.26,
            name: Some("Loja Centro".to_owned()),
            address: Some("Rua 8, 120".to_owned()),
        };
        assert_eq!(
            body(Content::Location(place), None),
            json!({ "to_number": "556298765432", "type": "location", "latitude": "-16.68", "longitude": "-49.26",
                    "text": "Loja Centro, Rua 8, 120", "skip_filter": true })
        );
    }

    #[test]
    fn a_reaction_names_its_message() {
        let reaction = Content::Reaction {
            message: "false_5562@c.us_3EB0".to_owned(),
            emoji: "👍".to_owned(),
        };
        assert_eq!(
            body(reaction, None),
            json!({ "to_number": "556298765432", "type": "reaction", "message": "👍",
                    "reply_to": "false_5562@c.us_3EB0", "skip_filter": true })
        );
    }

    #[test]
    fn a_hidden_number_is_reached_by_its_linked_device_id_alone() {
        let mut hidden = message(Content::Text("oi".to_owned()), None);
        hidden.to = Recipient::Bsuid("123456789012345@lid".to_owned());
        assert_eq!(message_body(&hidden).unwrap()["to_number"], "123456789012345@lid");
        hidden.to = Recipient::Bsuid("BR.1502".to_owned());
        assert_eq!(message_body(&hidden).unwrap_err().code(), "no_number");
    }
}
