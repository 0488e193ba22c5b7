//! The database of a process: the configured one, or a private cluster; waited for where the process serves.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use sqlx::{migrate::MigrateError, postgres::PgConnectOptions};

use super::private_postgres::PrivatePostgres;
use crate::config::DatabaseSettings;

/// A process that serves waits so long for a database that is away: it may have been started while that one was.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two tries at it.
const PAUSE: Duration = Duration::from_millis(500);

/// The database of a command, and the private cluster if it is one.
pub struct Database {
    /// How to connect.
    pub options: PgConnectOptions,
    private: Option<PrivatePostgres>,
    patience: Duration,
}

impl Database {
    /// The configured database, or a private cluster.
    ///
    /// # Errors
    /// The cluster does not start.
    pub async fn open(settings: &DatabaseSettings) -> Result<Self> {
        match &settings.database_url {
            Some(options) => Ok(Self {
                options: options.clone(),
                private: None,
                patience: Duration::ZERO,
            }),
            None => {
                let private = PrivatePostgres::start(&settings.data).await?;
                Ok(Self {
                    options: private.options(),
                    private: Some(private),
                    patience: Duration::ZERO,
                })
            }
        }
    }

    /// The same for a process that serves: where the database is away, it is waited for.
    #[must_use]
    pub fn waited_for(self) -> Self {
        Self {
            patience: PATIENCE,
            ..self
        }
    }

    /// A pool with the schema of this version.
    ///
    /// # Errors
    /// It can't be reached, or a step fails.
    pub async fn pool(&self, connections: u32) -> Result<enlace_store::Pool> {
        let since = Instant::now();
        loop {
            match self.try_pool(connections).await {
                Err(error) if is_away(&error) && since.elapsed() < self.patience => {
                    tracing::warn!(error = %format_args!("{error:#}"), "The database is away; trying again");
                    tokio::time::sleep(PAUSE).await;
                }
                result => return result,
            }
        }
    }

    async fn try_pool(&self, connections: u32) -> Result<enlace_store::Pool> {
        let pool = enlace_store::connect(self.options.clone(), connections).await.context(
            "Failed to connect to PostgreSQL: is DATABASE_URL right and the server up? `enlace doctor` checks it",
        )?;
        enlace_store::migrate(&pool)
            .await
            .context("Failed to bring the database's schema up to this version")?;
        Ok(pool)
    }

    /// Stops a private cluster.
    pub async fn close(self) {
        if let Some(private) = self.private {
            private.stop().await;
        }
    }
}

/// Whether the database was away, so that another try may do. A wrong password or a broken step is not mended by time.
fn is_away(error: &anyhow::Error) -> bool {
    let error = match error.downcast_ref() {
        Some(MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)) => Some(error),
        _ => error.downcast_ref(),
    };
    error.is_some_and(enlace_store::is_unavailable)
}
