//! A message that the provider took and then reports as failed. Where the message is not at fault it is sent again: nothing
//! of it arrived, and the provider has said so.

use std::time::Duration;

use enlace_domain::{Admission, ChannelId, MessageId};
use enlace_store::outbox::{self, Outgoing};
use enlace_whatsapp::SendError;
use sqlx::PgConnection;

use super::{
    again::{doubled, held_up_by},
    circuit, pace,
    queue::queue_again_after,
};
use crate::{Desk, DeskError};

/// So often a provider may take a message before a report of its failure is the last word: one that takes what it can't
/// send would be asked for ever.
const TAKEN: i64 = 4;
/// How long it waits where the report names no time.
const PAUSE: Duration = Duration::from_secs(10);
/// The longest, where a limit or the account is to blame: those may last for a day.
const LONGEST_PAUSE: Duration = Duration::from_secs(15 * 60);

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
    let mut again = outbox::lock(tx, sent.id).await?;
    if let Some(outgoing) = &again
        && !may_leave_again(tx, outgoing, error).await?
    {
        again = None;
    }
    if let Some(outgoing) = &again {
        // not by its attempts: others may have failed for other reasons
        let taken = outbox::times_taken(tx, outgoing.message).await?;
        queue_again_after(tx, outgoing, pause(error, taken)).await?;
        outbox::note_wait(tx, outgoing.id, outgoing.conversation, held_up_by(error)).await?;
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

/// Whether the message waits and leaves by itself: as long as it takes where a limit or the account is to blame, until
/// its window closes; else until the provider took it often enough.
async fn may_leave_again(tx: &mut PgConnection, outgoing: &Outgoing, error: &SendError) -> Result<bool, DeskError> {
    if will_pass(error) {
        return Ok(true);
    }
    Ok(error.spares_the_message() && outbox::times_taken(tx, outgoing.message).await? < TAKEN)
}

/// Whether it passes by itself or is mended by somebody, and says nothing of the message.
const fn will_pass(error: &SendError) -> bool {
    matches!(error, SendError::RateLimited { .. } | SendError::Account { .. })
}

/// How long it waits after the provider took it so often, from 1.
fn pause(error: &SendError, taken: i64) -> Duration {
    let pause = if will_pass(error) {
        doubled(PAUSE, LONGEST_PAUSE, i32::try_from(taken).unwrap_or(i32::MAX))
    } else {
        PAUSE
    };
    error.retry_after().unwrap_or(pause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_that_lasts_is_asked_for_less_and_less() {
        let limited = |after| SendError::RateLimited {
            after,
            this_pair: false,
        };
        let pauses = [1, 2, 3, 7, 8].map(|taken| pause(&limited(None), taken).as_secs());
        assert_eq!(pauses, [10, 20, 40, 640, 900]);
        let hour = Duration::from_secs(3600);
        assert_eq!(pause(&limited(Some(hour)), 1), hour);
        let trouble = SendError::RetryLater {
            after: None,
            why: "HTTP 503".to_owned(),
        };
        assert_eq!(pause(&trouble, 8), PAUSE);
    }
}
