//! A template of ours, as the object that Meta wants: its name, and the values of each part.

use enlace_domain::{
    Template, TemplateValue,
    template::{self, HeaderKind, TemplateButtonKind},
};
use serde_json::{Value, json};

use super::content::{media_object, media_type};
use crate::TemplateUse;

/// The `template` object.
pub(super) fn template_object(used: &TemplateUse) -> Value {
    let template = &used.template;
    let parameters = |text: &str| parameters(text, &used.values, is_named(template));
    let mut components = Vec::new();
    if let Some(header) = &template.header {
        let values = match (header.kind, &used.header) {
            (HeaderKind::Text, _) => parameters(&header.text),
            (_, Some(media)) => {
                let kind = media_type(media.kind);
                vec![json!({ "type": kind, kind: media_object(media) })]
            }
            (_, None) => Vec::new(),
        };
        components.extend((!values.is_empty()).then(|| json!({ "type": "header", "parameters": values })));
    }
    let body = parameters(&template.body);
    components.extend((!body.is_empty()).then(|| json!({ "type": "body", "parameters": body })));
    for (index, button) in template.buttons.iter().enumerate() {
        if button.kind != TemplateButtonKind::Url {
            continue;
        }
        let placeholders = button.url.as_deref().map(template::placeholders).unwrap_or_default();
        let value = placeholders.first().and_then(|name| value_of(name, &used.values));
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

/// Whether Meta knows the values by name: header and body are either all named or all numbered, and a header's number
/// may have [got a name](super::template::read) that only we know.
fn is_named(template: &Template) -> bool {
    let header = template.header.as_ref().map_or("", |header| header.text.as_str());
    let numbered = |name: &str| name.bytes().all(|letter| letter.is_ascii_digit());
    ![header, template.body.as_str()]
        .into_iter()
        .flat_map(template::placeholders)
        .any(numbered)
}

/// The values of a text's placeholders, each once.
fn parameters(text: &str, values: &[TemplateValue], named: bool) -> Vec<Value> {
    let mut seen = Vec::new();
    let mut parameters = Vec::new();
    for name in template::placeholders(text) {
        let Some(value) = value_of(name, values).filter(|_| !seen.contains(&name)) else {
            continue;
        };
        seen.push(name);
        let mut parameter = json!({ "type": "text", "text": value });
        if named {
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

#[cfg(test)]
mod tests {
    use enlace_domain::template::{TemplateButton, TemplateCategory, TemplateHeader, TemplateState};

    use super::*;
    use crate::{MediaKind, OutgoingMedia};

    fn header(kind: HeaderKind, text: &str) -> Option<TemplateHeader> {
        Some(TemplateHeader {
            kind,
            text: text.to_owned(),
        })
    }

    fn template(header: Option<TemplateHeader>, body: &str) -> Template {
        Template {
            provider_id: "1".to_owned(),
            name: "aviso_fatura".to_owned(),
            language: "pt_BR".to_owned(),
            category: TemplateCategory::Utility,
            state: TemplateState::Approved,
            reason: None,
            header,
            body: body.to_owned(),
            footer: None,
            buttons: Vec::new(),
        }
    }

    fn components(template: Template, values: &[(&str, &str)], header: Option<OutgoingMedia>) -> Value {
        let value = |(name, value): &(&str, &str)| TemplateValue {
            name: (*name).to_owned(),
            value: (*value).to_owned(),
        };
        let object = template_object(&TemplateUse {
            template,
            values: values.iter().map(value).collect(),
            header,
            text: String::new(),
        });
        assert_eq!(
            (&object["name"], &object["language"]["code"]),
            (&json!("aviso_fatura"), &json!("pt_BR"))
        );
        object["components"].clone()
    }

    #[test]
    fn numbered_values_go_in_their_order_to_each_part() {
        let mut template = template(
            header(HeaderKind::Text, "Fatura de {{titulo}}"),
            "Oi, {{1}}! {{1}}, são {{2}}.",
        );
        let button = |kind, url: Option<&str>| TemplateButton {
            kind,
            text: "Pagar".to_owned(),
            url: url.map(str::to_owned),
        };
        template.buttons = vec![
            button(TemplateButtonKind::QuickReply, None),
            button(TemplateButtonKind::Url, Some("https://pague.example.com/{{botao_2}}")),
            button(TemplateButtonKind::Url, Some("https://pague.example.com/ajuda")),
        ];
        let values = [("titulo", "maio"), ("1", "Ana"), ("2", "R$ 99,90"), ("botao_2", "abc")];
        let expected = json!([
            { "type": "header", "parameters": [{ "type": "text", "text": "maio" }] },
            { "type": "body", "parameters": [{ "type": "text", "text": "Ana" }, { "type": "text", "text": "R$ 99,90" }] },
            { "type": "button", "sub_type": "url", "index": "1", "parameters": [{ "type": "text", "text": "abc" }] },
        ]);
        assert_eq!(components(template, &values, None), expected);
    }

    #[test]
    fn named_values_say_their_name() {
        let template = template(header(HeaderKind::Text, "Fatura de {{mes}}"), "Oi, {{nome}}!");
        let expected = json!([
            { "type": "header", "parameters": [{ "type": "text", "text": "maio", "parameter_name": "mes" }] },
            { "type": "body", "parameters": [{ "type": "text", "text": "Ana", "parameter_name": "nome" }] },
        ]);
        assert_eq!(
            components(template, &[("mes", "maio"), ("nome", "Ana")], None),
            expected
        );
    }

    #[test]
    fn a_header_may_be_a_file() {
        let media = OutgoingMedia {
            kind: MediaKind::Document,
            link: "https://isp.example.com/media/1".parse().unwrap(),
            content_type: "application/pdf".to_owned(),
            file_name: Some("fatura.pdf".to_owned()),
            caption: String::new(),
        };
        let expected = json!([{ "type": "header", "parameters": [{ "type": "document",
            "document": { "link": "https://isp.example.com/media/1", "filename": "fatura.pdf" } }] }]);
        let template = template(header(HeaderKind::Document, ""), "Segue a fatura.");
        assert_eq!(components(template, &[], Some(media)), expected);
    }

    #[test]
    fn without_placeholders_there_is_nothing_to_fill() {
        assert_eq!(components(template(None, "Oi!"), &[], None), json!([]));
    }
}
