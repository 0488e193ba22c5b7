//! `enlace insight`: what the manager's figures are read from.

use std::io::Write;

use anyhow::{Context, Result};
use enlace_desk::insight;

use crate::{
    cli::{InsightCommand, InsightRebuildCommand},
    processes::database::Database,
};

/// Rebuilds.
pub async fn run(command: &InsightCommand) -> Result<()> {
    let InsightCommand::Rebuild(InsightRebuildCommand { database }) = command;
    let database = Database::open(database).await?;
    let rebuilt = async {
        let pool = database.pool(2).await?;
        insight::rebuild(&pool)
            .await
            .context("Failed to make the figures' facts anew")
    }
    .await;
    database.close().await;
    writeln!(std::io::stdout(), "{} conversations are counted", rebuilt?)?;
    Ok(())
}
