//! `bench board`: what a browser needs to show a board with 2,000 open conversations.

use std::{path::Path, time::Duration};

use anyhow::{Context, Result, ensure};
use enlace_desk::seed::{self, NewPerson};
use enlace_domain::{QueueKey, Role};
use serde_json::json;
use tokio::{process::Command, time::Instant};

use super::{Figures, lab::Lab, load};

const CONVERSATIONS: u32 = 2_000;
const EMAIL: &str = "medida@enlace.example";
const PASSWORD: &str = "medida-medida";
/// What they write, one after the other, so that all columns fill.
const OPENERS: [&str; 5] = [
    "estou totalmente sem internet desde ontem, luz vermelha no aparelho",
    "a internet está muito lenta no wifi do quarto",
    "queria saber os planos e os valores para contratar",
    "me manda a segunda via do boleto por favor",
    "quero cancelar o meu contrato",
];

/// Measures: five loads in Chromium, the middle one of each figure.
pub async fn run(site: &Path) -> Result<Figures> {
    let site = site
        .canonicalize()
        .with_context(|| format!("{} is missing: run `make build`", site.display()))?;
    let lab = Lab::start("web,gateway,worker", None, &site).await?;
    let person = NewPerson {
        name: "Medida".to_owned(),
        email: EMAIL.to_owned(),
        role: Role::Manager,
        capacity: 10,
        queues: QueueKey::ALL.to_vec(),
        password: PASSWORD.to_owned(),
    };
    seed::people(&lab.desk, &[person])
        .await
        .context("Failed to store the benchmark's manager")?;
    let url = lab.webhook();
    let openers = (0..CONVERSATIONS)
        .map(|contact| {
            load::webhook(
                &url,
                contact,
                &format!("SMo{contact:031}"),
                OPENERS[contact as usize % OPENERS.len()],
            )
        })
        .collect();
    load::deliver(lab.address, &url, openers, 8, None, Duration::from_secs(60)).await?;
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        let tally = enlace_store::tally::conversations(lab.desk.pool()).await?;
        if tally.queued >= i64::from(CONVERSATIONS) * 9 / 10 && tally.open >= i64::from(CONVERSATIONS) {
            break;
        }
        ensure!(
            Instant::now() < deadline,
            "Only {} of {CONVERSATIONS} conversations were queued within 60 s",
            tally.queued
        );
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let output = Command::new("node")
        .args(["bench/board.mjs", &format!("http://{}", lab.address), EMAIL, PASSWORD])
        .current_dir("end2end")
        .output()
        .await
        .context("node is missing: `make build` installs what the browser needs")?;
    ensure!(
        output.status.success(),
        "The browser's part failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut figures: Figures = serde_json::from_slice(&output.stdout).context("The browser's part printed no JSON")?;
    let wasm = std::fs::metadata(site.join("pkg/enlace_bg.wasm.br"))
        .context("The compressed wasm is missing: run `make build`")?;
    figures.insert("conversations".into(), json!(CONVERSATIONS));
    figures.insert("wasm_brotli_kb".into(), json!(wasm.len() / 1_000));
    lab.stop().await?;
    Ok(figures)
}
