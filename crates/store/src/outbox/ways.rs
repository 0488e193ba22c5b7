//! The ways a message may leave by, in one reading: all messages pass here.

use enlace_domain::{ChannelId, Circuit, Way, Window};
use sqlx::PgConnection;
use time::OffsetDateTime;

use super::Outgoing;
use crate::{StoreError, channel_health::count, pace::read_limits};

/// The ways of one message.
#[derive(Clone, Debug)]
pub struct Ways {
    /// Its own.
    pub own: Way,
    /// The others, in the order in which they are tried; read only where the own one fails and may be replaced.
    pub others: Vec<Way>,
    /// The database's clock, the same for all processes.
    pub now: OffsetDateTime,
}

/// The ways of a message: first its thread's channel, or, for one that was ever in doubt, the channel it left by, and no
/// other.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn ways(conn: &mut PgConnection, outgoing: &Outgoing) -> Result<Ways, StoreError> {
    let own = if outgoing.doubted {
        outgoing.channel
    } else {
        outgoing.home
    };
    let rows = sqlx::query!(
        r#"select c.id as "id!", c.active as "active!", c.may_switch as "may_switch!", c.has_window as "has_window!",
                  c.per_second, c.pair_burst as "pair_burst!", coalesce(h.failures, 0) as "failures!",
                  coalesce(h.openings, 0) as "openings!", h.retry_at, coalesce(h.strain, 0) as "strain!",
                  h.strained_until, clock_timestamp() as "now!",
                  greatest((select max(o.last_inbound_at) from conversations o
                            where o.contact_id = $3 and o.channel_id = c.id),
                           (select d.last_inbound_at from detours d
                            where d.contact_id = $3 and d.channel_id = c.id)) as last_inbound_at
           from channels c left join channel_health h on h.channel_id = c.id
           where c.id = $1
              or (not $2 and exists (select from channels own join channel_health failing on failing.channel_id = own.id
                                     where own.id = $1 and own.may_switch
                                         and (failing.retry_at is not null
                                              or failing.strained_until > clock_timestamp())))
           order by c.id <> $1, c.rank, c.name, c.id"#,
        own.get(),
        outgoing.doubted,
        outgoing.contact.get(),
    )
    .fetch_all(conn)
    .await?;
    let mut now = None;
    let mut ways = Vec::with_capacity(rows.len());
    for row in rows {
        now = now.or(Some(row.now));
        ways.push(Way {
            channel: ChannelId::from(row.id),
            active: row.active,
            may_switch: row.may_switch,
            circuit: Circuit {
                failures: count(row.failures)?,
                openings: count(row.openings)?,
                retry_at: row.retry_at,
                strain: count(row.strain)?,
                strained_until: row.strained_until,
            },
            window: if row.has_window {
                Window::after(row.last_inbound_at, row.now)
            } else {
                Window::NotNeeded
            },
            limits: read_limits(row.per_second, row.pair_burst)?,
        });
    }
    let mut ways = ways.into_iter();
    match (ways.next(), now) {
        (Some(own), Some(now)) => Ok(Ways {
            own,
            others: ways.collect(),
            now,
        }),
        _ => Err(StoreError::corrupt("outbox channel")(&own)),
    }
}
