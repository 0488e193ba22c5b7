//! scikit-learn's forest, in a virtual environment of Python.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    process::Stdio,
};

use anyhow::{Context, Result, ensure};
use enlace_forecast::Table;
use serde::Deserialize;
use tokio::process::Command;

use super::ROUNDS;

/// The version that is measured against.
const SKLEARN: &str = "scikit-learn==1.9.1";
const SCRIPT: &str = include_str!("theirs.py");

/// What the script prints.
#[derive(Deserialize)]
pub struct Theirs {
    pub auc: f64,
    pub train_s: f64,
    pub score_s: f64,
    pub version: String,
}

/// Where downloaded things are kept.
pub fn cache() -> Result<PathBuf> {
    let cache = match (std::env::var_os("ENLACE_CACHE"), std::env::var_os("HOME")) {
        (Some(cache), _) => PathBuf::from(cache),
        (None, home) => PathBuf::from(home.unwrap_or_else(|| "/root".into())).join(".cache/enlace"),
    };
    std::fs::create_dir_all(&cache).with_context(|| format!("Failed to make {}", cache.display()))?;
    Ok(cache)
}

/// The interpreter of an environment of its own, made where it is not there.
pub async fn python() -> Result<PathBuf> {
    let folder = cache()?.join("python-churn");
    let python = folder.join("bin/python");
    if !python.exists() {
        let made = Command::new("python3").args(["-m", "venv"]).arg(&folder).status().await;
        ensure!(
            made.is_ok_and(|status| status.success()),
            "python3 can't make a virtual environment: run deploy/setup/tools.sh test"
        );
    }
    Ok(python)
}

/// Measures their forest on the same rows, features and parts.
pub async fn measure(
    folder: &Path,
    table: &Table,
    left: &[bool],
    part: &[usize],
    grown: &Table,
    grown_left: &[bool],
) -> Result<Theirs> {
    let python = python().await?;
    let installed = Command::new(&python)
        .args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-input",
            SKLEARN,
        ])
        .status()
        .await?;
    ensure!(installed.success(), "pip could not install {SKLEARN}");
    write(&folder.join("real.f32"), table, left, part)?;
    write(&folder.join("grown.f32"), grown, grown_left, &[])?;
    let output = Command::new(&python)
        .arg("-c")
        .arg(SCRIPT)
        .arg(folder)
        .arg(table.names().len().to_string())
        .arg(ROUNDS.to_string())
        .env("OMP_NUM_THREADS", "1")
        .stderr(Stdio::inherit())
        .output()
        .await?;
    ensure!(output.status.success(), "scikit-learn's side failed");
    serde_json::from_slice(&output.stdout).context("scikit-learn's side printed no JSON")
}

/// Rows of little-endian floats: the features, who left, and the part (0 where there are none).
fn write(path: &Path, table: &Table, left: &[bool], part: &[usize]) -> Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for (row, left) in left.iter().enumerate() {
        for column in table.columns() {
            file.write_all(&column[row].to_le_bytes())?;
        }
        file.write_all(&f32::from(u8::from(*left)).to_le_bytes())?;
        let part = u8::try_from(part.get(row).copied().unwrap_or_default()).unwrap_or_default();
        file.write_all(&f32::from(part).to_le_bytes())?;
    }
    Ok(file.flush()?)
}
