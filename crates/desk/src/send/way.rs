//! By which number a message leaves: its conversation's own, or one that stands in for it.

use std::time::Duration;

use enlace_domain::{Admission, WaitingFor, Way};
use enlace_store::outbox::{self, Outgoing, Ways};
use serde_json::Value;
use sqlx::PgConnection;

use super::{SentTemplate, circuit, content};
use crate::{Desk, DeskError};

/// What was found for a message.
pub(super) enum Choice {
    /// It may leave by this way; its `extra` there.
    By(Box<Way>, Admission, Value),
    /// Not before this much time, and why.
    Wait(Duration, WaitingFor),
    /// The 24-hour window keeps it from leaving.
    TooLate,
}

/// Chooses for a message that is queued.
///
/// Another number than its own takes over only while the own one's circuit is open or its provider fails too often,
/// where an administrator allows it, where the message may be sent there, and where it was never in doubt: of such a
/// message nobody knows that the first number did not send it.
pub(super) async fn choose(desk: &Desk, tx: &mut PgConnection, outgoing: &Outgoing) -> Result<Choice, DeskError> {
    let Ways { own, others, now } = outbox::ways(tx, outgoing).await?;
    if own.gives_way(now) {
        for other in others.into_iter().filter(|other| other.takes_over(&own, now)) {
            if let Some(extra) = extra_by(desk, tx, outgoing, &other).await? {
                return Ok(Choice::By(Box::new(other), Admission::Go, extra));
            }
        }
    }
    if is_closed(&own, outgoing) {
        return Ok(Choice::TooLate);
    }
    let admission = circuit::admit(tx, &own, now).await?;
    if let Admission::Wait(after) = admission {
        let reason = if own.active {
            WaitingFor::ChannelDown
        } else {
            WaitingFor::ChannelPaused
        };
        return Ok(Choice::Wait(circuit::wait(after), reason));
    }
    let extra = if own.channel == outgoing.home {
        None
    } else {
        extra_by(desk, tx, outgoing, &own).await?
    };
    let extra = extra.unwrap_or_else(|| outgoing.extra.clone());
    Ok(Choice::By(Box::new(own), admission, extra))
}

/// Whether the window there keeps this message from leaving.
pub(super) fn is_closed(way: &Way, outgoing: &Outgoing) -> bool {
    !SentTemplate::is_in(&outgoing.extra) && !way.window.allows_text()
}

/// What the message carries by another number than its conversation's; `None` where it may not be sent there.
async fn extra_by(
    desk: &Desk,
    tx: &mut PgConnection,
    outgoing: &Outgoing,
    way: &Way,
) -> Result<Option<Value>, DeskError> {
    if SentTemplate::is_in(&outgoing.extra) {
        return SentTemplate::elsewhere(tx, way.channel, &outgoing.extra, &outgoing.body).await;
    }
    if !way.window.allows_text() {
        return Ok(None);
    }
    content::elsewhere(desk, tx, outgoing, way.channel).await
}
