//! A message that the provider took and then reports as failed. Where the message is not at fault it is sent again: nothing
//! of it arrived, and the provider has said so.

use std::time::Duration;

use enlace_domain::{Admission, ChannelId, MessageId};
use enlace_store::outbox;
use enlace_whatsapp::SendError;
use sqlx::PgConnection;

use super::{circuit, pace, queue::queue_again_after};
use crate::{Desk, DeskError};

/// So often a message is asked for in all before a report of its failure is the last word: a provider that takes what it
/// can't send would be asked for ever.
const ATTEMPTS: i32 = 4;
/// How long it waits where the report names no time.
const PAUSE: Duration = Duration::from_secs(10);

/// Queues the message once more where the failure says that it may leave later, and tells the channel's circuit what it
/// says of the channel. Returns whether it was queued.
pub(crate) async fn given_back(
    desk: &Desk,
    tx: &mut PgConnection,
    channel: ChannelId,
    message: MessageId,
    error: &SendError,
) -> Result<bool, DeskError> {
    let Some(sent) = outbox::of_message(tx, message).await? else {
        return Ok(false);
    };
    let outgoing = outbox::lock(tx, sent.id).await?;
    let again = outgoing.filter(|outgoing| error.spares_the_message() && outgoing.attempts < ATTEMPTS);
    if let Some(outgoing) = &again {
        queue_again_after(tx, outgoing, error.retry_after().unwrap_or(PAUSE)).await?;
        metrics::counter!("enlace_given_back_total", "class" => error.class()).increment(1);
    }
    match error {
        // of all others the channel had said that it takes messages
        SendError::Account { .. } => {
            circuit::note(tx, channel, Admission::Go, &Err::<(), _>(error.clone())).await?;
        }
        SendError::RateLimited { this_pair: false, .. } => {
            pace::hold(desk, tx, channel, error.retry_after().unwrap_or(PAUSE)).await?;
        }
        _ => {}
    }
    Ok(again.is_some())
}
