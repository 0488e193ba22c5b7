//! A notice that Meta gives beside messages: a template reviewed, a wish for no marketing.

use super::{person::is_bsuid, template, webhook};
use crate::{Sender, Understood, fields::Fields};

/// Reads a notice. One that is not known says nothing.
pub(super) fn read(event: Fields<'_>) -> Understood {
    let (field, value) = (event.text("field"), event.inner("value"));
    if field == "message_template_status_update"
        && let Some(state) = template::state(value.text("event"))
    {
        return Understood::TemplateReviewed {
            name: value.text("message_template_name").to_owned(),
            language: value.text("message_template_language").to_owned(),
            state,
            reason: value
                .filled("reason")
                .filter(|reason| *reason != "NONE")
                .map(str::to_owned),
        };
    }
    if field == webhook::PREFERENCES
        && let Some(preference) = value
            .list(webhook::PREFERENCES)
            .find(|preference| preference.text("category") == "marketing_messages")
    {
        return Understood::MarketingConsent {
            from: Sender {
                wa_id: preference.filled("wa_id").and_then(|text| text.parse().ok()),
                bsuid: preference
                    .filled("user_id")
                    .filter(|id| is_bsuid(id))
                    .map(str::to_owned),
            },
            wanted: preference.text("value") != "stop",
        };
    }
    Understood::Nothing {
        raw: field.chars().take(60).collect(),
    }
}

#[cfg(test)]
mod tests {
    use enlace_domain::template::TemplateState;
    use serde_json::json;

    use super::*;
    use crate::meta::understand::understand;

    #[test]
    fn notices_say_what_changed() {
        let reviewed = understand(&json!({ "field": "message_template_status_update", "value": {
            "event": "REJECTED", "message_template_name": "promo", "message_template_language": "pt_BR", "reason": "ABUSIVE_CONTENT" } }));
        assert!(matches!(
            reviewed,
            Ok(Understood::TemplateReviewed {
                state: TemplateState::Rejected,
                ..
            })
        ));
        let warned = understand(&json!({ "field": "message_template_status_update", "value": {
            "event": "FLAGGED", "message_template_name": "promo", "message_template_language": "pt_BR" } }));
        assert!(
            matches!(warned, Ok(Understood::Nothing { .. })),
            "it may be sent as before"
        );
        let stop = understand(&json!({ "field": "user_preferences", "value": { "user_preferences": [
            { "wa_id": "556298765432", "category": "marketing_messages", "value": "stop" }] } }));
        assert!(matches!(stop, Ok(Understood::MarketingConsent { wanted: false, .. })));
        assert!(matches!(
            understand(&json!({ "field": "account_update", "value": {} })),
            Ok(Understood::Nothing { .. })
        ));
    }
}
