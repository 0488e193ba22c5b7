//! The limits of the vendors: a message over one of them waits for its turn, and is not failed.

use std::time::Duration;

use enlace_domain::{ChannelId, ContactId, Pace, Way};
use enlace_store::pace::{self, Paced};
use sqlx::PgConnection;

use crate::{Desk, DeskError, channels};

/// What a channel may send in a second as long as its settings can't be read.
const PER_SECOND: u32 = 80;

/// Whether a message may leave by the channel now.
pub(super) enum Turn {
    /// It may, and was counted.
    Now,
    /// Not before this much time: the contact was sent enough.
    AfterContact(Duration),
    /// The channel sends as fast as it may. When to look again is to be asked with [`Line::stand`], once the
    /// transaction is rolled back.
    InLine(Line),
}

/// The line of the messages that wait for a channel.
pub(super) struct Line {
    channel: ChannelId,
    pace: Pace,
}

/// Counts a message that is about to leave. The last locks of a transaction.
pub(super) async fn take(desk: &Desk, tx: &mut PgConnection, way: &Way, contact: ContactId) -> Result<Turn, DeskError> {
    let (channel, limits) = (way.channel, way.limits);
    let per_second = match limits.per_second {
        Some(limit) => limit,
        None => channels::load_on(desk, tx, channel)
            .await
            .map_or(PER_SECOND, |record| record.channel.abilities().per_second),
    };
    let pair = Pace::pair(limits.pair_burst);
    if let Some(wait) = pace::take(tx, Paced::Pair(channel, contact), pair).await? {
        return Ok(Turn::AfterContact(rounded_up(wait)));
    }
    let line = Line {
        channel,
        pace: Pace::per_second(per_second),
    };
    let wait = pace::take(tx, Paced::Channel(channel), line.pace).await?;
    Ok(if wait.is_some() { Turn::InLine(line) } else { Turn::Now })
}

impl Line {
    /// How long the message that came last waits before it looks again.
    pub(super) async fn stand(&self, desk: &Desk) -> Result<Duration, DeskError> {
        let mut conn = desk.pool().acquire().await?;
        let wait = pace::stand_in_line(&mut conn, Paced::Channel(self.channel), self.pace).await?;
        Ok(rounded_up(wait))
    }
}

/// A job that comes back a moment too early would only be put off again.
fn rounded_up(wait: time::Duration) -> Duration {
    wait.unsigned_abs() + Duration::from_millis(1)
}
