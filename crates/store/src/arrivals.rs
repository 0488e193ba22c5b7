//! The door: what webhooks brought, durable, and not yet among the events and the jobs.
//!
//! Storing here costs least, for no index is kept: it is what a provider waits for. Whoever claims jobs lets everything in
//! first, in the order in which it came, and leaves out what has come before.

use serde_json::Value;
use sqlx::PgConnection;

use crate::{Pool, StoreError, inbound::InboundKind, jobs, jobs::NewJob};
use enlace_domain::{ChannelId, InboundEventId};

/// Most rows let in at once; what a storm leaves beyond them comes in with the next claim.
const AT_ONCE: i64 = 10_000;

/// An event to store, and the job that will take it in.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The event's id.
    pub id: InboundEventId,
    /// Where it came in; a channel that there is.
    pub channel: ChannelId,
    /// The same for every repeat of it.
    pub provider_key: String,
    /// What it is about.
    pub kind: InboundKind,
    /// As it came.
    pub body: Value,
    /// Added together with it, unless it is a repeat.
    pub job: NewJob,
}

/// What was let in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LetIn {
    /// Events that are new.
    pub stored: i64,
    /// Events that had come before, and changed nothing.
    pub repeated: i64,
}

/// Stores arrivals in one statement, which is one transaction where none is open.
///
/// # Errors
/// The database said no; then none is stored.
pub async fn insert(conn: &mut PgConnection, arrivals: &[&Arrival]) -> Result<(), StoreError> {
    let ids: Vec<_> = arrivals.iter().map(|arrival| arrival.id.get()).collect();
    let channels: Vec<_> = arrivals.iter().map(|arrival| arrival.channel.get()).collect();
    let provider_keys: Vec<_> = arrivals.iter().map(|arrival| arrival.provider_key.as_str()).collect();
    let kinds: Vec<_> = arrivals.iter().map(|arrival| arrival.kind.as_str()).collect();
    let bodies: Vec<_> = arrivals.iter().map(|arrival| &arrival.body).collect();
    let names: Vec<_> = arrivals.iter().map(|arrival| arrival.job.name).collect();
    let payloads: Vec<_> = arrivals.iter().map(|arrival| &arrival.job.payload).collect();
    let ordering_keys: Vec<_> = arrivals
        .iter()
        .map(|arrival| arrival.job.ordering_key.as_deref())
        .collect();
    let priorities: Vec<_> = arrivals.iter().map(|arrival| arrival.job.priority).collect();
    let limits: Vec<_> = arrivals.iter().map(|arrival| arrival.job.max_attempts).collect();
    sqlx::query!(
        "insert into inbound_arrivals (id, channel_id, provider_key, kind, body, job_name, job_payload, ordering_key,
                                       priority, max_attempts)
         select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::jsonb[], $6::text[], $7::jsonb[],
                              $8::text[], $9::smallint[], $10::int[])",
        &ids,
        &channels,
        &provider_keys as _,
        &kinds as _,
        &bodies as _,
        &names as _,
        &payloads as _,
        &ordering_keys as _,
        &priorities,
        &limits,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Readies a connection for many calls of [`insert`]: its plan does not depend on what is inserted, and making a new one
/// costs more than the insertion.
///
/// # Errors
/// The database said no.
pub async fn enter(conn: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query!("set plan_cache_mode = force_generic_plan")
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes back what [`enter`] did, before others use the connection.
///
/// # Errors
/// The database said no.
pub async fn leave(conn: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query!("reset plan_cache_mode").execute(conn).await?;
    Ok(())
}

/// Makes events and jobs of the oldest arrivals. Only under the lock of a claim: two at once would mix up the order.
///
/// # Errors
/// The database said no.
pub(crate) async fn let_in(conn: &mut PgConnection) -> Result<LetIn, StoreError> {
    let counted = sqlx::query!(
        r#"with came as (
               delete from inbound_arrivals
               where ctid = any(array(select ctid from inbound_arrivals order by seq limit $1))
               returning *),
           stored as (
               insert into inbound_events (id, channel_id, provider_key, kind, body, received_at)
               select id, channel_id, provider_key, kind, body, received_at from came order by seq
               on conflict (channel_id, provider_key) do nothing
               returning id),
           queued as (
               insert into jobs (name, payload, ordering_key, priority, max_attempts, run_at, created_at)
               select job_name, job_payload, ordering_key, priority, max_attempts, received_at, received_at
               from came join stored using (id) order by seq)
           select (select count(*) from stored) as "stored!", (select count(*) from came) as "came!""#,
        AT_ONCE,
    )
    .fetch_one(conn)
    .await?;
    Ok(LetIn {
        stored: counted.stored,
        repeated: counted.came - counted.stored,
    })
}

/// Lets everything in, for those who count and have no worker.
///
/// # Errors
/// The database said no.
pub async fn let_all_in(pool: &Pool) -> Result<LetIn, StoreError> {
    let mut total = LetIn::default();
    loop {
        let mut transaction = pool.begin().await?;
        jobs::lock(&mut transaction).await?;
        let now = let_in(&mut transaction).await?;
        transaction.commit().await?;
        total.stored += now.stored;
        total.repeated += now.repeated;
        if now == LetIn::default() {
            return Ok(total);
        }
    }
}
