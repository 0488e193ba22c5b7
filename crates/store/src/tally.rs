//! Counts for accounts: what a benchmark or a fault test must find again, to the last message.

use enlace_domain::{ChannelId, ConversationId};

use crate::{Pool, StoreError};

/// Rows of raw events, and how many different ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventTally {
    /// All rows.
    pub rows: i64,
    /// Different (channel, provider key) pairs.
    pub distinct: i64,
}

/// Counts the raw events.
///
/// # Errors
/// The database's.
pub async fn inbound_events(pool: &Pool) -> Result<EventTally, StoreError> {
    Ok(sqlx::query_as!(
        EventTally,
        r#"select count(*) as "rows!", count(distinct (channel_id, provider_key)) as "distinct!" from inbound_events"#
    )
    .fetch_one(pool)
    .await?)
}

/// Conversations and work left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConversationTally {
    /// Not closed.
    pub open: i64,
    /// Not closed and in a queue.
    pub queued: i64,
    /// Jobs that are ready or running.
    pub unfinished_jobs: i64,
}

/// Counts conversations and jobs.
///
/// # Errors
/// The database's.
pub async fn conversations(pool: &Pool) -> Result<ConversationTally, StoreError> {
    Ok(sqlx::query_as!(
        ConversationTally,
        r#"select
            (select count(*) from conversations where status <> 'closed') as "open!",
            (select count(*) from conversations where status <> 'closed' and queue_key is not null) as "queued!",
            (select count(*) from jobs where state <> 'dead')
                + (select count(*) from inbound_arrivals) as "unfinished_jobs!""#
    )
    .fetch_one(pool)
    .await?)
}

/// Messages that subscribers wrote.
///
/// # Errors
/// The database's.
pub async fn messages_from_subscribers(pool: &Pool) -> Result<i64, StoreError> {
    Ok(
        sqlx::query_scalar!(r#"select count(*) as "count!" from messages where direction = 'inbound'"#)
            .fetch_one(pool)
            .await?,
    )
}

/// The providers' ids of the messages that subscribers wrote, once for each row.
///
/// # Errors
/// The database's.
pub async fn ids_from_subscribers(pool: &Pool) -> Result<Vec<String>, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"select provider_message_id as "id!" from messages
           where direction = 'inbound' and provider_message_id is not null"#
    )
    .fetch_all(pool)
    .await?)
}

/// Messages of people here that their subscribers have read.
///
/// # Errors
/// The database's.
pub async fn answers_read(pool: &Pool) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from messages where author_kind = 'person' and status = 'read'"#
    )
    .fetch_one(pool)
    .await?)
}

/// Subscribers' messages that stand after a later one of the same conversation, told by the `#7` that a test ends
/// their words with.
///
/// # Errors
/// The database's.
pub async fn out_of_order(pool: &Pool) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) filter (where number < before) as "count!"
           from (select number, lag(number) over (partition by conversation_id order by position) as before
                 from (select conversation_id, position, substring(body from '#([0-9]+)$')::bigint as number
                       from messages where direction = 'inbound') as numbered) as pairs"#
    )
    .fetch_one(pool)
    .await?)
}

/// The open conversations of these WhatsApp numbers (`55…`) on a channel, in their order.
///
/// # Errors
/// The database's.
pub async fn open_conversations(
    pool: &Pool,
    channel: ChannelId,
    numbers: &[String],
) -> Result<Vec<ConversationId>, StoreError> {
    let ids = sqlx::query_scalar!(
        r#"select conversations.id
           from unnest($1::text[]) with ordinality as asked (wa_id, position)
           join contact_identities on contact_identities.kind = 'wa_id' and contact_identities.value = asked.wa_id
           join conversations on conversations.contact_id = contact_identities.contact_id
               and conversations.status <> 'closed' and conversations.channel_id = $2
           order by asked.position"#,
        numbers,
        channel.get(),
    )
    .fetch_all(pool)
    .await?;
    Ok(ids.into_iter().map(ConversationId::from).collect())
}

/// Outbox rows that are neither sent nor failed.
///
/// # Errors
/// The database's.
pub async fn outbox_unsettled(pool: &Pool) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from outbox where state in ('queued', 'sending', 'in_doubt')"#
    )
    .fetch_one(pool)
    .await?)
}

/// What became of the messages that people here wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnswerTally {
    /// All of them.
    pub written: i64,
    /// With a provider.
    pub sent: i64,
    /// Given up, as their thread says.
    pub failed: i64,
    /// Those of which people are asked whether they arrived.
    pub undecided: i64,
    /// Those that left by another number than their conversation's.
    pub by_another: i64,
    /// Those of which nobody knew for a while whether they had left.
    pub doubted: i64,
}

/// Counts what became of the messages that people here wrote.
///
/// # Errors
/// The database's.
pub async fn answers(pool: &Pool) -> Result<AnswerTally, StoreError> {
    Ok(sqlx::query_as!(
        AnswerTally,
        r#"select count(*) as "written!", count(*) filter (where o.state = 'sent') as "sent!",
                  count(*) filter (where o.state = 'failed') as "failed!",
                  count(*) filter (where o.undecided_at is not null) as "undecided!",
                  count(*) filter (where m.channel_id <> c.channel_id) as "by_another!",
                  count(*) filter (where o.doubted) as "doubted!"
           from outbox o join messages m on m.id = o.message_id join conversations c on c.id = m.conversation_id
           where m.author_kind = 'person'"#
    )
    .fetch_one(pool)
    .await?)
}

/// How often a conversation was escalated, by the lines left in the threads.
///
/// # Errors
/// The database's.
pub async fn escalations(pool: &Pool) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from messages where kind = 'system' and body::jsonb ->> 'line' = 'escalated'"#
    )
    .fetch_one(pool)
    .await?)
}

/// Whether a process holds the scheduler's lock.
///
/// # Errors
/// The database's.
pub async fn scheduler_in_office(pool: &Pool) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from pg_locks where locktype = 'advisory' and granted and objsubid = 1
            and ((classid::bigint << 32) | objid::bigint) = $1) as "held!""#,
        crate::pool::SCHEDULER_LOCK
    )
    .fetch_one(pool)
    .await?)
}

/// Whether there is any conversation, open or closed.
///
/// # Errors
/// The database's.
pub async fn has_conversations(pool: &Pool) -> Result<bool, StoreError> {
    Ok(
        sqlx::query_scalar!(r#"select exists (select 1 from conversations) as "any!""#)
            .fetch_one(pool)
            .await?,
    )
}
