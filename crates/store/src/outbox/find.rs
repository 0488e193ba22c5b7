//! Finding rows: that of a message, and those that nobody works on.

use enlace_domain::{ConversationId, Direction, MessageId, OutboxId, PersonId};
use sqlx::PgConnection;

use crate::StoreError;

/// The row of a message, with its thread, for a retry.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn of_message(conn: &mut PgConnection, message: MessageId) -> Result<Option<Sent>, StoreError> {
    sqlx::query!(
        "select o.id, m.conversation_id, m.direction, m.author_person_id
         from outbox o join messages m on m.id = o.message_id where m.id = $1",
        message.get()
    )
    .fetch_optional(conn)
    .await?
    .map(|row| {
        Ok(Sent {
            id: row.id.into(),
            conversation: row.conversation_id.into(),
            direction: row
                .direction
                .parse()
                .map_err(|error| StoreError::corrupt("direction")(&error))?,
            author: row.author_person_id.map(PersonId::from),
        })
    })
    .transpose()
}

/// Whose a message in the outbox is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Its row.
    pub id: OutboxId,
    /// Its thread.
    pub conversation: ConversationId,
    /// Always outbound; read to be sure.
    pub direction: Direction,
    /// Who wrote it; `None` for automation.
    pub author: Option<PersonId>,
}

/// Rows that nobody works on: queued or sending for longer than `minutes`, with no job of the given names for them, and
/// none among the dead that a person is still to look at.
///
/// # Errors
/// The database said no.
pub async fn forgotten(
    conn: &mut PgConnection,
    minutes: i32,
    job_names: &[&str],
    limit: i64,
) -> Result<Vec<OutboxId>, StoreError> {
    let ids = sqlx::query_scalar!(
        "select o.id from outbox o
         where o.state in ('queued', 'sending', 'in_doubt') and o.updated_at < now() - make_interval(mins => $1)
           -- of these a person is asked; no job can tell
           and o.undecided_at is null
           and not exists (
               select 1 from jobs j
               where j.name = any($2) and j.closed_at is null and j.payload ->> 'outbox' = o.id::text)
         order by o.updated_at limit $3",
        minutes,
        job_names as _,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(OutboxId::from).collect())
}
