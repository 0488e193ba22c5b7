//! `enlace migrate`: the database's schema.

use anyhow::Result;

use crate::{cli::MigrateCommand, processes::database::Database};

/// Brings the schema up to this version and says so.
pub async fn run(command: MigrateCommand) -> Result<()> {
    let database = Database::open(&command.database).await?;
    let pool = database.pool(4).await?;
    tracing::info!("The database's schema is that of this version");
    pool.close().await;
    database.close().await;
    Ok(())
}
