//! A message of ours as Twilio's API wants it, and the API's answers.

use enlace_domain::WaId;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::settings::TwilioSettings;
use crate::OutgoingMessage;

/// The form of `POST Messages.json`. Field names are described at
/// <https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource>.
pub(super) fn message_form(settings: &TwilioSettings, message: &OutgoingMessage) -> Vec<(&'static str, String)> {
    let mut form = vec![
        ("To", address(&message.to)),
        ("StatusCallback", message.status_callback.to_string()),
    ];
    match &settings.messaging_service_sid {
        Some(service) => form.push(("MessagingServiceSid", service.to_string())),
        None => form.push(("From", format!("whatsapp:{}", settings.from.as_str()))),
    }
    match &settings.content_sid_ask {
        Some(content) if !message.choices.is_empty() => {
            form.push(("ContentSid", content.to_string()));
            form.push(("ContentVariables", content_variables(message)));
        }
        _ => form.push(("Body", text_with_choices(message))),
    }
    form
}

/// `whatsapp:+` and the digits exactly as Twilio gave them.
pub(super) fn address(to: &WaId) -> String {
    format!("whatsapp:+{}", to.as_str())
}

/// Whether Twilio's record of a message holds the words of ours. With a content template it records the body alone.
pub(super) fn same_words(message: &OutgoingMessage, recorded: &str) -> bool {
    let tidy = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
    let recorded = tidy(recorded);
    recorded == tidy(&text_with_choices(message)) || recorded == tidy(&message.text)
}

/// The choices as numbered lines below the text: they can be answered by number.
fn text_with_choices(message: &OutgoingMessage) -> String {
    let mut text = message.text.clone();
    for (index, choice) in message.choices.iter().enumerate() {
        text.push_str(if index == 0 { "\n\n" } else { "\n" });
        text.push_str(&format!("{}. {}", index + 1, choice.title));
    }
    text
}

/// `{"1": text, "2": first title, "3": first id, "4": second title, …}`, as
/// [`TwilioSettings::content_sid_ask`] describes.
fn content_variables(message: &OutgoingMessage) -> String {
    let texts = message.choices.iter().flat_map(|choice| [&choice.title, &choice.id]);
    let variables: Map<String, Value> = std::iter::once(&message.text)
        .chain(texts)
        .enumerate()
        .map(|(index, text)| ((index + 1).to_string(), Value::String(text.clone())))
        .collect();
    Value::Object(variables).to_string()
}

/// A message as the API shows it, with what we read of it.
#[derive(Deserialize)]
pub(super) struct MessageRecord {
    pub(super) sid: String,
    #[serde(default)]
    pub(super) status: String,
    #[serde(default)]
    pub(super) direction: Option<String>,
    #[serde(default)]
    pub(super) body: Option<String>,
    /// RFC 2822.
    #[serde(default)]
    pub(super) date_created: Option<String>,
    #[serde(default)]
    pub(super) error_code: Option<i64>,
}

/// One page of messages, the newest first.
#[derive(Deserialize)]
pub(super) struct MessagePage {
    pub(super) messages: Vec<MessageRecord>,
}

/// The API's own account of an error.
#[derive(Deserialize)]
pub(super) struct ErrorRecord {
    pub(super) code: i64,
}

#[cfg(test)]
mod tests {
    use crate::Choice;

    use super::*;

    fn settings() -> TwilioSettings {
        TwilioSettings::new(
            "AC0123456789abcdef0123456789abcdef".parse().unwrap(),
            "+551130000000".parse().unwrap(),
        )
    }

    fn question() -> OutgoingMessage {
        let choice = |id: &str, title: &str| Choice {
            id: id.to_owned(),
            title: title.to_owned(),
        };
        OutgoingMessage {
            to: "556298765432".parse().unwrap(),
            text: "Qual é o \"assunto\"?".to_owned(),
            choices: vec![choice("technical", "Internet"), choice("financial", "Boleto")],
            status_callback: "https://isp.example.com/hook".parse().unwrap(),
        }
    }

    fn field(form: &[(&str, String)], name: &str) -> Option<String> {
        form.iter()
            .find(|(field, _)| *field == name)
            .map(|(_, value)| value.clone())
    }

    #[test]
    fn the_reply_goes_to_the_spelling_that_we_were_given() {
        let form = message_form(&settings(), &question());
        assert_eq!(field(&form, "To").unwrap(), "whatsapp:+556298765432");
        assert_eq!(field(&form, "From").unwrap(), "whatsapp:+551130000000");
        assert_eq!(field(&form, "StatusCallback").unwrap(), "https://isp.example.com/hook");
    }

    #[test]
    fn choices_are_numbered_lines_without_a_list_template() {
        let form = message_form(&settings(), &question());
        assert_eq!(
            field(&form, "Body").unwrap(),
            "Qual é o \"assunto\"?\n\n1. Internet\n2. Boleto"
        );
        assert_eq!(field(&form, "ContentSid"), None);
    }

    #[test]
    fn choices_fill_the_list_template_where_there_is_one() {
        let mut settings = settings();
        settings.content_sid_ask = Some("HX0123456789abcdef0123456789abcdef".parse().unwrap());
        let form = message_form(&settings, &question());
        assert_eq!(field(&form, "Body"), None);
        assert_eq!(
            field(&form, "ContentSid").unwrap(),
            "HX0123456789abcdef0123456789abcdef"
        );
        let variables: Value = serde_json::from_str(&field(&form, "ContentVariables").unwrap()).unwrap();
        assert_eq!(
            variables,
            serde_json::json!({ "1": "Qual é o \"assunto\"?", "2": "Internet", "3": "technical", "4": "Boleto", "5": "financial" })
        );
        let plain = OutgoingMessage {
            choices: Vec::new(),
            ..question()
        };
        assert_eq!(
            field(&message_form(&settings, &plain), "Body").unwrap(),
            "Qual é o \"assunto\"?"
        );
    }

    #[test]
    fn a_messaging_service_takes_the_place_of_the_number() {
        let mut settings = settings();
        settings.messaging_service_sid = Some("MG0123456789abcdef0123456789abcdef".parse().unwrap());
        let form = message_form(&settings, &question());
        assert_eq!(field(&form, "From"), None);
        assert_eq!(
            field(&form, "MessagingServiceSid").unwrap(),
            "MG0123456789abcdef0123456789abcdef"
        );
    }

    #[test]
    fn the_same_words_are_recognised_however_the_line_ends() {
        assert!(same_words(
            &question(),
            "Qual é o \"assunto\"?\r\n\r\n1. Internet\r\n2. Boleto\n"
        ));
        assert!(same_words(&question(), "Qual é o \"assunto\"?"));
        assert!(!same_words(&question(), "Qual é o assunto?"));
    }
}
