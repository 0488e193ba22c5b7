//! Twilio's Content API: the templates of an account and what Meta said of them.
//!
//! `GET /v1/ContentAndApprovals`, described at
//! <https://www.twilio.com/docs/content/content-api-resources#fetch-content-and-approval-status>.

use enlace_domain::{
    Template,
    template::{TemplateButton, TemplateButtonKind, TemplateCategory, TemplateState},
};
use serde::Deserialize;
use serde_json::{Map, Value};

/// One page.
#[derive(Deserialize)]
pub(super) struct ContentPage {
    contents: Vec<ContentRecord>,
    #[serde(default)]
    meta: Meta,
}

#[derive(Default, Deserialize)]
struct Meta {
    #[serde(default)]
    next_page_url: Option<String>,
}

#[derive(Deserialize)]
struct ContentRecord {
    sid: String,
    #[serde(default)]
    friendly_name: String,
    #[serde(default)]
    language: String,
    /// By type, like `twilio/text`: `{body, actions, …}`.
    #[serde(default)]
    types: Map<String, Value>,
    #[serde(default)]
    approval_requests: Option<Approval>,
}

#[derive(Deserialize)]
struct Approval {
    #[serde(default)]
    name: String,
    #[serde(default)]
    category: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    rejection_reason: Option<String>,
}

impl ContentPage {
    /// Where the next page is, below the same host.
    pub(super) fn next(&self) -> Option<&str> {
        self.meta.next_page_url.as_deref().filter(|url| !url.is_empty())
    }

    /// Those that were handed in to WhatsApp and have words.
    pub(super) fn templates(self) -> impl Iterator<Item = Template> {
        self.contents.into_iter().filter_map(ContentRecord::template)
    }
}

impl ContentRecord {
    fn template(self) -> Option<Template> {
        let approval = self
            .approval_requests
            .filter(|approval| approval.status != "unsubmitted")?;
        let content = self.types.values().find(|content| content["body"].is_string())?;
        let buttons = content["actions"].as_array().map(Vec::as_slice).unwrap_or_default();
        Some(Template {
            provider_id: self.sid,
            name: if approval.name.is_empty() {
                self.friendly_name
            } else {
                approval.name
            },
            language: self.language,
            category: approval
                .category
                .to_lowercase()
                .parse()
                .unwrap_or(TemplateCategory::Unknown),
            state: state(&approval.status),
            reason: approval.rejection_reason.filter(|reason| !reason.is_empty()),
            header: None,
            body: content["body"].as_str().unwrap_or_default().to_owned(),
            footer: content["footer"]
                .as_str()
                .filter(|text| !text.is_empty())
                .map(str::to_owned),
            buttons: buttons.iter().map(button).collect(),
        })
    }
}

fn state(status: &str) -> TemplateState {
    match status {
        "received" | "pending" => TemplateState::Pending,
        other => other.parse().unwrap_or(TemplateState::Unknown),
    }
}

fn button(action: &Value) -> TemplateButton {
    let kind = match action["type"].as_str().unwrap_or("QUICK_REPLY") {
        "QUICK_REPLY" => TemplateButtonKind::QuickReply,
        "URL" => TemplateButtonKind::Url,
        "PHONE_NUMBER" => TemplateButtonKind::PhoneNumber,
        "COPY_CODE" => TemplateButtonKind::CopyCode,
        _ => TemplateButtonKind::Other,
    };
    TemplateButton {
        kind,
        text: action["title"].as_str().unwrap_or_default().to_owned(),
        url: action["url"].as_str().map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_have_their_state_and_words() {
        let page: ContentPage = serde_json::from_str(
            r#"{"contents":[
                {"sid":"HX1","friendly_name":"retomar","language":"pt_BR","variables":{"1":"Ana"},
                 "types":{"twilio/quick-reply":{"body":"Oi, {{1}}!","actions":[{"title":"Sim","id":"sim"}]}},
                 "approval_requests":{"name":"retomar_atendimento","category":"UTILITY","status":"approved","rejection_reason":""}},
                {"sid":"HX2","friendly_name":"promo","language":"pt_BR","types":{"twilio/text":{"body":"Promo"}},
                 "approval_requests":{"name":"promo","category":"MARKETING","status":"rejected","rejection_reason":"abusive"}},
                {"sid":"HX3","friendly_name":"lista","language":"pt_BR","types":{"twilio/list-picker":{"body":"{{1}}","items":[]}},
                 "approval_requests":{"status":"unsubmitted"}}],
              "meta":{"next_page_url":null}}"#,
        )
        .unwrap();
        assert_eq!(page.next(), None);
        let templates: Vec<Template> = page.templates().collect();
        assert_eq!(templates.len(), 2);
        assert_eq!(
            (templates[0].name.as_str(), templates[0].state, templates[0].category),
            (
                "retomar_atendimento",
                TemplateState::Approved,
                TemplateCategory::Utility
            )
        );
        assert_eq!(templates[0].buttons[0].text, "Sim");
        assert_eq!(templates[1].reason.as_deref(), Some("abusive"));
    }
}
