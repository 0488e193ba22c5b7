//! What the manager's figures are made of.
//!
//! Facts of conversations and their sums by day and hour, which `migrations/0039_insight_facts.sql` defines. What each
//! figure means is in `docs/METRICS.md`; days and hours are Brasília's, which has had no summer time since 2019.

mod at_work;
mod behind;
mod choices;
mod contracts;
mod facts;
mod keep;
mod said;
mod sums;
mod technical;
mod volume;
mod worked;

pub use at_work::{AtWork, HourFlow, at_work};
pub use behind::{behind, behind_rows};
pub use choices::choices;
pub use contracts::{contracts, leavers};
pub use facts::{Asked, Edition, Fact, edition, facts_since};
pub use keep::{count_changes, rebuild};
pub use sums::{Happened, Sum, overdue, step_of, steps, sums};
pub use technical::{FaultCount, Repairs, faults, repairs};
pub use volume::{HourVolume, volume};
pub use worked::{Worked, now, worked};

use sqlx::PgConnection;
use time::{Date, OffsetDateTime, UtcOffset, macros::offset};

use crate::StoreError;

/// Where days begin.
pub const BRASILIA: UtcOffset = offset!(-3);

/// A span of time, its end not in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// From.
    pub from: OffsetDateTime,
    /// To.
    pub to: OffsetDateTime,
}

/// Today, the hour and the moment, by the database's clock.
#[derive(Clone, Copy, Debug)]
pub struct Today {
    /// The moment.
    pub at: OffsetDateTime,
    /// The day.
    pub day: Date,
    /// 0 to 23.
    pub hour: i32,
    /// When the day began.
    pub began: OffsetDateTime,
}

/// What day it is.
///
/// # Errors
/// The database said no.
pub async fn today(conn: &mut PgConnection) -> Result<Today, StoreError> {
    Ok(sqlx::query_as!(
        Today,
        r#"select now() as "at!", (now() at time zone 'America/Sao_Paulo')::date as "day!",
                  extract(hour from now() at time zone 'America/Sao_Paulo')::int as "hour!",
                  date_trunc('day', now(), 'America/Sao_Paulo') as "began!""#
    )
    .fetch_one(conn)
    .await?)
}

/// When the first conversation was opened; `None` before any.
///
/// # Errors
/// The database said no.
pub async fn first(conn: &mut PgConnection) -> Result<Option<OffsetDateTime>, StoreError> {
    Ok(sqlx::query_scalar!("select min(opened_at) from insight_facts")
        .fetch_one(conn)
        .await?)
}
