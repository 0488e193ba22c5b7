//! The templates of an account, as `GET …/message_templates` lists them.
//!
//! Described at <https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates>.

use enlace_domain::{
    Template,
    template::{
        HeaderKind, TemplateButton, TemplateButtonKind, TemplateCategory, TemplateHeader, TemplateState, placeholders,
    },
};
use serde_json::Value;
use url::Url;

use crate::fields::Fields;

/// The templates of a page. Meta lists them under `data`, 360dialog under `waba_templates`.
///
/// Meta counts the placeholders of each part anew: `{{1}}` of the header, of the body and of a button are three. Here a
/// template has one value for a placeholder, so those beside the body get names of their own, `{{titulo}}` and
/// `{{botao_1}}`, which agents read and Meta never sees.
pub(super) fn read(page: &Value) -> Vec<Template> {
    let page = Fields::of(page);
    page.list("data")
        .chain(page.list("waba_templates"))
        .filter_map(template)
        .collect()
}

/// The address of the page after `page`: Meta names it, 360dialog counts. `first` is the address of the first page; no
/// other host is asked, for it would see our credentials.
pub(super) fn next(page: &Value, first: &Url) -> Option<Url> {
    let page = Fields::of(page);
    let url = match page.inner("paging").filled("next") {
        Some(named) => Url::parse(named).ok()?,
        None => {
            let shown = i64::try_from(page.list("waba_templates").count()).ok()?;
            let seen = page.number("offset")?.checked_add(shown)?;
            if shown == 0 || seen >= page.number("total")? {
                return None;
            }
            let mut url = first.clone();
            url.query_pairs_mut().append_pair("offset", &seen.to_string());
            url
        }
    };
    (url.origin() == first.origin()).then_some(url)
}

fn template(record: Fields<'_>) -> Option<Template> {
    let part = |kind: &str| {
        record
            .list("components")
            .find(|part| part.text("type").eq_ignore_ascii_case(kind))
    };
    let name = record.filled("name")?.to_owned();
    let body = part("BODY")?.text("text").to_owned();
    let header = part("HEADER").and_then(|header| {
        let kind = header.text("format").to_lowercase().parse::<HeaderKind>().ok()?;
        let text = header.text("text");
        let text = if placeholders(&body).is_empty() {
            text.to_owned()
        } else {
            with_own_name(text, "titulo")
        };
        Some(TemplateHeader { kind, text })
    });
    Some(Template {
        provider_id: record.id("id").unwrap_or_else(|| name.clone()),
        language: record.text("language").to_owned(),
        category: record
            .text("category")
            .to_lowercase()
            .parse()
            .unwrap_or(TemplateCategory::Unknown),
        state: state(record.text("status")).unwrap_or(TemplateState::Unknown),
        reason: ["rejected_reason", "reason"]
            .into_iter()
            .find_map(|name| record.filled(name))
            .filter(|reason| !reason.eq_ignore_ascii_case("none"))
            .map(str::to_owned),
        header,
        body,
        footer: part("FOOTER")
            .and_then(|footer| footer.filled("text"))
            .map(str::to_owned),
        buttons: part("BUTTONS")
            .map(|part| part.list("buttons").enumerate().map(button).collect())
            .unwrap_or_default(),
        name,
    })
}

/// Whether a template may be sent, by Meta's word for its state or for what happened to it; `None` for a word that says
/// nothing of it, like `FLAGGED`, a warning, or `LOCKED`, which concerns who edits it.
pub(super) fn state(word: &str) -> Option<TemplateState> {
    Some(match word.to_uppercase().as_str() {
        "APPROVED" | "REINSTATED" => TemplateState::Approved,
        "PENDING" | "IN_APPEAL" | "SUBMITTED" => TemplateState::Pending,
        "REJECTED" => TemplateState::Rejected,
        "PAUSED" => TemplateState::Paused,
        "DISABLED" | "PENDING_DELETION" | "DELETED" | "ARCHIVED" => TemplateState::Disabled,
        _ => return None,
    })
}

fn button((index, button): (usize, Fields<'_>)) -> TemplateButton {
    TemplateButton {
        kind: button
            .text("type")
            .to_lowercase()
            .parse()
            .unwrap_or(TemplateButtonKind::Other),
        text: button.text("text").to_owned(),
        url: button
            .filled("url")
            .map(|url| with_own_name(url, &format!("botao_{}", index + 1))),
    }
}

/// The one placeholder that stands beside the body, called `name` where Meta numbers it.
fn with_own_name(text: &str, name: &str) -> String {
    text.replace("{{1}}", &format!("{{{{{name}}}}}"))
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
        let page = json!({ "data": [record, { "name": "sem_corpo" }] });
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
    }

    #[test]
    fn the_parts_of_a_template_have_values_of_their_own() {
        let record = |header: &str, body: &str| {
            let page = json!({ "data": [{ "name": "aviso", "language": "pt_BR", "status": "APPROVED", "components": [
                { "type": "HEADER", "format": "TEXT", "text": header },
                { "type": "BODY", "text": body },
                { "type": "BUTTONS", "buttons": [
                    { "type": "QUICK_REPLY", "text": "Sim" },
                    { "type": "URL", "text": "Pagar", "url": "https://x.example/{{1}}" },
                ] },
            ] }] });
            read(&page).remove(0).placeholders()
        };
        assert_eq!(record("Fatura de {{1}}", "Oi, {{1}}!"), ["titulo", "1", "botao_2"]);
        assert_eq!(record("Fatura de {{mes}}", "Oi, {{nome}}!"), ["mes", "nome", "botao_2"]);
        assert_eq!(record("Fatura de {{1}}", "Oi!"), ["1", "botao_2"]);
    }

    #[test]
    fn only_a_word_about_sending_is_a_state() {
        assert_eq!(state("REINSTATED"), Some(TemplateState::Approved));
        assert_eq!(state("rejected"), Some(TemplateState::Rejected));
        for word in ["FLAGGED", "LOCKED", "LIMIT_EXCEEDED", ""] {
            assert_eq!(state(word), None, "{word}");
        }
    }

    #[test]
    fn the_next_page_is_named_or_counted_and_at_the_same_host() {
        let first = Url::parse("https://graph.example/1/message_templates?limit=1").unwrap();
        let after = |page: Value| next(&page, &first).map(String::from);
        let named = |url: &str| json!({ "data": [], "paging": { "next": url } });
        let second = "https://graph.example/1/message_templates?limit=1&after=1";
        assert_eq!(after(named(second)).as_deref(), Some(second));
        assert_eq!(after(named("https://elsewhere.example/1")), None);
        assert_eq!(after(json!({ "data": [], "paging": {} })), None);
        let counted = |offset: u32, total: u32| json!({ "waba_templates": [{}], "offset": offset, "total": total });
        assert_eq!(
            after(counted(1, 3)).as_deref(),
            Some("https://graph.example/1/message_templates?limit=1&offset=2")
        );
        assert_eq!(after(counted(2, 3)), None);
        assert_eq!(after(json!({ "waba_templates": [], "offset": 1, "total": 3 })), None);
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
