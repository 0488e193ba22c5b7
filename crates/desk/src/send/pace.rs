//! The limits of the vendors: a message over one of them waits for its turn, and is not failed.

use std::time::Duration;

use enlace_domain::{ChannelId, ContactId, Pace, Way, view::ChannelLimits};
use enlace_store::{
    channel_health,
    pace::{self, Paced},
};
use sqlx::PgConnection;

use super::again;
use crate::{
    Desk, DeskError, channels,
    pace::{Change, Counted, count},
};

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
    /// Somebody else is to count from now on: that is to be changed once the transaction is rolled back, and then to be
    /// asked again.
    Elsewhere(Change),
}

/// The line of the messages that wait for a channel.
pub(super) enum Line {
    /// In the database.
    Kept(ChannelId, Pace),
    /// In the Redis, which has said how long.
    Told(Duration),
}

/// Counts a message that is about to leave. The last locks of a transaction.
pub(super) async fn take(desk: &Desk, tx: &mut PgConnection, way: &Way, contact: ContactId) -> Result<Turn, DeskError> {
    let (channel, limits) = (way.channel, way.limits);
    let to_contact = (Paced::Pair(channel, contact), Pace::pair(limits.pair_burst));
    let by_channel = (Paced::Channel(channel), of_channel(desk, tx, channel, limits).await);
    match count(desk, tx, to_contact, by_channel).await? {
        None => {}
        Some(Ok(Counted::Through)) => return Ok(Turn::Now),
        Some(Ok(Counted::AfterContact(wait))) => return Ok(Turn::AfterContact(rounded_up(wait))),
        Some(Ok(Counted::InLine(wait))) => return Ok(Turn::InLine(Line::Told(wait))),
        Some(Err(change)) => return Ok(Turn::Elsewhere(change)),
    }
    if let Some(wait) = pace::take(tx, to_contact.0, to_contact.1).await? {
        return Ok(Turn::AfterContact(rounded_up(wait.unsigned_abs())));
    }
    let wait = pace::take(tx, by_channel.0, by_channel.1).await?;
    Ok(if wait.is_some() {
        Turn::InLine(Line::Kept(channel, by_channel.1))
    } else {
        Turn::Now
    })
}

/// The provider wants no message of the channel for so long: all of them wait, not only the one that was refused.
pub(super) async fn hold(
    desk: &Desk,
    tx: &mut PgConnection,
    channel: ChannelId,
    after: Duration,
) -> Result<(), DeskError> {
    let limits = pace::limits(tx, channel).await?;
    let pace = of_channel(desk, tx, channel, limits).await;
    crate::pace::hold(desk, tx, (Paced::Channel(channel), pace), after).await
}

/// The provider asks for less speed, `after` where it says for how long. `attempts`: how often it was asked for the
/// message that met this.
pub(super) async fn slow_down(
    desk: &Desk,
    tx: &mut PgConnection,
    channel: ChannelId,
    after: Option<Duration>,
    attempts: i32,
) -> Result<(), DeskError> {
    let after = match after {
        Some(after) => after,
        None => again::hold(attempts, channel_health::since_success(tx, channel).await?),
    };
    hold(desk, tx, channel, after).await
}

async fn of_channel(desk: &Desk, tx: &mut PgConnection, channel: ChannelId, limits: ChannelLimits) -> Pace {
    Pace::per_second(match limits.per_second {
        Some(limit) => limit,
        None => channels::load_on(desk, tx, channel)
            .await
            .map_or(PER_SECOND, |record| record.channel.abilities().per_second),
    })
}

impl Line {
    /// How long the message that came last waits before it looks again.
    pub(super) async fn stand(&self, desk: &Desk) -> Result<Duration, DeskError> {
        let wait = match self {
            Self::Told(wait) => *wait,
            Self::Kept(channel, pace) => {
                let mut conn = desk.pool().acquire().await?;
                pace::stand_in_line(&mut conn, Paced::Channel(*channel), *pace)
                    .await?
                    .unsigned_abs()
            }
        };
        Ok(rounded_up(wait))
    }
}

/// A job that comes back a moment too early would only be put off again.
fn rounded_up(wait: Duration) -> Duration {
    wait + Duration::from_millis(1)
}
