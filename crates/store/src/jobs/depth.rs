//! How much work there is.

use sqlx::PgConnection;

use crate::StoreError;

/// How much work there is, for the metrics.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Depth {
    /// Waiting, those of a later time and those at the door included.
    pub ready: i64,
    /// Being worked on.
    pub running: i64,
    /// Given up, and not closed by anybody.
    pub dead: i64,
    /// Age of the oldest row that could run by its time, in seconds.
    pub oldest_seconds: f64,
}

/// How much work there is.
///
/// # Errors
/// The database said no.
pub async fn depth(conn: &mut PgConnection) -> Result<Depth, StoreError> {
    let row = sqlx::query!(
        r#"select count(*) filter (where state = 'ready') as "ready!",
                  count(*) filter (where state = 'running') as "running!",
                  count(*) filter (where state = 'dead' and closed_at is null) as "dead!",
                  coalesce(extract(epoch from now() - min(run_at) filter (where state = 'ready' and run_at <= now())), 0)
                      ::float8 as "oldest_seconds!"
           from (select state, run_at, closed_at from jobs
                 union all select 'ready', received_at, null from inbound_arrivals) work"#
    )
    .fetch_one(conn)
    .await?;
    Ok(Depth {
        ready: row.ready,
        running: row.running,
        dead: row.dead,
        oldest_seconds: row.oldest_seconds,
    })
}
