//! The content templates of an account: the town's approved ones, and a question with choices to tap
//! (`twilio/list-picker`) that needs no approval.
//!
//! The question's body is `{{1}}`; its first item has the title `{{2}}` and the id `{{3}}`, the second `{{4}}` and
//! `{{5}}`, and so on, at most ten.

use std::collections::BTreeMap;

use enlace_domain::view::Choice;
use serde_json::{Map, Value, json};

use super::problem::Problem;
use crate::{
    message::{Content, SentKind},
    templates::{LANGUAGE, Review, TEMPLATES, Template, TemplateButton},
};

/// The question's id.
pub const LIST_PICKER_SID: &str = "HX5e1ec7000000000000000000000000a5";

/// WhatsApp's limit for the items of a list.
const MOST_ITEMS: usize = 10;

type Variables = BTreeMap<String, String>;

/// The words and the rest behind a content id and its variables.
///
/// # Errors
/// Twilio's refusal where the template is not ours, may not be sent, or the variables don't fill it.
pub(super) fn render(content_sid: &str, variables: Option<&str>) -> Result<(String, Content), Problem> {
    let variables: Variables = serde_json::from_str(variables.unwrap_or("{}")).map_err(|_| invalid())?;
    if content_sid == LIST_PICKER_SID {
        return question(&variables);
    }
    let template = TEMPLATES
        .iter()
        .find(|template| template.content_sid == content_sid)
        .ok_or_else(|| Problem::bad_field(21_655, "The ContentSid is Invalid"))?;
    if template.review != Review::Approved {
        return Err(Problem::bad_field(
            63_027,
            "Template does not exist for a language and locale",
        ));
    }
    let filled: Vec<String> = (1..)
        .map_while(|number: usize| variables.get(&number.to_string()).cloned())
        .collect();
    let body = template.fill(&filled).ok_or_else(|| {
        Problem::bad_field(
            63_028,
            "Number of parameters provided does not match the expected number of parameters",
        )
    })?;
    let content = Content {
        kind: SentKind::Template,
        template: Some(template.name.to_owned()),
        choices: template.replies().map(reply).collect(),
        ..Content::default()
    };
    Ok((body, content))
}

fn question(variables: &Variables) -> Result<(String, Content), Problem> {
    let body = variables.get("1").ok_or_else(invalid)?.clone();
    let choices: Vec<Choice> = (0..MOST_ITEMS)
        .map_while(|item| {
            let title = variables.get(&(2 + 2 * item).to_string())?.clone();
            let id = variables.get(&(3 + 2 * item).to_string())?.clone();
            Some(Choice { id, title })
        })
        .collect();
    if choices.is_empty() {
        return Err(invalid());
    }
    let content = Content {
        kind: SentKind::Buttons,
        choices,
        ..Content::default()
    };
    Ok((body, content))
}

fn invalid() -> Problem {
    Problem::bad_field(21_656, "The ContentVariables Parameter is invalid")
}

/// A button of a template answers with its own words.
fn reply(words: &str) -> Choice {
    Choice {
        id: words.to_owned(),
        title: words.to_owned(),
    }
}

/// `GET /v1/ContentAndApprovals`, all on one page.
pub(super) fn list(api: &str, account_sid: &str) -> Value {
    let url = format!("{api}/v1/ContentAndApprovals?PageSize=50&Page=0");
    let contents: Vec<Value> = TEMPLATES
        .iter()
        .map(|template| shown(api, account_sid, template))
        .collect();
    json!({
        "contents": contents,
        "meta": {
            "key": "contents",
            "page": 0,
            "page_size": 50,
            "url": url,
            "first_page_url": url,
            "previous_page_url": null,
            "next_page_url": null,
        },
    })
}

fn shown(api: &str, account_sid: &str, template: &Template) -> Value {
    let variables: Map<String, Value> = (1..)
        .zip(template.examples)
        .map(|(number, example)| (number.to_string(), json!(example)))
        .collect();
    let (kind, content) = content_type(template);
    let (status, reason) = match template.review {
        Review::Approved => ("approved", ""),
        Review::Rejected(reason) => ("rejected", reason),
        Review::Paused => ("paused", ""),
    };
    json!({
        "sid": template.content_sid,
        "account_sid": account_sid,
        "friendly_name": template.name,
        "language": LANGUAGE,
        "variables": variables,
        "types": { kind: content },
        "date_created": "2026-11-01T12:00:00Z",
        "date_updated": "2026-11-01T12:00:00Z",
        "url": format!("{api}/v1/Content/{}", template.content_sid),
        "links": {},
        "approval_requests": {
            "name": template.name,
            "category": template.category,
            "content_type": kind,
            "status": status,
            "rejection_reason": reason,
            "allow_category_change": false,
        },
    })
}

/// Twilio's name of the template's type, and what it holds.
fn content_type(template: &Template) -> (&'static str, Value) {
    if template.document {
        let media = ["https://cliente.example/fatura.pdf"];
        return ("twilio/media", json!({ "body": template.body, "media": media }));
    }
    let actions: Vec<Value> = template
        .buttons
        .iter()
        .map(|button| match button {
            TemplateButton::Reply(words) => json!({ "type": "QUICK_REPLY", "title": words, "id": words }),
            TemplateButton::Link(words, url) => json!({ "type": "URL", "title": words, "url": url }),
        })
        .collect();
    if actions.is_empty() {
        ("twilio/text", json!({ "body": template.body }))
    } else if template.replies().next().is_some() {
        (
            "twilio/quick-reply",
            json!({ "body": template.body, "actions": actions }),
        )
    } else {
        (
            "twilio/call-to-action",
            json!({ "body": template.body, "actions": actions }),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_become_words_and_choices() {
        let variables =
            r#"{"1":"Qual o assunto?","2":"Sem internet","3":"technical_urgent","4":"Fatura","5":"financial"}"#;
        let (body, content) = render(LIST_PICKER_SID, Some(variables)).unwrap();
        assert_eq!(body, "Qual o assunto?");
        assert_eq!(content.choices.len(), 2);
        assert_eq!(
            (content.choices[1].title.as_str(), content.choices[1].id.as_str()),
            ("Fatura", "financial")
        );
    }

    #[test]
    fn what_does_not_fill_the_template_is_refused() {
        let code = |sid: &str, variables: &str| render(sid, Some(variables)).unwrap_err().code;
        assert_eq!(code(LIST_PICKER_SID, "[]"), 21_656);
        assert_eq!(code(LIST_PICKER_SID, r#"{"1":"só texto"}"#), 21_656);
        assert_eq!(code("HX1", "{}"), 21_655);
        assert_eq!(code(TEMPLATES[0].content_sid, r#"{"1":"Ana"}"#), 63_028);
        assert_eq!(code(TEMPLATES[4].content_sid, r#"{"1":"Ana","2":"R$ 10"}"#), 63_027);
    }

    #[test]
    fn an_approved_template_is_filled() {
        let (body, content) = render(TEMPLATES[1].content_sid, Some(r#"{"1":"Ana"}"#)).unwrap();
        assert!(body.starts_with("Olá, Ana!"));
        assert_eq!(content.template.as_deref(), Some("segunda_via"));
    }
}
