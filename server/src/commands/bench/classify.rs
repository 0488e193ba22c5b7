//! `bench classify`: how well and how fast the queue of a message is found, by words and by words and meaning.

use std::path::Path;

use anyhow::{Context, Result};
use enlace_ai::{
    classifier::{Report, Vectors, report, report_with},
    local::LocalEmbedder,
};
use serde_json::json;

use super::Figures;

/// Measures: cross-validation over the labelled messages and the held-out ones; minutes, for thousands of vectors
/// are made first.
pub async fn run(file: &Path) -> Result<Figures> {
    let embedder = LocalEmbedder::open(file).context("EMBEDDING_FILE: deploy/setup/model.sh fetches the model")?;
    let vectors = Vectors::make(&embedder).await?;
    let (words, both) =
        tokio::task::spawn_blocking(move || Ok::<_, anyhow::Error>((report()?, report_with(&vectors)?))).await??;
    let mut figures = Figures::new();
    figures.insert("messages".into(), json!(both.trained_on));
    figures.insert("held_out_messages".into(), json!(both.held_out.messages));
    figures.insert("fresh_messages".into(), json!(both.fresh.messages));
    put(&mut figures, "", &both);
    put(&mut figures, "words_", &words);
    Ok(figures)
}

/// The figures of one way, each name with `prefix` in front.
fn put(figures: &mut Figures, prefix: &str, report: &Report) {
    let rounded = |share: f64| json!((share * 1e4).round() / 1e4);
    let milliseconds = report.classify_p95_us as f64 / 1_000.0;
    figures.insert(
        format!("{prefix}accuracy"),
        rounded(report.cross_validation.overall.accuracy),
    );
    figures.insert(format!("{prefix}held_out_accuracy"), rounded(report.held_out.accuracy));
    figures.insert(format!("{prefix}fresh_accuracy"), rounded(report.fresh.accuracy));
    figures.insert(format!("{prefix}several_accuracy"), rounded(report.several.decided));
    figures.insert(format!("{prefix}several_precision"), rounded(report.several.precision));
    figures.insert(format!("{prefix}several_recall"), rounded(report.several.recall));
    let calibration = report.cross_validation.overall.calibration_error;
    figures.insert(format!("{prefix}calibration_error"), rounded(calibration));
    figures.insert(format!("{prefix}p95_ms"), json!(milliseconds));
    figures.insert(format!("{prefix}train_s"), json!(report.train_ms as f64 / 1_000.0));
}
