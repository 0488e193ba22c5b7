//! What has to leave: one row a message, its state written down before and after the provider is asked.

use enlace_domain::{ChannelId, ConversationId, DeliveryStatus, Direction, MessageId, OutboxId, PersonId, WaId};
use serde_json::Value;
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::{StoreError, violates};

/// Where an outbox row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutboxState {
    /// To be sent.
    Queued,
    /// The provider is being asked, or was when the process ended.
    Sending,
    /// The provider has it.
    Sent,
    /// It will not leave.
    Failed,
    /// The provider was asked and no answer is on record: only a report or a look-up may settle it.
    InDoubt,
}

impl OutboxState {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::InDoubt => "in_doubt",
        }
    }

    fn read(text: &str) -> Result<Self, StoreError> {
        [Self::Queued, Self::Sending, Self::Sent, Self::Failed, Self::InDoubt]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| StoreError::corrupt("outbox state")(&text))
    }
}

/// An outbox row with all that sending needs, locked until the transaction ends.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// Which row.
    pub id: OutboxId,
    /// Where it stands.
    pub state: OutboxState,
    /// How often the provider was asked.
    pub attempts: i32,
    /// When it was last asked.
    pub attempted_at: Option<OffsetDateTime>,
    /// The message.
    pub message: MessageId,
    /// How far it came.
    pub status: DeliveryStatus,
    /// The provider's id of it, once known.
    pub provider_message_id: Option<String>,
    /// Its thread.
    pub conversation: ConversationId,
    /// Where it leaves.
    pub channel: ChannelId,
    /// The words.
    pub body: String,
    /// What doesn't fit a line of text.
    pub extra: Value,
    /// The subscriber's address, in the spelling they last wrote from; `None` where WhatsApp hides the number.
    pub to: Option<WaId>,
    /// The subscriber's last message: free text may follow for 24 hours.
    pub last_inbound_at: Option<OffsetDateTime>,
}

/// Adds the row of a message.
///
/// # Errors
/// The database said no.
pub async fn insert(conn: &mut PgConnection, message: MessageId) -> Result<OutboxId, StoreError> {
    let id = OutboxId::new();
    sqlx::query!(
        "insert into outbox (id, message_id) values ($1, $2)",
        id.get(),
        message.get()
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// A row and its message, both locked: the order is message, then row, everywhere.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn lock(conn: &mut PgConnection, id: OutboxId) -> Result<Option<Outgoing>, StoreError> {
    let message = sqlx::query_scalar!(
        "select id from messages where id = (select message_id from outbox where id = $1) for update",
        id.get()
    )
    .fetch_optional(&mut *conn)
    .await?;
    if message.is_none() {
        return Ok(None);
    }
    sqlx::query!(
        r#"select o.id, o.state, o.attempts, o.attempted_at, m.id as message_id, m.status, m.provider_message_id,
                  m.conversation_id, m.channel_id, m.body, m.extra, c.last_inbound_at,
                  (select i.value from contact_identities i
                   where i.contact_id = c.contact_id and i.kind = 'wa_id'
                   order by i.created_at desc, i.value limit 1) as wa_id
           from outbox o
           join messages m on m.id = o.message_id
           join conversations c on c.id = m.conversation_id
           where o.id = $1
           for update of o"#,
        id.get()
    )
    .fetch_optional(conn)
    .await?
    .map(|row| {
        Ok(Outgoing {
            id: row.id.into(),
            state: OutboxState::read(&row.state)?,
            attempts: row.attempts,
            attempted_at: row.attempted_at,
            message: row.message_id.into(),
            status: row
                .status
                .parse()
                .map_err(|error| StoreError::corrupt("message status")(&error))?,
            provider_message_id: row.provider_message_id,
            conversation: row.conversation_id.into(),
            channel: row.channel_id.into(),
            body: row.body,
            extra: row.extra,
            to: row
                .wa_id
                .map(|digits| WaId::parse(&digits))
                .transpose()
                .map_err(|error| StoreError::corrupt("wa_id")(&error))?,
            last_inbound_at: row.last_inbound_at,
        })
    })
    .transpose()
}

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
        "update outbox set state = $2, last_error = $3, updated_at = now() where id = $1",
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
         select 'message', conversation_id, id from again",
        outgoing.message.get()
    )
    .execute(&mut *conn)
    .await?;
    set_state(conn, outgoing.id, OutboxState::Queued, None).await
}

/// Rows that nobody works on: queued or sending for longer than `minutes`, with no job of the given names for them.
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
           and not exists (
               select 1 from jobs j
               where j.name = any($2) and j.state <> 'dead' and j.payload ->> 'outbox' = o.id::text)
         order by o.updated_at limit $3",
        minutes,
        job_names as _,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(OutboxId::from).collect())
}

/// Moves the row of a message of which a report came, unless it stands there already.
///
/// # Errors
/// The database said no.
pub async fn settle(conn: &mut PgConnection, message: MessageId, state: OutboxState) -> Result<(), StoreError> {
    sqlx::query!(
        "update outbox set state = $2, updated_at = now() where message_id = $1 and state <> $2",
        message.get(),
        state.as_str(),
    )
    .execute(conn)
    .await?;
    Ok(())
}
