//! A message of ours as `POST …/messages` wants it, and the answer.
//!
//! Described at <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages>.

use enlace_domain::{
    TemplateValue, WaId,
    template::{self, HeaderKind, TemplateButtonKind},
    view::Choice,
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{Content, MediaKind, OutgoingMedia, OutgoingMessage, Recipient, TemplateUse, numbered};

/// Up to so many choices are buttons, where their titles fit; more are a list.
const BUTTONS: usize = 3;
/// Characters of a button's title.
const BUTTON_TITLE: usize = 20;
/// Rows of a list, in all.
const ROWS: usize = 10;
/// Characters of a row's title.
const ROW_TITLE: usize = 24;
/// Characters of the text above choices.
const CHOICES_TEXT: usize = 1_024;
/// What opens the list; at most 20 characters.
const OPEN_LIST: &str = "Escolher";

/// The body of the call.
pub(super) fn message_body(message: &OutgoingMessage) -> Value {
    let (kind, content) = content(&message.content);
    let mut body = json!({
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "type": kind,
        kind: content,
        "biz_opaque_callback_data": message.reference,
    });
    match &message.to {
        Recipient::Number(number) => body["to"] = json!(number.as_str()),
        Recipient::Bsuid(id) => body["recipient"] = json!(id),
    }
    if let Some(quoted) = &message.quoted {
        body["context"] = json!({ "message_id": quoted });
    }
    body
}

/// The body of the call that shows a message as read.
pub(super) fn read_body(provider_message_id: &str) -> Value {
    json!({ "messaging_product": "whatsapp", "status": "read", "message_id": provider_message_id })
}

fn content(content: &Content) -> (&'static str, Value) {
    match content {
        Content::Text(text) => ("text", text_object(text)),
        Content::Choices { text, choices } => choices_object(text, choices),
        Content::Media(media) => (media_type(media.kind), media_object(media)),
        Content::Location(place) => {
            let mut object = json!({ "latitude": place.latitude, "longitude": place.longitude });
            if let Some(name) = &place.name {
                object["name"] = json!(name);
            }
            if let Some(address) = &place.address {
                object["address"] = json!(address);
            }
            ("location", object)
        }
        Content::Template(used) => ("template", template_object(used)),
        Content::Reaction { message, emoji } => ("reaction", json!({ "message_id": message, "emoji": emoji })),
    }
}

fn text_object(text: &str) -> Value {
    json!({ "body": text, "preview_url": false })
}

/// Buttons, a list, or numbered lines where neither has room.
fn choices_object(text: &str, choices: &[Choice]) -> (&'static str, Value) {
    let fit = |limit| choices.iter().all(|choice| choice.title.chars().count() <= limit);
    let action = if choices.len() <= BUTTONS && fit(BUTTON_TITLE) {
        let button = |choice: &Choice| json!({ "type": "reply", "reply": { "id": choice.id, "title": choice.title } });
        Some((
            "button",
            json!({ "buttons": choices.iter().map(button).collect::<Vec<_>>() }),
        ))
    } else if choices.len() <= ROWS && fit(ROW_TITLE) {
        let row = |choice: &Choice| json!({ "id": choice.id, "title": choice.title });
        let rows: Vec<Value> = choices.iter().map(row).collect();
        Some(("list", json!({ "button": OPEN_LIST, "sections": [{ "rows": rows }] })))
    } else {
        None
    };
    match action {
        Some((kind, action)) if text.chars().count() <= CHOICES_TEXT => (
            "interactive",
            json!({ "type": kind, "body": { "text": text }, "action": action }),
        ),
        _ => ("text", text_object(&numbered(text, choices))),
    }
}

const fn media_type(kind: MediaKind) -> &'static str {
    match kind {
        MediaKind::Image => "image",
        MediaKind::Audio => "audio",
        MediaKind::Video => "video",
        MediaKind::Document => "document",
        MediaKind::Sticker => "sticker",
    }
}

/// Sound and stickers have no caption, and only documents a name.
fn media_object(media: &OutgoingMedia) -> Value {
    let mut object = json!({ "link": media.link.as_str() });
    if !media.caption.is_empty() && !matches!(media.kind, MediaKind::Audio | MediaKind::Sticker) {
        object["caption"] = json!(media.caption);
    }
    if let (MediaKind::Document, Some(name)) = (media.kind, &media.file_name) {
        object["filename"] = json!(name);
    }
    object
}

