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
/// # Errors
/// The database can't be reached.
pub async fn connect(options: PgConnectOptions, connections: u32) -> Result<Pool, sqlx::Error> {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(5))
        .connect_with(options.application_name("enlace"))
        .await
}

/// Brings the schema up to this version.
///
/// # Errors
/// A step fails, or the database was made by a newer version.
pub async fn migrate(pool: &Pool) -> Result<(), MigrateError> {
    MIGRATOR.run(pool).await
}
