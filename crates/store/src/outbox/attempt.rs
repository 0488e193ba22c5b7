//! What happens to a row: the provider is asked, answers, reports, or is to be asked again.

use enlace_domain::{ChannelId, MessageId, OutboxId};
use sqlx::PgConnection;

use super::{OutboxState, Outgoing};
use crate::{StoreError, violates};

/// Writes down that the provider is about to be asked. Returns the number of this attempt, from 1.
///
/// # Errors
/// The database said no.
pub async fn begin_attempt(conn: &mut PgConnection, id: OutboxId) -> Result<i32, StoreError> {
    let attempt = sqlx::query_scalar!(
        "update outbox set state = 'sending', attempts = attempts + 1, attempted_at = now(), updated_at = now()
         where id = $1 returning attempts",
        id.get()
    )
    .fetch_one(conn)
    .await?;
    Ok(attempt)
}

/// Notes by which channel the message is about to leave.
///
/// # Errors
/// The database said no.
pub async fn leave_by(conn: &mut PgConnection, message: MessageId, channel: ChannelId) -> Result<(), StoreError> {
    sqlx::query!(
        "update messages set channel_id = $2 where id = $1",
        message.get(),
        channel.get()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Moves the row, and keeps what happened.
///
/// # Errors
/// The database said no.
pub async fn set_state(
    conn: &mut PgConnection,
    id: OutboxId,
    state: OutboxState,
    last_error: Option<&str>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update outbox
         set state = $2, last_error = $3, updated_at = now(), doubted = doubted or $2 = 'in_doubt',
             -- what held it up holds it up still, where it is only to be tried again
             waiting_for = case when $2 = 'in_doubt' or ($2 = 'queued' and state <> 'in_doubt') then waiting_for end,
             waiting_since = case when $2 = 'in_doubt' or ($2 = 'queued' and state <> 'in_doubt') then waiting_since end,
             undecided_at = case when $2 = 'in_doubt' then undecided_at end
         where id = $1",
        id.get(),
        state.as_str(),
        last_error,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives a message the provider's id. `false`: another message of the channel bears it, and nothing was changed.
///
/// # Errors
/// The database said no.
pub async fn adopt(
    conn: &mut PgConnection,
    message: MessageId,
    channel: ChannelId,
    provider_message_id: &str,
) -> Result<bool, StoreError> {
    let adopted = sqlx::query!(
        "update messages set provider_message_id = $3
         where id = $1 and not exists (
             select 1 from messages other
             where other.channel_id = $2 and other.provider_message_id = $3 and other.id <> $1)
           and not exists (
             select 1 from earlier_sends e where e.channel_id = $2 and e.provider_message_id = $3)",
        message.get(),
        channel.get(),
        provider_message_id,
    )
    .execute(conn)
    .await;
    match adopted {
        Ok(done) => Ok(done.rows_affected() == 1),
        Err(error) if violates(&error, "messages_provider_key") => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// How often providers have taken the message: each time they gave it an id. One that is told of by two ids was taken once,
/// so never oftener than it was tried.
///
/// # Errors
/// The database said no.
pub async fn times_taken(conn: &mut PgConnection, message: MessageId) -> Result<i64, StoreError> {
    let taken = sqlx::query_scalar!(
        r#"select least((select count(*) from earlier_sends where message_id = $1)
                      + (select count(*) from messages where id = $1 and provider_message_id is not null),
                      (select attempts from outbox where message_id = $1)::bigint) as "taken!""#,
        message.get()
    )
    .fetch_one(conn)
    .await?;
    Ok(taken)
}

/// Makes a failed message ready for a new attempt: the id of the last one is kept aside, so that a late report of it
/// still finds the message.
///
/// # Errors
/// The database said no.
pub async fn queue_again(conn: &mut PgConnection, outgoing: &Outgoing) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into earlier_sends (channel_id, provider_message_id, message_id)
         select channel_id, provider_message_id, id from messages where id = $1 and provider_message_id is not null
         on conflict do nothing",
        outgoing.message.get()
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "with again as (
             update messages
             set status = 'queued', provider_message_id = null, error_code = null, error_text = null
             where id = $1 returning id, conversation_id)
         insert into event_stream (kind, conversation_id, message_id)
         select change.kind, conversation_id, case change.kind when 'message' then id end
         from again, (values (1, 'message'), (2, 'conversation')) as change (position, kind)
         order by change.position",
        outgoing.message.get()
    )
    .execute(&mut *conn)
    .await?;
    set_state(conn, outgoing.id, OutboxState::Queued, None).await
}

/// Moves the row of a message of which a report came, unless it stands there already.
///
/// # Errors
/// The database said no.
pub async fn settle(conn: &mut PgConnection, message: MessageId, state: OutboxState) -> Result<(), StoreError> {
    sqlx::query!(
        "update outbox
         set state = $2, updated_at = now(), undecided_at = case when $2 = 'in_doubt' then undecided_at end
         where message_id = $1 and state <> $2",
        message.get(),
        state.as_str(),
    )
    .execute(conn)
    .await?;
    Ok(())
}
