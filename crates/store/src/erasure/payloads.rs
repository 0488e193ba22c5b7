//! What providers delivered of a person, word for word, and the work that was given up on it.

use enlace_domain::{OutboxId, PersonId};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Addresses, Person};
use crate::StoreError;

/// The stored events that are a person's.
///
/// Those of their messages, those of `naming` them ([`super::search()`]), and those of which a letter says that they sent
/// them. What somebody else wrote and nobody could take in is not theirs, though it names them: its letter is open, and a
/// person is still to look at it.
///
/// # Errors
/// The database said no.
pub async fn events(
    conn: &mut PgConnection,
    person: &Person,
    addresses: &Addresses,
    naming: &[Uuid],
) -> Result<Vec<Uuid>, StoreError> {
    let events = sqlx::query_scalar!(
        r#"with letters as (
               select case when payload ->> 'inbound_event' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                           then (payload ->> 'inbound_event')::uuid end as event
               from jobs
               -- a channel's id, a colon, and whose it is
               where state = 'dead' and substr(ordering_key, 38) = any($2)),
           theirs as (
               select e.id from messages m
               join inbound_events e on e.channel_id = m.channel_id and e.provider_key = m.provider_message_id
               where m.conversation_id = any($1)
               union
               select e.id from inbound_events e
               where e.id = any($3) and not (e.kind = 'message' and exists (
                   select from jobs j
                   where j.state = 'dead' and j.closed_at is null and j.payload ->> 'inbound_event' = e.id::text
                     and not substr(j.ordering_key, 38) = any($2)))
               union
               select e.id from letters l join inbound_events e on e.id = l.event)
           select id as "id!" from theirs"#,
        &person.conversations,
        &addresses.all,
        naming,
    )
    .fetch_all(conn)
    .await?;
    Ok(events)
}

/// What of a person is still on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnItsWay {
    /// Something that came in and is not taken in, a message whose provider is being asked, or a file that is being fetched.
    pub moves: bool,
    /// Messages that wait to be sent; of those no provider knows.
    pub queued: Vec<OutboxId>,
}

/// Says what of a person is still on its way.
///
/// # Errors
/// The database said no.
pub async fn on_its_way(
    conn: &mut PgConnection,
    person: &Person,
    addresses: &Addresses,
    events: &[Uuid],
) -> Result<OnItsWay, StoreError> {
    let moves = sqlx::query_scalar!(
        r#"select exists (
                   select from inbound_arrivals a
                   where substr(a.ordering_key, 38) = any($4)
                      or exists (select from unnest($2::text[]) address where position(address in a.body::text) > 0))
               or exists (
                   select from jobs j where j.state <> 'dead' and substr(j.ordering_key, 38) = any($4))
               or exists (
                   select from jobs j join unnest($3::uuid[]) event on j.payload ->> 'inbound_event' = event::text
                   where j.state <> 'dead')
               or exists (
                   select from messages m join outbox o on o.message_id = m.id
                   where m.conversation_id = any($1)
                     and (o.state = 'sending' or (o.state = 'in_doubt' and o.undecided_at is null)))
               or exists (
                   select from messages m
                   join media f on f.message_id = m.id and f.state = 'pending'
                   join jobs j on j.payload ->> 'media' = f.id::text and j.state <> 'dead'
                   where m.conversation_id = any($1)) as "moves!""#,
        &person.conversations,
        &addresses.searched,
        events,
        &addresses.all,
    )
    .fetch_one(&mut *conn)
    .await?;
    let queued = sqlx::query_scalar!(
        "select o.id from messages m join outbox o on o.message_id = m.id
         where m.conversation_id = any($1) and o.state = 'queued' order by m.seq",
        &person.conversations
    )
    .fetch_all(conn)
    .await?;
    Ok(OnItsWay {
        moves,
        queued: queued.into_iter().map(OutboxId::from).collect(),
    })
}

/// Blanks events. Their keys stay, so that a repeat changes nothing.
///
/// # Errors
/// The database said no.
pub async fn blank(conn: &mut PgConnection, events: &[Uuid]) -> Result<(), StoreError> {
    sqlx::query!(
        "update inbound_events set body = '{}', corrected_body = null
         where id = any($1) and (body <> '{}' or corrected_body is not null)",
        events
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Closes the letters about a person, so that nothing of them runs again, and takes out of them, and of those closed before,
/// what may name the person. To be called before their files are taken away.
///
/// # Errors
/// The database said no.
pub async fn close_letters(
    conn: &mut PgConnection,
    person: &Person,
    events: &[Uuid],
    by: PersonId,
    reason: &str,
) -> Result<(), StoreError> {
    sqlx::query!(
        "with about as (
             select 'inbound_event' as field, event::text as id from unnest($2::uuid[]) event
             union all
             select 'message', m.id::text from messages m where m.conversation_id = any($1)
             union all
             select 'outbox', o.id::text from messages m join outbox o on o.message_id = m.id
             where m.conversation_id = any($1)
             union all
             select 'media', f.id::text from messages m join media f on f.message_id = m.id
             where m.conversation_id = any($1)),
         closed as (
             update jobs j
             set last_error = '', ordering_key = null, closed_at = coalesce(closed_at, now()),
                 closed_by = coalesce(closed_by, $3), closed_reason = $4
             where j.state = 'dead' and exists (select from about a where j.payload ->> a.field = a.id)
             returning j.id)
         -- and out of the book, what was said of them when one was closed
         update audit_log b set detail = b.detail - 'reason' from closed
         where b.subject_kind = 'dead_letter' and b.action = 'close_letter' and b.detail -> 'job' = to_jsonb(closed.id)",
        &person.conversations,
        events,
        by.get(),
        reason,
    )
    .execute(conn)
    .await?;
    Ok(())
}
