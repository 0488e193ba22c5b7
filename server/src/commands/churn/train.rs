//! `enlace churn train`: a model from a table, with its card.

use std::io::Write;

use anyhow::{Context, Result};
use enlace_forecast::{Card, ForestSettings, Model, TrainNotes};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::cells;
use crate::cli::ChurnTrainCommand;

/// Trains, keeps the model where that is wanted, and prints its card.
pub fn run(command: &ChurnTrainCommand) -> Result<()> {
    let cells = cells(&command.csv)?;
    let settings = ForestSettings {
        trees: command.trees,
        min_leaf: command.min_leaf,
        positive_weight: command.positive_weight,
        seed: command.seed,
        ..ForestSettings::default()
    };
    let notes = TrainNotes {
        data: command
            .csv
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        trained_at: OffsetDateTime::now_utc().format(&Rfc3339)?,
        thresholds: vec![0.4, 0.7],
        ..TrainNotes::default()
    };
    let model = Model::train_cells(&cells, &command.target, settings, notes).context("Failed to train")?;
    if let Some(path) = &command.out {
        model.save(path)?;
    }
    let mut out = std::io::stdout().lock();
    if command.json {
        writeln!(out, "{}", serde_json::to_string(&model.card)?)?;
    } else {
        print(&mut out, &model.card)?;
    }
    Ok(())
}

fn print(out: &mut impl Write, card: &Card) -> Result<()> {
    writeln!(
        out,
        "{} rows, {} left; {} trees\nAUC {:.4} ({:.4} to {:.4} in five parts), average precision {:.4}, Brier {:.4}",
        card.rows,
        card.positive,
        card.trees,
        card.auc,
        card.auc_range[0],
        card.auc_range[1],
        card.average_precision,
        card.brier
    )?;
    for at in &card.thresholds {
        let percent =
            |share: Option<f64>| share.map_or_else(|| "-".to_owned(), |share| format!("{:.1} %", share * 100.0));
        writeln!(
            out,
            "above {:.2}: {} rows, {} of them left, {} of those who left",
            at.threshold,
            at.rows,
            percent(at.precision),
            percent(at.recall)
        )?;
    }
    writeln!(out, "said, happened, rows:")?;
    for point in &card.calibration {
        writeln!(out, "  {:.3}  {:.3}  {}", point.said, point.happened, point.rows)?;
    }
    writeln!(out, "importances:")?;
    for importance in card.importances.iter().take(12) {
        writeln!(out, "  {:.3}  {}", importance.share, importance.feature)?;
    }
    if !card.left_out.is_empty() {
        writeln!(out, "left out: {}", card.left_out.join(", "))?;
    }
    Ok(())
}
