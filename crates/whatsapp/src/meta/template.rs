//! The templates of an account, as `GET …/message_templates` lists them.
//!
//! Described at <https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates>.

use enlace_domain::{
    Template,
    template::{HeaderKind, TemplateButton, TemplateButtonKind, TemplateCategory, TemplateHeader, TemplateState},
};
use serde_json::Value;

use crate::fields::Fields;

/// The templates of a page. Meta lists them under `data`, 360dialog under `waba_templates`.
pub(super) fn read(page: &Value) -> Vec<Template> {
    let page = Fields::of(page);
    page.list("data")
        .chain(page.list("waba_templates"))
        .filter_map(template)
        .collect()
}

/// The address of the next page.
pub(super) fn next(page: &Value) -> Option<&str> {
    Fields::of(page).inner("paging").filled("next")
}

fn template(record: Fields<'_>) -> Option<Template> {
    let part = |kind: &str| {
        record
            .list("components")
            .find(|part| part.text("type").eq_ignore_ascii_case(kind))
    };
    let name = record.filled("name")?.to_owned();
    let header = part("HEADER").and_then(|header| {
        let kind = header.text("format").to_lowercase().parse::<HeaderKind>().ok()?;
        Some(TemplateHeader {
            kind,
            text: header.text("text").to_owned(),
        })
    });
    Some(Template {
        provider_id: record.id("id").unwrap_or_else(|| name.clone()),
        language: record.text("language").to_owned(),
        category: record
            .text("category")
            .to_lowercase()
            .parse()
            .unwrap_or(TemplateCategory::Unknown),
        state: state(record.text("status")),
        reason: ["rejected_reason", "reason"]
            .into_iter()
            .find_map(|name| record.filled(name))
            .filter(|reason| !reason.eq_ignore_ascii_case("none"))
            .map(str::to_owned),
        header,
        body: part("BODY")?.text("text").to_owned(),
        footer: part("FOOTER")
            .and_then(|footer| footer.filled("text"))
            .map(str::to_owned),
        buttons: part("BUTTONS")
            .map(|part| part.list("buttons").map(button).collect())
            .unwrap_or_default(),
        name,
    })
}

fn state(status: &str) -> TemplateState {
    match status.to_uppercase().as_str() {
        "APPROVED" => TemplateState::Approved,
        "PENDING" | "IN_APPEAL" | "SUBMITTED" => TemplateState::Pending,
        "REJECTED" => TemplateState::Rejected,
        "PAUSED" => TemplateState::Paused,
        "DISABLED" | "PENDING_DELETION" | "DELETED" => TemplateState::Disabled,
        _ => TemplateState::Unknown,
    }
}

fn button(button: Fields<'_>) -> TemplateButton {
    TemplateButton {
        kind: button
            .text("type")
            .to_lowercase()
            .parse()
            .unwrap_or(TemplateButtonKind::Other),
        text: button.text("text").to_owned(),
        url: button.filled("url").map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_template_is_read_with_all_its_parts() {
        let record = json!({
            "id": "594425479261596", "name": "aviso_fatura", "language": "pt_BR", "category": "UTILITY", "status": "APPROVED",
            "components": [
                { "type": "HEADER", "format": "DOCUMENT" },
                { "type": "BODY", "text": "Oi, {{1}}!" },
                { "type": "FOOTER", "text": "Fibra Cerrado" },
                { "type": "BUTTONS", "buttons": [{ "type": "URL", "text": "Pagar", "url": "https://x.example/{{1}}" }] },
            ],
        });
        let page =
            json!({ "data": [record, { "name": "sem_corpo" }], "paging": { "next": "https://graph.example/2" } });
        let templates = read(&page);
        assert_eq!(templates.len(), 1);
        let template = &templates[0];
        assert_eq!(
            (template.state, template.category),
            (TemplateState::Approved, TemplateCategory::Utility)
        );
        assert_eq!(
            template.header.as_ref().map(|header| header.kind),
            Some(HeaderKind::Document)
        );
        assert_eq!(template.buttons[0].kind, TemplateButtonKind::Url);
        assert_eq!(next(&page), Some("https://graph.example/2"));
    }

    #[test]
    fn the_list_of_360dialog_is_read_too() {
        let page = json!({ "waba_templates": [{ "name": "promo", "language": "pt_BR", "category": "MARKETING", "status": "rejected",
            "rejected_reason": "ABUSIVE_CONTENT", "components": [{ "type": "BODY", "text": "Promo" }] }] });
        let templates = read(&page);
        assert_eq!(templates[0].state, TemplateState::Rejected);
        assert_eq!(templates[0].reason.as_deref(), Some("ABUSIVE_CONTENT"));
    }
}
