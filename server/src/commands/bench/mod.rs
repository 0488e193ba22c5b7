//! `enlace bench`: figures, each as a ratio to a baseline taken in the same run where there is one.
//!
//! A benchmark starts what it needs in a scratch folder, runs, accounts for every message, stops what it started and
//! prints one flat JSON object on its last line, with the units in the names.

mod board;
mod channels;
mod chaos;
mod churn;
mod classify;
mod dashboard;
mod embed;
mod fanout;
mod ingest;
mod knowledge;
mod lab;
mod load;
mod rollup;
mod search;

use std::{io::Write, path::Path};

use anyhow::Result;
use clap::ValueEnum;

use crate::cli::BenchCommand;

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Name {
    /// Signed webhooks stored durably per second, against pgbench's one-row inserts on the same server.
    Ingest,
    /// From a message accepted to its event on 1,000 open boards.
    Fanout,
    /// 100 messages a second out and in with all their statuses, over a provider, to the last one.
    Channels,
    /// 50 messages a second out while workers are killed, PostgreSQL is restarted and the first provider fails half the time.
    Chaos,
    /// Our random forest beside scikit-learn's: how well it tells who leaves, and its time as a ratio.
    Churn,
    /// Every page with a year of a large desk behind it: 400,000 conversations, 4 million messages.
    Dashboard,
    /// Changes counted for the figures, beside making everything anew.
    Rollup,
    /// First paint and hydration of a board with 2,000 open conversations, in Chromium.
    Board,
    /// 100,000 passages searched by words and by sense, against the exact search.
    Search,
    /// Judged questions over the demo's articles: how often a right article is among the first five.
    Knowledge,
    /// Vectors of messages on one core, against the engine that the model was made for.
    Embed,
    /// The queue of a message, by words and by words and meaning: cross-validation and the held-out messages.
    Classify,
}

/// The data folder, below which the model's file lies where nothing names another.
const DATA: &str = "data";
/// Seconds of load where nothing else is said.
const SECONDS: u64 = 10;

/// Runs one and prints its figures.
pub async fn run(command: BenchCommand) -> Result<()> {
    let seconds = command.seconds.unwrap_or(SECONDS);
    let figures = match command.name {
        Name::Ingest => ingest::run(seconds, command.clients.into()).await?,
        Name::Fanout => fanout::run(seconds).await?,
        Name::Channels => channels::run(command.seconds.unwrap_or(channels::SECONDS)).await?,
        Name::Chaos => chaos::run(seconds).await?,
        Name::Churn => churn::run().await?,
        Name::Search => search::run().await?,
        Name::Knowledge => knowledge::run(&command.embedding).await?,
        Name::Dashboard => dashboard::run(&command.site).await?,
        Name::Rollup => rollup::run().await?,
        Name::Board => board::run(&command.site).await?,
        Name::Classify => classify::run(&command.embedding.file(Path::new(DATA))).await?,
        Name::Embed => embed::run(&command.embedding.file(Path::new(DATA)), &command.python).await?,
    };
    let mut out = std::io::stdout().lock();
    if !command.json {
        for (name, value) in &figures {
            writeln!(out, "{name:<28} {value}")?;
        }
    }
    writeln!(out, "{}", serde_json::to_string(&figures)?)?;
    Ok(())
}

/// Figures by name, in the order in which they were put.
type Figures = serde_json::Map<String, serde_json::Value>;

/// The value below which `share` (0..1) of the samples lie; 0 without samples. Sorts them.
fn percentile(samples: &mut [u32], share: f64) -> u32 {
    samples.sort_unstable();
    // the share is between 0 and 1, so the index stays within the samples
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index from a share"
    )]
    let index = ((samples.len().saturating_sub(1)) as f64 * share).round() as usize;
    samples.get(index).copied().unwrap_or(0)
}

/// Microseconds as milliseconds with two decimals.
fn milliseconds(microseconds: u32) -> f64 {
    (f64::from(microseconds) / 10.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_of_a_hundred() {
        let mut samples: Vec<u32> = (1..=100).rev().collect();
        assert_eq!(percentile(&mut samples, 0.5), 51);
        assert_eq!(percentile(&mut samples, 0.99), 99);
        assert_eq!(percentile(&mut [], 0.5), 0);
    }
}