fn template_object(used: &TemplateUse) -> Value {
    let template = &used.template;
    let mut components = Vec::new();
    if let Some(header) = &template.header {
        let parameters = match (header.kind, &used.header) {
            (HeaderKind::Text, _) => parameters(&header.text, &used.values),
            (_, Some(media)) => {
                let kind = media_type(media.kind);
                vec![json!({ "type": kind, kind: media_object(media) })]
            }
            (_, None) => Vec::new(),
        };
        components.extend((!parameters.is_empty()).then(|| json!({ "type": "header", "parameters": parameters })));
    }
    let body = parameters(&template.body, &used.values);
    components.extend((!body.is_empty()).then(|| json!({ "type": "body", "parameters": body })));
    for (index, button) in template.buttons.iter().enumerate() {
        if button.kind != TemplateButtonKind::Url {
            continue;
        }
        let named = button.url.as_deref().map(template::placeholders).unwrap_or_default();
        let value = named.first().and_then(|name| value_of(name, &used.values));
        components.extend(value.map(|text| {
            json!({ "type": "button", "sub_type": "url", "index": index.to_string(),
                    "parameters": [{ "type": "text", "text": text }] })
        }));
    }
    json!({
        "name": template.name,
        "language": { "code": template.language },
        "components": components,
    })
}

/// The values of a text's placeholders, each once; named ones say their name.
fn parameters(text: &str, values: &[TemplateValue]) -> Vec<Value> {
    let mut seen = Vec::new();
    let mut parameters = Vec::new();
    for name in template::placeholders(text) {
        let Some(value) = value_of(name, values).filter(|_| !seen.contains(&name)) else {
            continue;
        };
        seen.push(name);
        let mut parameter = json!({ "type": "text", "text": value });
        if name.parse::<u32>().is_err() {
            parameter["parameter_name"] = json!(name);
        }
        parameters.push(parameter);
    }
    parameters
}

fn value_of<'a>(name: &str, values: &'a [TemplateValue]) -> Option<&'a str> {
    values
        .iter()
        .find(|value| value.name == name)
        .map(|value| value.value.as_str())
}

/// The answer to a message that was taken.
#[derive(Deserialize)]
pub(super) struct Taken {
    #[serde(default)]
    contacts: Vec<TakenContact>,
    messages: Vec<TakenMessage>,
}

#[derive(Deserialize)]
struct TakenContact {
    #[serde(default)]
    wa_id: Option<String>,
}

#[derive(Deserialize)]
struct TakenMessage {
    id: String,
}

impl Taken {
    /// The message's id.
    pub(super) fn id(&self) -> Option<&str> {
        self.messages
            .first()
            .map(|message| message.id.as_str())
            .filter(|id| !id.is_empty())
    }

