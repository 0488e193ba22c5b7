//! Updates of Meta's that can't be read: each is kept as the post that would bring it alone.

use serde_json::json;

use super::person::contact_of;
use crate::{InboundEvent, WebhookError, fields::Fields, unreadable};

pub(super) const NO_ID: WebhookError = WebhookError::Field {
    field: "id",
    allowed: "the message's id: at most 256 letters, digits and signs, no blanks",
};

pub(super) const NO_SENDER: WebhookError = WebhookError::Field {
    field: "from",
    allowed: "the sender's number, or from_user_id with the sender's id",
};

pub(super) const NO_RECIPIENT: WebhookError = WebhookError::Field {
    field: "to",
    allowed: "the number that it was written to, or to_user_id with the person's id",
};

pub(super) const NO_STEP: WebhookError = WebhookError::Field {
    field: "status",
    allowed: "a word like delivered; at most 40 letters",
};

/// An update that can't be read, as the post that would bring it alone, with what places it and names its sender.
pub(super) fn kept(
    entry: Fields<'_>,
    change: Fields<'_>,
    (list, update): (&'static str, Fields<'_>),
    why: WebhookError,
) -> InboundEvent {
    let value = change.inner("value");
    let number = value.inner("metadata").id("phone_number_id");
    let alone = json!({
        "metadata": number.map(|number| json!({ "phone_number_id": number })),
        "contacts": Vec::from_iter(contact_of(value, update).map(Fields::to_value)),
        list: [update.to_value()],
    });
    let change = json!({ "field": change.inner("field").to_value(), "value": alone });
    let entry = json!({ "id": entry.inner("id").to_value(), "changes": [change] });
    unreadable::event(json!({ "entry": [entry] }).to_string().as_bytes(), why)
}

#[cfg(test)]
mod tests {
    use super::{
        super::{ours::Ours, webhook::read},
        *,
    };
    use crate::EventKind;

    const OURS: Ours<'_> = Ours {
        phone_number_id: Some("1122"),
        waba_id: Some("9988"),
        named_only: false,
    };

    #[test]
    fn what_cannot_be_read_is_kept_as_a_post_of_its_own() {
        let post = json!({
            "metadata": { "phone_number_id": "1122" },
            "contacts": [{ "profile": { "name": "Ana" } }],
            "messages": [{ "id": "wamid.1", "type": "text", "text": { "body": "oi" } }],
            "statuses": [{ "id": "wamid.9", "status": "READ!" }],
        });
        let entry = json!({ "id": "9988", "changes": [{ "field": "messages", "value": post }] });
        let post = json!({ "entry": [entry] }).to_string();
        let events = read(OURS, post.as_bytes()).unwrap();
        let whys: Vec<_> = events.iter().map(|event| event.kind.clone()).collect();
        assert_eq!(
            whys,
            [
                EventKind::Unreadable { why: NO_SENDER },
                EventKind::Unreadable { why: NO_STEP }
            ]
        );
        let post = unreadable::post(&events[0].body).unwrap();
        assert!(
            post.contains("wamid.1") && post.contains("Ana") && !post.contains("wamid.9"),
            "{post}"
        );
        // still wrong it is itself; mended it has the key that it would have had
        assert_eq!(read(OURS, post.as_bytes()).unwrap(), events[..1]);
        let mended = post.replace(r#""type":"text""#, r#""type":"text","from":"556298765432""#);
        assert_eq!(read(OURS, mended.as_bytes()).unwrap()[0].key, "wamid.1");
    }
}
