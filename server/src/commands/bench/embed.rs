//! `bench embed`: vectors of messages on one core, against the engine that the model file was made for.

use std::{path::Path, process::Stdio, time::Instant};

use anyhow::{Context, Result, ensure};
use enlace_ai::{
    classifier::held_out_messages,
    embedder::{Embedder, TextKind},
    local::LocalEmbedder,
};
use serde::Deserialize;
use serde_json::json;
use tokio::{io::AsyncWriteExt, process::Command};

use super::{Figures, milliseconds, percentile};

/// What the engine's script prints.
#[derive(Deserialize)]
struct Oracle {
    seconds: f64,
    vectors: Vec<Vec<f32>>,
}

/// Measures: each held-out message alone, then all of them at once, then the engine on one thread.
pub async fn run(file: &Path, python: &Path) -> Result<Figures> {
    let opened = Instant::now();
    let embedder = LocalEmbedder::open(file).context("EMBEDDING_FILE: deploy/setup/model.sh fetches the model")?;
    let open_ms = micros(opened);
    let texts: Vec<String> = held_out_messages()?.into_iter().map(|message| message.text).collect();
    let mut alone = Vec::with_capacity(texts.len());
    for text in &texts {
        let since = Instant::now();
        embedder.embed(TextKind::Query, std::slice::from_ref(text)).await?;
        alone.push(micros(since));
    }
    let since = Instant::now();
    let vectors = embedder.embed(TextKind::Query, &texts).await?;
    let per_second = texts.len() as f64 / since.elapsed().as_secs_f64();
    let oracle = oracle(file, python, &texts).await?;
    ensure!(
        oracle.vectors.len() == vectors.len(),
        "the engine made another number of vectors"
    );
    let cosine = vectors
        .iter()
        .zip(&oracle.vectors)
        .map(|(ours, theirs)| ours.iter().zip(theirs).map(|(a, b)| a * b).sum::<f32>())
        .fold(1.0, f32::min);
    let engine = texts.len() as f64 / oracle.seconds;
    let mut figures = Figures::new();
    figures.insert("texts".into(), json!(texts.len()));
    figures.insert("open_ms".into(), json!(milliseconds(open_ms)));
    figures.insert("p50_ms".into(), json!(milliseconds(percentile(&mut alone, 0.5))));
    figures.insert("p95_ms".into(), json!(milliseconds(percentile(&mut alone, 0.95))));
    figures.insert("per_second".into(), json!((per_second * 10.0).round() / 10.0));
    figures.insert("engine_per_second".into(), json!((engine * 10.0).round() / 10.0));
    figures.insert("ratio".into(), json!((per_second / engine * 1_000.0).round() / 1_000.0));
    figures.insert("cosine_least".into(), json!((f64::from(cosine) * 1e5).floor() / 1e5));
    Ok(figures)
}

/// The engine's vectors and time.
async fn oracle(file: &Path, python: &Path, texts: &[String]) -> Result<Oracle> {
    let mut child = Command::new(python)
        .args(["-c", include_str!("oracle.py")])
        .arg(file)
        .env("OMP_NUM_THREADS", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .with_context(|| {
            format!(
                "ENLACE_PYTHON: {} does not run; deploy/setup/python.sh sets it up",
                python.display()
            )
        })?;
    let mut stdin = child.stdin.take().context("the engine takes no texts")?;
    stdin.write_all(&serde_json::to_vec(texts)?).await?;
    drop(stdin);
    let done = child.wait_with_output().await?;
    ensure!(
        done.status.success(),
        "the engine failed; deploy/setup/python.sh installs it"
    );
    Ok(serde_json::from_slice(&done.stdout)?)
}

fn micros(since: Instant) -> u32 {
    u32::try_from(since.elapsed().as_micros()).unwrap_or(u32::MAX)
}
