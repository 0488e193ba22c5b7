//! A year of a desk's life in one go, for measuring; and the figures as they were read before there were sums.

use enlace_domain::{ConversationId, PersonId};
use sqlx::PgConnection;

use crate::{Pool, StoreError};

/// Puts so many conversations with so many messages each into an empty desk with a channel, spread over a year, and counts
/// them.
///
/// The last 2,000 are open. What was answered to how it was, who may leave and what the classifier read stands beside
/// them.
///
/// # Errors
/// The database said no; the user must be its superuser.
pub async fn live(pool: &Pool, conversations: i32, messages: i32) -> Result<(), StoreError> {
    let mut tx = pool.begin().await?;
    sqlx::query!(
        "select set_config('enlace.conversations', $1, true) as one, set_config('enlace.messages', $2, true) as other",
        conversations.to_string(),
        messages.to_string(),
    )
    .fetch_one(&mut *tx)
    .await?;
    sqlx::raw_sql(include_str!("year.sql")).execute(&mut *tx).await?;
    sqlx::raw_sql(include_str!("year_besides.sql"))
        .execute(&mut *tx)
        .await?;
    crate::insight::rebuild(&mut tx).await?;
    tx.commit().await?;
    // outside a transaction only: the planner and index-only scans want to know what is there
    sqlx::raw_sql("vacuum analyze").execute(pool).await?;
    Ok(())
}

/// The last year's figures straight from the conversations: what the sums are measured against.
///
/// # Errors
/// The database said no.
pub async fn straight(conn: &mut PgConnection) -> Result<i64, StoreError> {
    let row = sqlx::query!(
        r#"select count(*) as "opened!", count(c.first_answered_at) as answered,
                  percentile_cont(array[0.5, 0.9]) within group
                      (order by extract(epoch from c.first_answered_at - c.created_at)::float8) as answers,
                  count(*) filter (where c.reopened_count = 0 and not exists (
                      select 1 from conversations n where n.contact_id = c.contact_id and n.id <> c.id
                        and n.created_at > c.created_at and n.created_at < c.closed_at + interval '7 days')) as settled
           from conversations c where c.created_at >= now() - interval '365 days'"#
    )
    .fetch_one(conn)
    .await?;
    Ok(row.opened)
}

/// One of those that are closed.
///
/// # Errors
/// The database said no.
pub async fn some_conversation(pool: &Pool) -> Result<ConversationId, StoreError> {
    Ok(
        sqlx::query_scalar!("select id from conversations where status = 'closed' order by created_at desc limit 1")
            .fetch_one(pool)
            .await?
            .into(),
    )
}

/// One of those who answered them.
///
/// # Errors
/// The database said no.
pub async fn some_person(pool: &Pool) -> Result<PersonId, StoreError> {
    Ok(
        sqlx::query_scalar!("select id from people where email like 'pessoa%@enlace.example' order by email limit 1")
            .fetch_one(pool)
            .await?
            .into(),
    )
}

/// Marks so many conversations, spread over the year, as raised now: as many changes to be counted.
///
/// # Errors
/// The database said no.
pub async fn raise(pool: &Pool, conversations: i64) -> Result<u64, StoreError> {
    Ok(sqlx::query!(
        "update conversations set escalated_at = now(), raised_at = now()
         where id in (select id from conversations where raised_at is null order by id limit $1)",
        conversations
    )
    .execute(pool)
    .await?
    .rows_affected())
}

/// The facts and sums in one number: the same for the same, in whatever order they were written.
///
/// # Errors
/// The database said no.
pub async fn fingerprint(pool: &Pool) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"select coalesce(sum(hashtextextended(kept.text, 0) % 1000000007), 0)::bigint as "sum!" from (
               select (to_jsonb(f) - 'revision')::text as text from insight_facts f
               union all
               select concat_ws('|', day, kind, queue_key, person_id, issue, n, in_time, escalated, reopened, settled,
                                (select sum(t) from unnest(took) t)) from insight_days
               union all
               select concat_ws('|', week, kind, queue_key, person_id, issue, n, in_time, escalated, reopened, settled,
                                (select sum(t) from unnest(took) t)) from insight_weeks
               union all
               select h::text from insight_hours h) kept"#
    )
    .fetch_one(pool)
    .await?)
}
