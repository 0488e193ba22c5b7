//! The envelope of every webhook.

use std::sync::Arc;

use serde_json::{Value, json};
use time::OffsetDateTime;

use super::ids::{account, user_id};
use crate::{
    deliver::Call,
    line::OnLine,
    message::MessageId,
    templates::{LANGUAGE, TEMPLATES},
};

/// One update: `rest` are the fields of its value beside product and number.
pub(super) fn envelope(on: &OnLine, rest: &Value) -> Value {
    let (phone_number_id, waba_id) = account(on);
    let mut value = json!({
        "messaging_product": "whatsapp",
        "metadata": {
            "display_phone_number": &on.line.config.business_number.as_str()[1..],
            "phone_number_id": phone_number_id,
        },
    });
    if let (Some(value), Some(rest)) = (value.as_object_mut(), rest.as_object()) {
        value.extend(rest.clone());
    }
    json!({
        "object": "whatsapp_business_account",
        "entry": [{ "id": waba_id, "changes": [{ "field": "messages", "value": value }] }],
    })
}

/// The news that somebody of the business wrote to this number on the phone itself.
pub(crate) fn written_on_phone(on: &OnLine, id: &MessageId, to: &str, text: &str) -> Value {
    echo(on, id, to, "text", &json!({ "body": text }))
}

/// The news that they took a message back there.
pub(crate) fn taken_back_on_phone(on: &OnLine, id: &MessageId, to: &str, original: &MessageId) -> Value {
    echo(on, id, to, "revoke", &json!({ "original_message_id": original }))
}

fn echo(on: &OnLine, id: &MessageId, to: &str, kind: &str, content: &Value) -> Value {
    let mut echo = json!({
        "from": &on.line.config.business_number.as_str()[1..],
        "to": to,
        "id": id,
        "timestamp": OffsetDateTime::now_utc().unix_timestamp().to_string(),
        "type": kind,
    });
    echo[kind] = content.clone();
    let mut update = envelope(on, &json!({ "message_echoes": [echo] }));
    update["entry"][0]["changes"][0]["field"] = json!("smb_message_echoes");
    update
}

/// The news that the review of a template has a new outcome, as `APPROVED`, `REJECTED`, `PAUSED` or `DISABLED`; `None`
/// where no template has this name.
pub(crate) fn template_status(on: &OnLine, name: &str, event: &str, reason: Option<&str>) -> Option<Value> {
    let template = TEMPLATES.iter().find(|template| template.name == name)?;
    let (_, waba_id) = account(on);
    let value = json!({
        "event": event,
        "message_template_id": template.id.parse::<u64>().ok()?,
        "message_template_name": name,
        "message_template_language": LANGUAGE,
        "message_template_category": template.category,
        "reason": reason.unwrap_or("NONE"),
    });
    let change = json!({ "field": "message_template_status_update", "value": value });
    let now = OffsetDateTime::now_utc().unix_timestamp();
    Some(json!({
        "object": "whatsapp_business_account",
        "entry": [{ "id": waba_id, "time": now, "changes": [change] }],
    }))
}

/// The news that somebody has another number, and another id with it; of somebody whose number is hidden, of the id alone.
/// `id` is the message's.
pub(crate) fn number_change(on: &OnLine, id: &MessageId, from: &str, to: &str) -> Value {
    let mut system = json!({ "user_id": user_id(to), "previous_user_id": user_id(from) });
    let mut message = json!({
        "id": id,
        "timestamp": OffsetDateTime::now_utc().unix_timestamp().to_string(),
        "type": "system",
    });
    if on.line.hides_number(from) {
        system["type"] = json!("user_changed_user_id");
        system["body"] = json!("User changed their user id");
    } else {
        system["type"] = json!("user_changed_number");
        system["body"] = json!(format!("User changed from {from} to {to}"));
        system["wa_id"] = json!(to);
        message["from"] = json!(from);
    }
    message["system"] = system;
    envelope(on, &json!({ "messages": [message] }))
}

/// The news whether somebody wants advertising.
pub(crate) fn marketing_wish(on: &OnLine, number: &str, wanted: bool) -> Value {
    let (_, waba_id) = account(on);
    let now = OffsetDateTime::now_utc().unix_timestamp();
    let wish = json!({
        "wa_id": number,
        "detail": if wanted { "User requested to resume marketing messages" } else { "User requested to stop marketing messages" },
        "category": "marketing_messages",
        "value": if wanted { "resume" } else { "stop" },
        "timestamp": now,
    });
    let change = json!({ "field": "user_preferences", "value": { "user_preferences": [wish] } });
    json!({
        "object": "whatsapp_business_account",
        "entry": [{ "id": waba_id, "time": now, "changes": [change] }],
    })
}

/// Several updates of one account as one; `None` where they are not Meta's.
pub(crate) fn batch(calls: &[Arc<Call>]) -> Option<Value> {
    let mut changes = Vec::with_capacity(calls.len());
    let mut whole: Option<Value> = None;
    for call in calls {
        let Call::Json(update) = &**call else { return None };
        let own = update.pointer("/entry/0/changes")?.as_array()?;
        changes.extend(own.iter().cloned());
        whole.get_or_insert_with(|| update.clone());
    }
    let mut whole = whole?;
    *whole.pointer_mut("/entry/0/changes")? = Value::Array(changes);
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_metas_updates_are_told_together() {
        let update = |id: u32| {
            Arc::new(Call::Json(
                json!({ "object": "whatsapp_business_account", "entry": [{ "id": "1", "changes": [{ "n": id }] }] }),
            ))
        };
        let both = batch(&[update(1), update(2)]).unwrap();
        assert_eq!(
            both["entry"],
            json!([{ "id": "1", "changes": [{ "n": 1 }, { "n": 2 }] }])
        );
        assert_eq!(batch(&[Arc::new(Call::Form(Vec::new()))]), None);
        assert_eq!(batch(&[Arc::new(Call::Json(json!({ "type": "message" })))]), None);
        assert_eq!(batch(&[]), None);
    }
}
