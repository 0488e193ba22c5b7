//! `enlace churn score`: the probability of each row of a table, with what speaks for and against it.

use std::io::Write;

use anyhow::{Context, Result};
use enlace_forecast::Model;
use serde::Serialize;

use super::cells;
use crate::cli::ChurnScoreCommand;

/// Features named a row.
const REASONS: usize = 4;

#[derive(Serialize)]
struct Line<'a> {
    /// What the row calls itself, or its number from 1.
    id: &'a str,
    probability: f64,
    /// Feature and what it adds to the forest's share, the weightiest first.
    reasons: Vec<(&'a str, f64)>,
}

/// Prints a line of JSON for each row.
pub fn run(command: &ChurnScoreCommand) -> Result<()> {
    let model = Model::load(&command.model)?;
    let cells = cells(&command.csv)?;
    let named = match &command.id {
        Some(name) => Some(
            cells
                .get(name)
                .with_context(|| format!("There is no column `{name}`"))?,
        ),
        None => None,
    };
    let mut out = std::io::stdout().lock();
    for (row, scored) in model.score_cells(&cells)?.iter().enumerate() {
        let number = (row + 1).to_string();
        let mut reasons: Vec<(&str, f64)> = model
            .names()
            .iter()
            .map(String::as_str)
            .zip(scored.contributions.iter().map(|added| rounded(*added)))
            .collect();
        reasons.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        reasons.truncate(REASONS);
        let line = Line {
            id: named.and_then(|column| column.get(row)).unwrap_or(&number),
            probability: rounded(scored.probability),
            reasons,
        };
        writeln!(out, "{}", serde_json::to_string(&line)?)?;
    }
    Ok(())
}

fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
