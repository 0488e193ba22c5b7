//! Telling the desk how far its messages came.

use std::time::Duration;

use rand::Rng;
use time::OffsetDateTime;
use tokio::sync::OwnedMutexGuard;

use crate::{
    deliver,
    error::TownError,
    faults::CallbackFault,
    fetch,
    ledger::Callback,
    line::OnLine,
    message::{MessageId, WireStatus},
    switchboard::Switchboard,
    vendor,
};

/// Life's time from acceptance to `sent`, in milliseconds.
const TO_SENT: std::ops::Range<u64> = 120..400;
/// And from there to `delivered`.
const TO_DELIVERED: std::ops::Range<u64> = 250..1_400;
/// In a living town one message in so many has its `delivered` told before its `sent`.
const OUT_OF_ORDER: f64 = 0.02;

/// Fetches the files, tells the steps up to `delivered` (or the failure), then lets the phone ring. `_order` is held
/// until then.
pub(crate) async fn follow(
    on: OnLine,
    id: MessageId,
    callback: Callback,
    give_up: Option<u32>,
    _order: OwnedMutexGuard<()>,
) {
    let board = &on.board;
    let unfetched = fetch::all(&on, &id, &callback.sources).await;
    let give_up = give_up.or(unfetched);
    let last = if give_up.is_some() {
        WireStatus::Undelivered
    } else {
        WireStatus::Delivered
    };
    let swapped = callback.fault == Some(CallbackFault::Shuffle)
        || (!board.config().quiet && rand::rng().random_bool(OUT_OF_ORDER));
    let says_sent = give_up.is_none() || vendor::says_sent_before_giving_up(&on.line.config.vendor);
    board.wait(life(TO_SENT)).await;
    if says_sent && !swapped {
        step(&on, &id, &callback, WireStatus::Sent, None).await;
    }
    board.wait(life(TO_DELIVERED)).await;
    if board.stop().is_cancelled() {
        return;
    }
    step(&on, &id, &callback, last, give_up).await;
    if says_sent && swapped {
        step(&on, &id, &callback, WireStatus::Sent, None).await;
    }
    let arrived = board.ledger().find(&id).and_then(|entry| entry.as_sent());
    if let (None, Some(message)) = (give_up, arrived) {
        board.ring(message);
    }
}

/// The subscriber opens a message of the desk. Waits until it is delivered.
pub(crate) async fn mark_read(board: &Switchboard, id: &MessageId) -> Result<(), TownError> {
    let missing = || TownError::NoSuchMessage(id.clone());
    let callback = board.ledger().find(id).and_then(|entry| entry.callback.clone());
    let callback = callback.ok_or_else(missing)?;
    let on = board.line_of(id).ok_or_else(missing)?;
    let _order = callback.order.lock().await;
    // What never arrived can't be read.
    let arrived = board
        .ledger()
        .find(id)
        .is_some_and(|entry| entry.record.status == WireStatus::Delivered);
    if arrived {
        step(&on, id, &callback, WireStatus::Read, None).await;
    }
    Ok(())
}

fn life(range: std::ops::Range<u64>) -> Duration {
    Duration::from_millis(rand::rng().random_range(range))
}

/// Writes one step down and tells it, as often and as late as the message's fault wants.
async fn step(on: &OnLine, id: &MessageId, callback: &Callback, status: WireStatus, error: Option<u32>) {
    on.board.ledger().step(id, status, error, OffsetDateTime::now_utc());
    let told = on
        .board
        .ledger()
        .find(id)
        .and_then(|entry| vendor::step(on, entry, status, error));
    let Some((url, call)) = told else { return };
    let times = match callback.fault {
        Some(CallbackFault::Drop) => 0,
        Some(CallbackFault::Duplicate) => 2,
        Some(CallbackFault::Late { seconds }) => {
            on.board.wait(Duration::from_secs(seconds.into())).await;
            1
        }
        Some(CallbackFault::Shuffle) | None => 1,
    };
    if times == 0 {
        on.board.account().callbacks_dropped += 1;
    }
    for _ in 0..times {
        let taken = deliver::post(on, &url, &call, |_| {}).await.is_ok();
        let mut account = on.board.account();
        if taken {
            account.callbacks_taken += 1
        } else {
            account.callbacks_lost += 1
        }
    }
}
