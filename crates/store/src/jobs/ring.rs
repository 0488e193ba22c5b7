//! Waking the workers of other processes, and electing one of them.

use sqlx::PgConnection;

use crate::StoreError;

/// The channel of `LISTEN` and `NOTIFY` that wakes idle workers of other processes.
pub const CHANNEL: &str = "enlace_jobs";

/// Rings at the workers of other processes. Costs a lock of the whole database at commit, so call it seldom.
///
/// # Errors
/// The database said no.
pub async fn ring(conn: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query!("select pg_notify($1, '')", CHANNEL)
        .fetch_one(conn)
        .await?;
    Ok(())
}

/// Tries to take a lock that lasts as long as the connection: of all processes one has it.
///
/// # Errors
/// The database said no.
pub async fn try_lead(conn: &mut PgConnection, lock: i64) -> Result<bool, StoreError> {
    let leads = sqlx::query_scalar!(r#"select pg_try_advisory_lock($1) as "leads!""#, lock)
        .fetch_one(conn)
        .await?;
    Ok(leads)
}
