//! `bench churn`: our forest beside scikit-learn's, on the same rows, the same features and one thread each.
//!
//! How well both tell who leaves: on the public Telco table (7,043 customers), five parts, the mean area under the curve.
//! How fast: training on 50,000 rows grown from that table, and scoring them. The table is downloaded, for nobody says
//! that it may be passed on.

mod data;
mod ours;
mod theirs;

use anyhow::Result;
use enlace_forecast::{ForestSettings, stratified_folds};

use super::Figures;

/// Rows of the table to be fast on.
const GROWN: usize = 50_000;
/// The fastest of so many rounds counts, for ours and theirs: a machine does other things too.
const ROUNDS: usize = 3;
/// Parts of the table to be right on.
const FOLDS: usize = 5;

/// The same settings as `RandomForestClassifier(n_estimators=100)` has: leaves of one row, no weights.
const SAME: ForestSettings = ForestSettings {
    trees: 100,
    min_leaf: 1,
    positive_weight: 1.0,
    seed: 0,
    threads: 1,
};

/// Measures both.
pub async fn run() -> Result<Figures> {
    let folder = tempfile_folder()?;
    let (table, left) = data::telco().await?;
    let part = stratified_folds(&left, FOLDS, 0);
    let (grown, grown_left) = data::grow(&table, &left, GROWN);
    // the product's own settings, on one thread for the comparison
    let product = ForestSettings {
        threads: 1,
        ..ForestSettings::default()
    };
    let theirs = theirs::measure(&folder, &table, &left, &part, &grown, &grown_left).await?;
    let same = ours::measure(&table, &left, &part, &grown, &grown_left, SAME);
    let own = ours::measure(&table, &left, &part, &grown, &grown_left, product);
    std::fs::remove_dir_all(&folder)?;
    let mut figures = Figures::new();
    for (name, value) in [
        ("auc", same.auc),
        ("sklearn_auc", theirs.auc),
        (
            "ratio",
            (same.train_s + same.score_s) / (theirs.train_s + theirs.score_s),
        ),
        ("train_s", same.train_s),
        ("score_s", same.score_s),
        ("sklearn_train_s", theirs.train_s),
        ("sklearn_score_s", theirs.score_s),
        ("product_auc", own.auc),
        (
            "product_ratio",
            (own.train_s + own.score_s) / (theirs.train_s + theirs.score_s),
        ),
    ] {
        figures.insert(name.to_owned(), ((value * 10_000.0).round() / 10_000.0).into());
    }
    figures.insert("rows".to_owned(), left.len().into());
    figures.insert("grown_rows".to_owned(), grown_left.len().into());
    figures.insert("sklearn_version".to_owned(), theirs.version.into());
    Ok(figures)
}

/// What was measured of one of the two.
struct Measured {
    auc: f64,
    train_s: f64,
    score_s: f64,
}

fn tempfile_folder() -> Result<std::path::PathBuf> {
    let folder = std::env::temp_dir().join(format!("enlace-bench-churn-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}
