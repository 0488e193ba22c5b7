//! The templates of an account, in Meta's words and in 360dialog's.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::templates::{LANGUAGE, Review, TEMPLATES, Template, TemplateButton};

/// The part of the list that is asked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    limit: Option<usize>,
    /// A cursor of an earlier answer.
    after: Option<usize>,
    name: Option<String>,
    status: Option<String>,
    /// Named where the counts are wanted too.
    summary: Option<String>,
}

/// `GET /{waba}/message_templates`; `base` is its own address without a query.
pub(super) fn graph(base: &str, asked: &Asked) -> Value {
    let wanted: Vec<Value> = TEMPLATES
        .iter()
        .filter(|template| {
            asked
                .name
                .as_ref()
                .is_none_or(|name| template.name.contains(name.as_str()))
        })
        .filter(|template| asked.status.as_ref().is_none_or(|status| *status == review(template).0))
        .map(|template| {
            let mut shown = json!({
                "id": template.id,
                "name": template.name,
                "language": LANGUAGE,
                "category": template.category,
                "status": review(template).0,
                "parameter_format": "POSITIONAL",
                "components": components(template),
            });
            if let Review::Rejected(reason) = template.review {
                shown["rejected_reason"] = json!(reason);
            }
            shown
        })
        .collect();
    let start = asked.after.unwrap_or(0).min(wanted.len());
    let limit = asked.limit.unwrap_or(25).max(1);
    let end = (start + limit).min(wanted.len());
    let mut paging = json!({ "cursors": { "before": start.to_string(), "after": end.to_string() } });
    if end < wanted.len() {
        paging["next"] = json!(format!("{base}?limit={limit}&after={end}"));
    }
    let mut list = json!({ "data": wanted[start..end], "paging": paging });
    if asked.summary.is_some() {
        list["summary"] = json!({
            "total_count": wanted.len(),
            "message_template_count": TEMPLATES.len(),
            "message_template_limit": 6_000,
            "are_translations_complete": true,
        });
    }
    list
}

/// `GET /v1/configs/templates`, all at once.
pub(super) fn dialog() -> Value {
    let shown: Vec<Value> = TEMPLATES
        .iter()
        .map(|template| {
            json!({
                "id": template.id,
                "name": template.name,
                "namespace": "5e1ec700_0000_0000_0000_000000000001",
                "language": LANGUAGE,
                "category": template.category,
                "status": review(template).0.to_lowercase(),
                "rejected_reason": review(template).1,
                "components": components(template),
            })
        })
        .collect();
    json!({
        "count": shown.len(),
        "total": shown.len(),
        "limit": 1_000,
        "offset": 0,
        "sort": ["id"],
        "filters": {},
        "waba_templates": shown,
    })
}

/// Meta's words for the review and for a reason.
fn review(template: &Template) -> (&'static str, &'static str) {
    match template.review {
        Review::Approved => ("APPROVED", "NONE"),
        Review::Rejected(reason) => ("REJECTED", reason),
        Review::Paused => ("PAUSED", "NONE"),
    }
}

fn components(template: &Template) -> Vec<Value> {
    let mut components = Vec::new();
    if template.document {
        let example = json!({ "header_handle": ["https://cliente.example/fatura.pdf"] });
        components.push(json!({ "type": "HEADER", "format": "DOCUMENT", "example": example }));
    }
    let example = json!({ "body_text": [template.examples] });
    components.push(json!({ "type": "BODY", "text": template.body, "example": example }));
    if let Some(footer) = template.footer {
        components.push(json!({ "type": "FOOTER", "text": footer }));
    }
    let buttons: Vec<Value> = template
        .buttons
        .iter()
        .map(|button| match button {
            TemplateButton::Reply(words) => json!({ "type": "QUICK_REPLY", "text": words }),
            TemplateButton::Link(words, url) => json!({ "type": "URL", "text": words, "url": url }),
        })
        .collect();
    if !buttons.is_empty() {
        components.push(json!({ "type": "BUTTONS", "buttons": buttons }));
    }
    components
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_lead_to_each_other_until_the_last() {
        let asked = |after| Asked {
            limit: Some(4),
            after,
            ..Asked::default()
        };
        let first = graph("http://town/v26.0/1/message_templates", &asked(None));
        assert_eq!(first["data"].as_array().unwrap().len(), 4);
        assert_eq!(
            first["paging"]["next"],
            "http://town/v26.0/1/message_templates?limit=4&after=4"
        );
        let last = graph("http://town", &asked(Some(4)));
        assert_eq!(last["data"].as_array().unwrap().len(), 2);
        assert_eq!(last["paging"]["next"], Value::Null);
        assert_eq!(graph("http://town", &asked(Some(99)))["data"], json!([]));
    }

    #[test]
    fn all_reviews_are_there() {
        let of = |status: &str| {
            let asked = Asked {
                status: Some(status.to_owned()),
                ..Asked::default()
            };
            graph("", &asked)["data"].as_array().unwrap().len()
        };
        assert_eq!((of("APPROVED"), of("REJECTED"), of("PAUSED")), (4, 1, 1));
        assert_eq!(dialog()["waba_templates"][4]["status"], "rejected");
    }
}
