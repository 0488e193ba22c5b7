//! Looking through what providers delivered for the addresses of a person. That takes seconds where much came, so it is done
//! before anything is locked, and under the locks only what came since is looked through.

use enlace_domain::ConversationId;
use sqlx::PgConnection;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{Addresses, addresses::of, person::members};
use crate::StoreError;

/// What came so long before the first search is looked through in the second one, too: ids are given by the clocks of
/// whoever receives, and what is stored later may be older.
const OVERLAP: Duration = Duration::minutes(5);

/// What was found before anything was locked. No `Debug`: it may reach a log.
pub struct Search {
    addresses: Addresses,
    events: Vec<Uuid>,
    at: OffsetDateTime,
}

/// Looks through everything that is kept for the addresses of the person behind a conversation; `None` where there is no
/// such conversation. Locks nothing.
///
/// # Errors
/// The database said no.
pub async fn search(conn: &mut PgConnection, conversation: ConversationId) -> Result<Option<Search>, StoreError> {
    let Some((_, contacts)) = members(conn, conversation).await? else {
        return Ok(None);
    };
    let at = sqlx::query_scalar!(r#"select now() as "now!""#)
        .fetch_one(&mut *conn)
        .await?;
    let addresses = of(conn, &contacts).await?;
    let events = naming(conn, &addresses, OffsetDateTime::UNIX_EPOCH).await?;
    Ok(Some(Search { addresses, events, at }))
}

/// The events that name a locked person: those found before and what came since. Where the person has other addresses
/// than before, everything is looked through again.
///
/// # Errors
/// The database said no.
pub async fn search_again(
    conn: &mut PgConnection,
    addresses: &Addresses,
    before: &Search,
) -> Result<Vec<Uuid>, StoreError> {
    if before.addresses != *addresses {
        return naming(conn, addresses, OffsetDateTime::UNIX_EPOCH).await;
    }
    let mut events = naming(conn, addresses, before.at - OVERLAP).await?;
    events.extend(&before.events);
    Ok(events)
}

/// What came since then and names one of the addresses, also what is not let in yet. What was blanked long ago is not
/// looked through.
async fn naming(
    conn: &mut PgConnection,
    addresses: &Addresses,
    since: OffsetDateTime,
) -> Result<Vec<Uuid>, StoreError> {
    let patterns: Vec<String> = addresses.searched.iter().map(|address| pattern(address)).collect();
    if patterns.is_empty() {
        return Ok(Vec::new());
    }
    let events = sqlx::query_scalar!(
        r#"select e.id as "id!" from inbound_events e
           -- made text once an event, not once an address
           cross join lateral (select concat_ws(' ', e.body, e.corrected_body) as words offset 0) said
           where e.id > greatest((select until from inbound_blanked),
                     -- an id of version 7 begins with the milliseconds
                     rpad(lpad(to_hex((extract(epoch from $2::timestamptz) * 1000)::bigint), 12, '0'), 32, '0')::uuid)
             and said.words like any ($1::text[])
           union
           select e.id from inbound_kept k
           join inbound_events e on e.id = k.event_id
           cross join lateral (select concat_ws(' ', e.body, e.corrected_body) as words offset 0) said
           where said.words like any ($1::text[])
           union
           select a.id from inbound_arrivals a
           cross join lateral (select a.body::text as words offset 0) said
           where said.words like any ($1::text[])"#,
        &patterns,
        since,
    )
    .fetch_all(conn)
    .await?;
    Ok(events)
}

/// What is `like` whatever holds the address.
fn pattern(address: &str) -> String {
    let plain = address.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    format!("%{plain}%")
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn an_address_stands_for_itself_alone() {
        assert_eq!(pattern("5562998765432"), "%5562998765432%");
        assert_eq!(pattern(r"BR.15_0%2\1"), r"%BR.15\_0\%2\\1%");
    }
}
