//! Connections to PostgreSQL and the steps of its schema.

use std::time::Duration;

use sqlx::{
    migrate::{MigrateError, Migrator},
    postgres::{PgConnectOptions, PgPoolOptions},
};

/// A pool of connections.
pub type Pool = sqlx::PgPool;

/// The steps in `migrations/`, built into the binary.
pub static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

/// Opens a pool of at most `connections`; a connection that can't be had within five seconds is an error, so that
/// a provider's webhook gets its 503 in time to repeat.
///
/// The database compiles no query: for those here that takes longer than it saves.
///
/// # Errors
/// The database can't be reached.
pub async fn connect(options: PgConnectOptions, connections: u32) -> Result<Pool, sqlx::Error> {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(5))
        .connect_with(options.application_name("enlace").options([("jit", "off")]))
        .await
}

/// The scheduler's advisory lock: "enlace" in ASCII, so that it is recognised in `pg_locks`.
pub const SCHEDULER_LOCK: i64 = 0x656e_6c61_6365;

/// The advisory lock of whoever writes a knowledge index that all processes share: "search" in ASCII.
pub const INDEX_LOCK: i64 = 0x7365_6172_6368;

/// Brings the schema up to this version.
///
/// # Errors
/// A step fails, or the database was made by a newer version.
pub async fn migrate(pool: &Pool) -> Result<(), MigrateError> {
    MIGRATOR.run(pool).await
}

/// Whether the database answers and has this version's schema.
///
/// # Errors
/// It does not answer, or a step of the schema is missing.
pub async fn check(pool: &Pool) -> Result<(), crate::StoreError> {
    let applied = sqlx::query_scalar!(r#"select count(*) as "count!" from _sqlx_migrations where success"#)
        .fetch_one(pool)
        .await?;
    let wanted = MIGRATOR
        .iter()
        .filter(|step| !step.migration_type.is_down_migration())
        .count();
    if usize::try_from(applied).is_ok_and(|applied| applied >= wanted) {
        Ok(())
    } else {
        Err(crate::StoreError::Corrupt {
            what: "schema",
            why: format!("{applied} of {wanted} steps are applied"),
        })
    }
}

/// The server's major version, like 15.
///
/// # Errors
/// It does not answer.
pub async fn server_version(pool: &Pool) -> Result<i32, crate::StoreError> {
    let number = sqlx::query_scalar!(r#"select current_setting('server_version_num')::int as "number!""#)
        .fetch_one(pool)
        .await?;
    Ok(number / 10_000)
}
