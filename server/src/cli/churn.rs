//! `enlace churn` on the command line.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::config::DatabaseSettings;

/// `enlace churn`
#[derive(Subcommand, Debug)]
pub enum ChurnCommand {
    /// Train a random forest on a table in which a column says who left, and print its card.
    Train(ChurnTrainCommand),
    /// Print the probability of leaving of each row of a table, one line of JSON each, with the weightiest reasons.
    Score(ChurnScoreCommand),
    /// Take in what other systems know of customers: speed, late payments, satisfaction, competitors, ended contracts.
    Import(Box<ChurnImportCommand>),
}

/// `enlace churn import`
#[derive(Args, Debug)]
pub struct ChurnImportCommand {
    /// Where the data lies.
    #[command(flatten)]
    pub database: DatabaseSettings,
    /// The table: CSV with a column contract_number and any of avg_speed_last_30d, payment_delays_last_6m, satisfaction_score, competitor_coverage_area, cancelled_on. "-" reads standard input.
    #[arg(long)]
    pub csv: PathBuf,
    /// The day on which the figures are true, like 2026-11-01.
    #[arg(long, value_parser = crate::config::parse_day)]
    pub date: time::Date,
}

/// `enlace churn train`
#[derive(Args, Debug)]
pub struct ChurnTrainCommand {
    /// The table: CSV with a head line. Columns of numbers and of few different words are learnt from. "-" reads standard input.
    #[arg(long)]
    pub csv: PathBuf,
    /// The column that says who left: yes or no, 1 or 0, sim or não.
    #[arg(long)]
    pub target: String,
    /// Where to keep the model.
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Print the card as one JSON object.
    #[arg(long)]
    pub json: bool,
    /// Trees of the forest.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=2_000))]
    pub trees: u32,
    /// Rows that a leaf has at least.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub min_leaf: u32,
    /// What somebody who left weighs, where somebody who stayed weighs 1.
    #[arg(long, default_value_t = 1.0)]
    pub positive_weight: f32,
    /// The same seed gives the same model.
    #[arg(long, default_value_t = 0)]
    pub seed: u64,
}

/// `enlace churn score`
#[derive(Args, Debug)]
pub struct ChurnScoreCommand {
    /// A model that `enlace churn train --out` has kept.
    #[arg(long)]
    pub model: PathBuf,
    /// The table: CSV with a head line. "-" reads standard input.
    #[arg(long)]
    pub csv: PathBuf,
    /// The column that names a row; without it rows are numbered.
    #[arg(long)]
    pub id: Option<String>,
}
