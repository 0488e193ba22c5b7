//! A message of ours as Twilio's API wants it, and the API's answers.

use enlace_domain::{TemplateValue, view::Choice};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::settings::TwilioSettings;
use crate::{Content, OutgoingMessage, Place, Recipient, SendError, TemplateUse, outgoing::numbered};

/// The form of `POST Messages.json`. Field names are described at
/// <https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource>.
///
/// # Errors
/// [`SendError::Refused`] for what Twilio has no field for: a reaction.
pub(super) fn message_form(
    settings: &TwilioSettings,
    message: &OutgoingMessage,
) -> Result<Vec<(&'static str, String)>, SendError> {
    let mut form = vec![
        ("To", address(&message.to)),
        ("StatusCallback", message.status_callback.to_string()),
    ];
    match &settings.messaging_service_sid {
        Some(service) => form.push(("MessagingServiceSid", service.to_string())),
        None => form.push(("From", format!("whatsapp:{}", settings.from.as_str()))),
    }
    match (&message.content, &settings.content_sid_ask) {
        (Content::Text(text), _) => form.push(("Body", text.clone())),
        (Content::Choices { text, choices }, Some(content)) => {
            form.push(("ContentSid", content.to_string()));
            form.push(("ContentVariables", choice_variables(text, choices)));
        }
        (Content::Choices { text, choices }, None) => form.push(("Body", numbered(text, choices))),
        (Content::Media(media), _) => {
            form.push(("MediaUrl", media.link.to_string()));
            if !media.caption.is_empty() {
                form.push(("Body", media.caption.clone()));
            }
        }
        (Content::Location(place), _) => {
            form.push(("PersistentAction", geo(place)));
            form.push(("Body", place_words(place)));
        }
        (Content::Template(used), _) => {
            form.push(("ContentSid", used.template.provider_id.clone()));
            form.push(("ContentVariables", template_variables(used)));
        }
        (Content::Reaction { .. }, _) => {
            return Err(SendError::Refused {
                code: "no_reactions".to_owned(),
                words: "O Twilio não envia reações.".to_owned(),
            });
        }
    }
    Ok(form)
}

/// `whatsapp:+` and the digits exactly as Twilio gave them, or the business-scoped id.
pub(super) fn address(to: &Recipient) -> String {
    match to {
        Recipient::Number(number) => format!("whatsapp:+{}", number.as_str()),
        Recipient::Bsuid(id) => format!("whatsapp:{id}"),
    }
}

/// Whether Twilio's record of a message holds the words of ours. With a content template it records the body alone.
pub(super) fn same_words(message: &OutgoingMessage, recorded: &str) -> bool {
    let tidy = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
    let recorded = tidy(recorded);
    match &message.content {
        Content::Choices { text, choices } => recorded == tidy(&numbered(text, choices)) || recorded == tidy(text),
        Content::Location(place) => recorded == tidy(&place_words(place)),
        Content::Template(used) => {
            recorded == tidy(&used.text)
                || enlace_domain::template::fill(&used.template.body, &used.values)
                    .is_ok_and(|body| recorded == tidy(&body))
        }
        content => recorded == tidy(content.words()),
    }
}

/// `geo:latitude,longitude|label`.
fn geo(place: &Place) -> String {
    let label = place.name.as_deref().or(place.address.as_deref());
    let label = label.map(|label| format!("|{label}")).unwrap_or_default();
    format!("geo:{},{}{label}", place.latitude, place.longitude)
}

/// What stands below the map; never empty, for Twilio wants a body.
fn place_words(place: &Place) -> String {
    place
        .address
        .clone()
        .or_else(|| place.name.clone())
        .unwrap_or_else(|| format!("{}, {}", place.latitude, place.longitude))
}

/// `{"1": text, "2": first title, "3": first id, "4": second title, …}`, as
/// [`TwilioSettings::content_sid_ask`] describes.
fn choice_variables(text: &str, choices: &[Choice]) -> String {
    let texts = choices.iter().flat_map(|choice| [choice.title.as_str(), &choice.id]);
    let variables: Map<String, Value> = std::iter::once(text)
        .chain(texts)
        .enumerate()
        .map(|(index, text)| ((index + 1).to_string(), Value::String(text.to_owned())))
        .collect();
    Value::Object(variables).to_string()
}

