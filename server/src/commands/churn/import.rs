//! `enlace churn import`: what other systems know of customers.

use std::{fs::File, io, io::Write, path::Path};

use anyhow::{Context, Result, anyhow};
use enlace_desk::{
    DeskError,
    churn::{self, Imported},
};

use crate::{cli::ChurnImportCommand, processes::database::Database};

/// Takes the file in and says how much of it belongs to customers of ours.
pub async fn run(command: &ChurnImportCommand) -> Result<()> {
    let database = Database::open(&command.database).await?;
    let imported = async {
        let pool = database.pool(2).await?;
        let read = if command.csv == Path::new("-") {
            churn::import(&pool, io::stdin(), command.date).await
        } else {
            let file = File::open(&command.csv).with_context(|| format!("Failed to open {}", command.csv.display()))?;
            churn::import(&pool, file, command.date).await
        };
        read.map_err(|error| match error {
            DeskError::Invalid { field, allowed } => anyhow!("{}: {field}: {allowed}", command.csv.display()),
            other => other.into(),
        })
    }
    .await;
    database.close().await;
    let Imported { rows, facts, endings } = imported?;
    writeln!(
        io::stdout(),
        "{rows} rows: {facts} figures of customers of ours, {endings} contracts ended"
    )?;
    Ok(())
}
