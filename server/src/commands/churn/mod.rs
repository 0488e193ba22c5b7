//! `enlace churn`: models of who will leave, from tables in files; and what files tell of the desk's customers.

mod import;
mod score;
mod train;

use std::{collections::BTreeMap, fs::File, io, path::Path};

use anyhow::{Context, Result};

use crate::cli::ChurnCommand;

/// Trains, scores or imports.
pub async fn run(command: &ChurnCommand) -> Result<()> {
    match command {
        ChurnCommand::Train(command) => train::run(command),
        ChurnCommand::Score(command) => score::run(command),
        ChurnCommand::Import(command) => import::run(command).await,
    }
}

/// The cells of a file, or of standard input for "-".
fn cells(path: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    let read = if path == Path::new("-") {
        enlace_forecast::read_csv(io::stdin())
    } else {
        enlace_forecast::read_csv(File::open(path).with_context(|| format!("Failed to open {}", path.display()))?)
    };
    read.with_context(|| format!("Failed to read {}", path.display()))
}
