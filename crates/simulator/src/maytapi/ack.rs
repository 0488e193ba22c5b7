//! How far messages came, and how the phone is.

use serde_json::{Value, json};

use super::ids::chat;
use crate::{
    line::MaytapiConfig,
    message::{MessageId, Record, WireStatus},
};

/// The body of the webhook; `None` for steps that Maytapi does not tell. Its `delivered` means the servers, its
/// `reached` the phone.
pub(crate) fn ack(account: &MaytapiConfig, record: &Record, status: WireStatus) -> Option<Value> {
    let (code, word) = match status {
        WireStatus::Sent => (1, "delivered"),
        WireStatus::Delivered => (2, "reached"),
        WireStatus::Read => (3, "seen"),
        WireStatus::Queued | WireStatus::Accepted | WireStatus::Undelivered | WireStatus::Received => return None,
    };
    let at = record.updated.unix_timestamp();
    Some(acks(account, (code, word), &record.number, &record.id, at))
}

/// A message that was taken back.
pub(super) fn deleted(account: &MaytapiConfig, number: &str, id: &MessageId, at: i64) -> Value {
    acks(account, (5, "deleted"), number, id, at)
}

fn acks(account: &MaytapiConfig, (code, word): (u8, &str), number: &str, id: &MessageId, at: i64) -> Value {
    json!({
        "type": "ack",
        "product_id": account.product_id,
        "phone_id": account.phone_id,
        "data": [{ "ackType": word, "ackCode": code, "chatId": chat(number), "msgId": id, "time": at }],
    })
}

/// The body of the webhook of how the phone is: `active`, `qr-code`, `phone-error`, `idle`, `loading`, `disabled`.
pub(crate) fn phone_status(account: &MaytapiConfig, status: &str) -> Value {
    json!({ "type": "status", "pid": account.product_id, "phone_id": account.phone_id, "status": status })
}
