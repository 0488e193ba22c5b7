//! One file a command; each says on its own what it does and stops what it started.

pub mod bench;
mod channel;
mod churn;
mod classify;
mod demo;
mod doctor;
mod insight;
mod knowledge;
mod linked_device;
mod migrate;
mod person;
mod serve;
mod simulate;

use std::{io::Read, path::Path};

use anyhow::{Context, Result};
use secrecy::SecretString;

use crate::cli::{Cli, Command};

/// Runs the command that was asked for.
///
/// # Errors
/// It failed; the chain of causes is for the person at the terminal.
pub async fn run(cli: Cli) -> Result<()> {
    match cli.command {
        Command::Serve(command) => serve::run(command).await,
        Command::Demo(command) => demo::run(command).await,
        Command::Migrate(command) => migrate::run(command).await,
        Command::Person(command) => person::run(command).await,
        Command::Channel(command) => channel::run(command).await,
        Command::Knowledge(command) => knowledge::run(command).await,
        Command::Classify(command) => classify::run(command).await,
        Command::Churn { command } => churn::run(&command).await,
        Command::Insight { command } => insight::run(&command).await,
        Command::Simulate(command) => simulate::run(command).await,
        Command::Bench(command) => bench::run(command).await,
        Command::Doctor(command) => doctor::run(command).await,
    }
}

/// A secret from a file or, for "-", from standard input: never from the command line, which others can read.
fn read_secret(file: &Path) -> Result<SecretString> {
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin()
            .read_to_string(&mut text)
            .context("Failed to read the secret from standard input")?;
    } else {
        text = std::fs::read_to_string(file)
            .with_context(|| format!("Failed to read the secret from {}", file.display()))?;
    }
    Ok(SecretString::from(text.trim_end_matches(['\r', '\n']).to_owned()))
}
