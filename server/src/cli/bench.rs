//! `enlace bench` on the command line.

use std::path::PathBuf;

use clap::Args;

use crate::config::EmbeddingSettings;

/// `enlace bench`
#[derive(Args, Debug)]
pub struct BenchCommand {
    /// What to measure: ingest, fanout, channels, chaos, churn, dashboard, rollup, board, search, knowledge, embed or classify.
    pub name: crate::commands::bench::Name,
    /// Print only the JSON object.
    #[arg(long)]
    pub json: bool,
    /// Seconds of load in each phase: 60 for `channels` and 10 for the others where nothing is said.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub seconds: Option<u64>,
    /// Connections of the load, for `ingest`; pgbench has as many.
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u16).range(1..=200))]
    pub clients: u16,
    /// Where the web app's files lie, for `board` and `dashboard`.
    #[arg(long, env = "ENLACE_SITE", default_value = "build/site")]
    pub site: PathBuf,
    /// What makes vectors of texts, for `knowledge`; `embed` and `classify` take its file of a model alone.
    #[command(flatten)]
    pub embedding: EmbeddingSettings,
    /// Python with the engine that the model was made for, for `embed`.
    #[arg(long, env = "ENLACE_PYTHON", default_value = "python3")]
    pub python: PathBuf,
}
