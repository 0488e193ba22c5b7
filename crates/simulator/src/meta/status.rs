//! How far a message came, as Meta tells it.

use serde_json::{Value, json};

use super::{ids::user_id, problem::title, update::envelope};
use crate::{ledger::Entry, line::OnLine, message::WireStatus};

/// The body of the webhook; `None` for steps that are not told.
pub(crate) fn status(on: &OnLine, entry: &Entry, status: WireStatus, error: Option<u32>) -> Option<Value> {
    let word = match status {
        WireStatus::Sent => "sent",
        WireStatus::Delivered => "delivered",
        WireStatus::Read => "read",
        WireStatus::Undelivered => "failed",
        WireStatus::Queued | WireStatus::Accepted | WireStatus::Received => return None,
    };
    let record = &entry.record;
    let number = on.board.spelling(&record.number);
    let user = user_id(&number);
    let mut told = json!({
        "id": record.id,
        "status": word,
        "timestamp": record.updated.unix_timestamp().to_string(),
        "recipient_user_id": user,
    });
    let mut contact = json!({ "profile": { "name": "" }, "user_id": user });
    if !on.line.hides_number(&number) {
        told["recipient_id"] = json!(number);
        contact["wa_id"] = json!(number);
    }
    if let Some(reference) = &entry.content.reference {
        told["biz_opaque_callback_data"] = json!(reference);
    }
    // A failed message has no price and no contact.
    let Some(code) = error else {
        let category = if entry.content.template.is_some() {
            "utility"
        } else {
            "service"
        };
        told["pricing"] = json!({ "billable": true, "pricing_model": "PMP", "type": "regular", "category": category });
        return Some(envelope(on, &json!({ "contacts": [contact], "statuses": [told] })));
    };
    told["errors"] = json!([{
        "code": code,
        "title": title(code),
        "message": title(code),
        "error_data": { "details": details(code) },
        "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
    }]);
    Some(envelope(on, &json!({ "statuses": [told] })))
}

const fn details(code: u32) -> &'static str {
    match code {
        131_047 => {
            "Message failed to send because more than 24 hours have passed since the customer last replied to this \
             number."
        }
        131_053 => "Unable to upload the media used in the message.",
        _ => "Message failed to send.",
    }
}
