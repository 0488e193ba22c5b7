//! Counts for accounts: what a benchmark or a fault test must find again, to the last message.

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
            (select count(*) from jobs where state <> 'dead') as "unfinished_jobs!""#
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
