//! Who was online when: an hour a row and person. What can be done in an hour is measured by it.
//!
//! The sums of each hour are kept by the table's triggers (`hours_online`), so that a year is read at once.

use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::{StoreError, insight::Span};

/// The agents of an hour together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HourPresence {
    /// When it began.
    pub hour: OffsetDateTime,
    /// The minutes of each, together.
    pub minutes: i64,
    /// The same, each minute as often as its person might hold conversations.
    pub places: i64,
}

/// An hour of a person's, as it is put in.
#[derive(Clone, Debug)]
pub struct PersonHour {
    /// When it began.
    pub hour: OffsetDateTime,
    /// The e-mail of who was there.
    pub person: String,
    /// 1 to 60.
    pub minutes: i16,
}

/// Notes the agents who have a page open in this minute. A minute counts once, however often it is noted.
///
/// # Errors
/// The database said no.
pub async fn note(conn: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into people_hours as h (hour, person_id, minutes, capacity, noted)
         select date_trunc('hour', now()), id, 1, capacity, date_trunc('minute', now())
         from people where active and role = 'agent' and last_seen_at > now() - interval '60 seconds'
         on conflict (hour, person_id) do update
         set minutes = least(h.minutes + 1, 60), capacity = excluded.capacity, noted = excluded.noted
         where h.noted < excluded.noted"
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The whole hours of a span in which an agent was online, in order.
///
/// # Errors
/// The database said no.
pub async fn hours(conn: &mut PgConnection, span: Span) -> Result<Vec<HourPresence>, StoreError> {
    Ok(sqlx::query_as!(
        HourPresence,
        r#"select hour, minutes, places from hours_online
           where hour >= $1 and hour <= $2::timestamptz - interval '1 hour'
           order by hour"#,
        span.from,
        span.to,
    )
    .fetch_all(conn)
    .await?)
}

/// The first hour that is known whole: the one after that in which the first minute was noted; `None` before any.
///
/// # Errors
/// The database said no.
pub async fn first(conn: &mut PgConnection) -> Result<Option<OffsetDateTime>, StoreError> {
    Ok(
        sqlx::query_scalar!("select min(hour) + interval '1 hour' from people_hours")
            .fetch_one(conn)
            .await?,
    )
}

/// Makes the sums of the hours anew, and says of how many.
///
/// # Errors
/// The database said no.
pub async fn rebuild(conn: &mut PgConnection) -> Result<i32, StoreError> {
    Ok(sqlx::query_scalar!(r#"select hours_online_rebuild() as "hours!""#)
        .fetch_one(conn)
        .await?)
}

/// Puts hours of the past in; those that are known stay as they are.
///
/// # Errors
/// The database said no.
pub async fn insert(conn: &mut PgConnection, hours: &[PersonHour]) -> Result<(), StoreError> {
    let at: Vec<OffsetDateTime> = hours.iter().map(|one| one.hour).collect();
    let people: Vec<String> = hours.iter().map(|one| one.person.clone()).collect();
    let minutes: Vec<i16> = hours.iter().map(|one| one.minutes).collect();
    sqlx::query!(
        "insert into people_hours (hour, person_id, minutes, capacity, noted)
         select o.hour, p.id, o.minutes, p.capacity, o.hour + interval '59 minutes'
         from unnest($1::timestamptz[], $2::text[], $3::smallint[]) as o (hour, person, minutes)
         join people p on p.email = o.person
         on conflict (hour, person_id) do nothing",
        &at,
        &people,
        &minutes,
    )
    .execute(conn)
    .await?;
    Ok(())
}