    /// The number as WhatsApp spells it, which may differ from the one we wrote by the ninth digit.
    pub(super) fn wa_id(&self) -> Option<WaId> {
        self.contacts.first()?.wa_id.as_deref()?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use enlace_domain::{
        Template,
        template::{TemplateButton, TemplateCategory, TemplateHeader, TemplateState},
    };

    use super::*;

    fn body(content: Content) -> Value {
        message_body(&OutgoingMessage {
            to: Recipient::Number("556298765432".parse().unwrap()),
            content,
            quoted: Some("wamid.5".to_owned()),
            status_callback: "https://isp.example.com/hook".parse().unwrap(),
            reference: "x.1".to_owned(),
        })
    }

    fn choices(titles: &[&str]) -> Vec<Choice> {
        let choice = |title: &&str| Choice {
            id: format!("id-{title}"),
            title: (*title).to_owned(),
        };
        titles.iter().map(choice).collect()
    }

    fn question(titles: &[&str]) -> Value {
        body(Content::Choices {
            text: "Qual?".to_owned(),
            choices: choices(titles),
        })
    }

    #[test]
    fn words_go_with_recipient_quote_and_reference() {
        let body = body(Content::Text("oi".to_owned()));
        let expected = json!({
            "messaging_product": "whatsapp", "recipient_type": "individual", "to": "556298765432", "type": "text",
            "text": { "body": "oi", "preview_url": false }, "context": { "message_id": "wamid.5" },
            "biz_opaque_callback_data": "x.1",
        });
        assert_eq!(body, expected);
    }

    #[test]
    fn a_person_without_a_number_is_a_recipient() {
        let body = message_body(&OutgoingMessage {
            to: Recipient::Bsuid("BR.1502".to_owned()),
            content: Content::Text("oi".to_owned()),
            quoted: None,
            status_callback: "https://isp.example.com/hook".parse().unwrap(),
            reference: "x.1".to_owned(),
        });
        assert_eq!((&body["recipient"], body.get("to")), (&json!("BR.1502"), None));
    }

    #[test]
    fn few_short_choices_are_buttons_and_more_are_a_list() {
        let buttons = question(&["Sim", "Não"]);
        assert_eq!(buttons["interactive"]["type"], "button");
        assert_eq!(buttons["interactive"]["action"]["buttons"][0]["reply"]["title"], "Sim");
        let list = question(&["Sem internet", "Internet lenta ou Wi-Fi", "Boleto", "Planos"]);
        assert_eq!(list["interactive"]["type"], "list");
        assert_eq!(
            list["interactive"]["action"]["sections"][0]["rows"][1]["id"],
            "id-Internet lenta ou Wi-Fi"
        );
        let long = question(&["um título comprido demais para a lista do WhatsApp"]);
        assert_eq!(long["type"], "text");
        assert!(long["text"]["body"].as_str().unwrap().contains("1. um título"));
    }

    #[test]
    fn files_go_by_their_link() {
        let media = |kind| OutgoingMedia {
            kind,
            link: "https://isp.example.com/media/1".parse().unwrap(),
            content_type: "application/pdf".to_owned(),
            file_name: Some("fatura.pdf".to_owned()),
            caption: "Sua fatura".to_owned(),
        };
        let document = body(Content::Media(media(MediaKind::Document)));
        let expected =
            json!({ "link": "https://isp.example.com/media/1", "caption": "Sua fatura", "filename": "fatura.pdf" });
        assert_eq!(document["document"], expected);
        let audio = body(Content::Media(media(MediaKind::Audio)));
        assert_eq!(audio["audio"], json!({ "link": "https://isp.example.com/media/1" }));
    }

    #[test]
    fn a_template_goes_with_the_values_of_each_part() {
        let value = |name: &str, value: &str| TemplateValue {
            name: name.to_owned(),
            value: value.to_owned(),
        };
        let template = Template {
            provider_id: "1".to_owned(),
            name: "aviso_fatura".to_owned(),
            language: "pt_BR".to_owned(),
            category: TemplateCategory::Utility,
            state: TemplateState::Approved,
            reason: None,
            header: Some(TemplateHeader {
                kind: HeaderKind::Text,
                text: "Fatura de {{mes}}".to_owned(),
            }),
            body: "Oi, {{1}}! {{1}}, são {{2}}.".to_owned(),
            footer: None,
            buttons: vec![TemplateButton {
                kind: TemplateButtonKind::Url,
                text: "Pagar".to_owned(),
                url: Some("https://pague.example.com/{{codigo}}".to_owned()),
            }],
        };
        let values = vec![
            value("mes", "maio"),
            value("1", "Ana"),
            value("2", "R$ 99,90"),
            value("codigo", "abc"),
        ];
        let text = template.render(&values).unwrap();
        let body = body(Content::Template(Box::new(TemplateUse {
            template,
            values,
            header: None,
            text,
        })));
        let expected = json!({
            "name": "aviso_fatura", "language": { "code": "pt_BR" },
            "components": [
                { "type": "header", "parameters": [{ "type": "text", "text": "maio", "parameter_name": "mes" }] },
                { "type": "body", "parameters": [{ "type": "text", "text": "Ana" }, { "type": "text", "text": "R$ 99,90" }] },
                { "type": "button", "sub_type": "url", "index": "0", "parameters": [{ "type": "text", "text": "abc" }] },
            ],
        });
        assert_eq!(body["template"], expected);
    }

    #[test]
    fn the_answer_tells_the_id_and_the_spelling() {
        let taken: Taken = serde_json::from_str(
            r#"{"messaging_product":"whatsapp","contacts":[{"input":"5562998765432","wa_id":"556298765432"}],"messages":[{"id":"wamid.1"}]}"#,
        )
        .unwrap();
        assert_eq!(
            (taken.id(), taken.wa_id().unwrap().as_str()),
            (Some("wamid.1"), "556298765432")
        );
    }
}
