//! How fast changes of conversations are counted for the figures, beside making everything anew; and that both are the
//! same.

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use enlace_desk::insight;
use enlace_store::year;
use serde_json::json;

use super::{Figures, lab::Lab, milliseconds, percentile};

const CONVERSATIONS: i32 = 100_000;
/// Changes counted one by one.
const ROUNDS: usize = 100;
/// Changes counted at once.
const BURST: i64 = 5_000;

pub async fn run() -> Result<Figures> {
    let nowhere = std::env::temp_dir();
    let lab = Lab::start("gateway", None, &nowhere).await?;
    let figures = measure(&lab).await;
    lab.stop().await?;
    figures
}

async fn measure(lab: &Lab) -> Result<Figures> {
    let pool = lab.desk.pool();
    year::live(pool, CONVERSATIONS, 0)
        .await
        .context("Failed to make a year")?;
    let mut single = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        year::raise(pool, 1).await?;
        let began = Instant::now();
        insight::catch_up(&lab.desk).await?;
        single.push(u32::try_from(began.elapsed().as_micros()).unwrap_or(u32::MAX));
    }
    year::raise(pool, BURST).await?;
    let began = Instant::now();
    insight::catch_up(&lab.desk).await?;
    let burst = began.elapsed().as_secs_f64();
    let kept = year::fingerprint(pool).await?;
    let began = Instant::now();
    insight::rebuild(pool).await?;
    let rebuild = began.elapsed().as_secs_f64();
    let same = kept == year::fingerprint(pool).await?;
    ensure!(same, "What was counted change by change is not what is counted anew");
    let p95 = percentile(&mut single, 0.95);
    let rounded = |value: f64| (value * 1_000.0).round() / 1_000.0;
    let mut figures = Figures::new();
    figures.insert("conversations".to_owned(), json!(CONVERSATIONS));
    figures.insert("change_p95_ms".to_owned(), json!(milliseconds(p95)));
    figures.insert("burst_changes".to_owned(), json!(BURST));
    figures.insert("burst_s".to_owned(), json!(rounded(burst)));
    figures.insert("rebuild_s".to_owned(), json!(rounded(rebuild)));
    // one change against making everything anew
    figures.insert(
        "ratio".to_owned(),
        json!(f64::from(p95) / 1_000_000.0 / rebuild.max(f64::EPSILON)),
    );
    figures.insert("same".to_owned(), json!(same));
    Ok(figures)
}
