//! What a row of the outbox carries, as the provider takes it.

use enlace_domain::view::Choice;
use enlace_store::outbox::Outgoing;
use enlace_whatsapp::Content;
use serde_json::Value;

use super::SentTemplate;

/// The content: a template, a question with choices, or words.
pub(super) fn content(outgoing: &Outgoing) -> Content {
    let text = outgoing.body.clone();
    if let Some(template) = SentTemplate::content(&outgoing.extra, &text) {
        return template;
    }
    let choices = outgoing
        .extra
        .get("choices")
        .and_then(|choices| serde_json::from_value::<Vec<Choice>>(Value::clone(choices)).ok())
        .unwrap_or_default();
    if choices.is_empty() {
        Content::Text(text)
    } else {
        Content::Choices { text, choices }
    }
}
