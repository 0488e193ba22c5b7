//! Telling the desk how far its messages came.

use std::time::Duration;

use rand::Rng;
use time::OffsetDateTime;
use tokio::sync::OwnedMutexGuard;

use super::{MessageSid, WireStatus, deliver};
use crate::{error::TownError, faults::CallbackFault, ledger::Callback, switchboard::Switchboard};

/// Life's time from acceptance to `sent`, in milliseconds.
const TO_SENT: std::ops::Range<u64> = 120..400;
/// And from there to `delivered`.
const TO_DELIVERED: std::ops::Range<u64> = 250..1_400;
/// In a living town one message in so many has its `delivered` told before its `sent`.
const OUT_OF_ORDER: f64 = 0.02;

/// Tells the steps up to `delivered` (or the failure), then lets the phone ring. `_order` is held until then.
pub(super) async fn follow(
    board: Switchboard,
    sid: MessageSid,
    callback: Callback,
    undelivered: Option<u32>,
    _order: OwnedMutexGuard<()>,
) {
    let last = if undelivered.is_some() {
        WireStatus::Undelivered
    } else {
        WireStatus::Delivered
    };
    let swapped = callback.fault == Some(CallbackFault::Shuffle)
        || (!board.config().quiet && rand::rng().random_bool(OUT_OF_ORDER));
    board.wait(life(TO_SENT)).await;
    if !swapped {
        step(&board, &sid, &callback, WireStatus::Sent, None).await;
    }
    board.wait(life(TO_DELIVERED)).await;
    if board.stop().is_cancelled() {
        return;
    }
    step(&board, &sid, &callback, last, undelivered).await;
    if swapped {
        step(&board, &sid, &callback, WireStatus::Sent, None).await;
    }
    let arrived = board.ledger().find(&sid).and_then(|entry| entry.as_sent());
    if let (None, Some(message)) = (undelivered, arrived) {
        board.ring(message);
    }
}

/// The subscriber opens a message of the desk. Waits until it is delivered.
pub(crate) async fn mark_read(board: &Switchboard, sid: &MessageSid) -> Result<(), TownError> {
    let callback = board.ledger().find(sid).and_then(|entry| entry.callback.clone());
    let callback = callback.ok_or_else(|| TownError::NoSuchMessage(sid.clone()))?;
    let _order = callback.order.lock().await;
    // What never arrived can't be read.
    let arrived = board
        .ledger()
        .find(sid)
        .is_some_and(|entry| entry.record.status == WireStatus::Delivered);
    if arrived {
        step(board, sid, &callback, WireStatus::Read, None).await;
    }
    Ok(())
}

fn life(range: std::ops::Range<u64>) -> Duration {
    Duration::from_millis(rand::rng().random_range(range))
}

/// Writes one step down and tells it, as often as the message's fault wants.
async fn step(board: &Switchboard, sid: &MessageSid, callback: &Callback, status: WireStatus, error: Option<u32>) {
    board.ledger().step(sid, status, error, OffsetDateTime::now_utc());
    let Some(url) = &callback.url else { return };
    let times = match callback.fault {
        Some(CallbackFault::Drop) => 0,
        Some(CallbackFault::Duplicate) => 2,
        Some(CallbackFault::Shuffle) | None => 1,
    };
    if times == 0 {
        board.account().callbacks_dropped += 1;
    }
    let Some(fields) = form(board, sid, status, error) else {
        return;
    };
    for _ in 0..times {
        let taken = deliver::post(board, url, &fields, |_| {}).await.is_ok();
        let mut account = board.account();
        if taken {
            account.callbacks_taken += 1
        } else {
            account.callbacks_lost += 1
        }
    }
}

/// The fields of a callback.
fn form(
    board: &Switchboard,
    sid: &MessageSid,
    status: WireStatus,
    error: Option<u32>,
) -> Option<Vec<(String, String)>> {
    let record = board.ledger().find(sid)?.record.clone();
    let account_sid = &board.config().account_sid;
    let mut form: Vec<(String, String)> = Vec::with_capacity(14);
    let mut put = |name: &str, value: &str| form.push((name.to_owned(), value.to_owned()));
    put("ChannelPrefix", "whatsapp");
    put("ApiVersion", "2010-04-01");
    put("MessageStatus", status.as_str());
    put("SmsStatus", status.as_str());
    put("SmsSid", sid.as_str());
    put("MessageSid", sid.as_str());
    put("From", &record.from);
    put("To", &record.to);
    put("AccountSid", account_sid);
    put(
        "ChannelInstallSid",
        &format!("XE{}", account_sid.get(2..).unwrap_or_default()),
    );
    put("StructuredMessage", "false");
    match status {
        WireStatus::Read => put("EventType", "READ"),
        WireStatus::Delivered => put("EventType", "DELIVERED"),
        WireStatus::Undelivered => put("EventType", "UNDELIVERED"),
        WireStatus::Queued | WireStatus::Accepted | WireStatus::Sent | WireStatus::Received => {}
    }
    if let Some(code) = error {
        put("ErrorCode", &code.to_string());
        put("ChannelStatusMessage", "Message undeliverable");
    }
    Some(form)
}