/// The values by their placeholders.
fn template_variables(used: &TemplateUse) -> String {
    let variable = |value: &TemplateValue| (value.name.clone(), Value::String(value.value.clone()));
    Value::Object(used.values.iter().map(variable).collect()).to_string()
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
    use enlace_domain::Template;

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
            to: Recipient::Number("556298765432".parse().unwrap()),
            content: Content::Choices {
                text: "Qual é o \"assunto\"?".to_owned(),
                choices: vec![choice("technical", "Internet"), choice("financial", "Boleto")],
            },
            quoted: None,
            status_callback: "https://isp.example.com/hook".parse().unwrap(),
            reference: "r".to_owned(),
        }
    }

    fn with(content: Content) -> OutgoingMessage {
        OutgoingMessage { content, ..question() }
    }

    fn field(form: &[(&str, String)], name: &str) -> Option<String> {
        form.iter()
            .find(|(field, _)| *field == name)
            .map(|(_, value)| value.clone())
    }

    #[test]
    fn the_reply_goes_to_the_spelling_that_we_were_given() {
        let form = message_form(&settings(), &question()).unwrap();
        assert_eq!(field(&form, "To").unwrap(), "whatsapp:+556298765432");
        assert_eq!(field(&form, "From").unwrap(), "whatsapp:+551130000000");
        assert_eq!(field(&form, "StatusCallback").unwrap(), "https://isp.example.com/hook");
    }

    #[test]
    fn choices_are_numbered_lines_without_a_list_template() {
        let form = message_form(&settings(), &question()).unwrap();
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
        let form = message_form(&settings, &question()).unwrap();
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
        let plain = with(Content::Text("oi".to_owned()));
        assert_eq!(field(&message_form(&settings, &plain).unwrap(), "Body").unwrap(), "oi");
    }

    #[test]
    fn a_file_goes_by_its_address_with_its_caption() {
        let media = crate::OutgoingMedia {
            kind: crate::MediaKind::Document,
            link: "https://isp.example.com/media/1".parse().unwrap(),
            content_type: "application/pdf".to_owned(),
            file_name: Some("fatura.pdf".to_owned()),
            caption: "Sua fatura".to_owned(),
        };
        let form = message_form(&settings(), &with(Content::Media(media))).unwrap();
        assert_eq!(field(&form, "MediaUrl").unwrap(), "https://isp.example.com/media/1");
        assert_eq!(field(&form, "Body").unwrap(), "Sua fatura");
    }

    #[test]
    fn a_place_is_a_persistent_action() {
        let place = Place {
            latitude: -16.68,
            longitude: -49.26,
            name: Some("Loja Centro".to_owned()),
            address: Some("Rua 8, 120".to_owned()),
        };
        let form = message_form(&settings(), &with(Content::Location(place))).unwrap();
        assert_eq!(
            field(&form, "PersistentAction").unwrap(),
            "geo:-16.68,-49.26|Loja Centro"
        );
        assert_eq!(field(&form, "Body").unwrap(), "Rua 8, 120");
    }

    #[test]
    fn a_template_goes_by_its_content_and_values() {
        let template = Template {
            provider_id: "HX0123456789abcdef0123456789abcdef".to_owned(),
            name: "retomar".to_owned(),
            language: "pt_BR".to_owned(),
            category: enlace_domain::template::TemplateCategory::Utility,
            state: enlace_domain::template::TemplateState::Approved,
            reason: None,
            header: None,
            body: "Oi, {{1}}!".to_owned(),
            footer: None,
            buttons: Vec::new(),
        };
        let values = vec![TemplateValue {
            name: "1".to_owned(),
            value: "Ana".to_owned(),
        }];
        let text = template.render(&values).unwrap();
        let message = with(Content::Template(Box::new(TemplateUse {
            template,
            values,
            header: None,
            text,
        })));
        let form = message_form(&settings(), &message).unwrap();
        assert_eq!(field(&form, "ContentVariables").unwrap(), r#"{"1":"Ana"}"#);
        assert_eq!(field(&form, "Body"), None);
        assert!(same_words(&message, "Oi, Ana!"));
    }

    #[test]
    fn a_reaction_is_refused_before_it_is_sent() {
        let message = with(Content::Reaction {
            message: "SM1".to_owned(),
            emoji: "👍".to_owned(),
        });
        assert_eq!(message_form(&settings(), &message).unwrap_err().class(), "refused");
    }

    #[test]
    fn a_messaging_service_takes_the_place_of_the_number() {
        let mut settings = settings();
        settings.messaging_service_sid = Some("MG0123456789abcdef0123456789abcdef".parse().unwrap());
        let form = message_form(&settings, &question()).unwrap();
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
