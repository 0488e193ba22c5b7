//! `bench ingest`: signed webhooks stored durably, against pgbench's one-row inserts on the same server.

use std::{path::Path, process::Stdio, time::Duration};

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tokio::process::Command;

use super::{
    Figures,
    lab::Lab,
    load::{self, Webhook},
    milliseconds, percentile,
};

/// Contacts who write.
const CONTACTS: u32 = 2_000;
/// More than any machine of two cores takes in a second, so that the load never runs dry.
const MOST_PER_SECOND: u64 = 30_000;

/// Measures over `clients` connections, of the load and of pgbench alike: the baseline, then as fast as it goes, then the answers' times at half of that.
pub async fn run(seconds: u64, clients: usize) -> Result<Figures> {
    let lab = Lab::start("gateway", None, Path::new("build/site")).await?;
    let pgbench = pgbench(&lab, seconds, clients).await?;
    let limit = Duration::from_secs(seconds);

    let most = usize::try_from(MOST_PER_SECOND * seconds)?;
    let fast = load::deliver(
        lab.address,
        &lab.webhook(),
        webhooks(&lab, "a", most)?,
        clients,
        None,
        limit,
    )
    .await?;
    #[expect(clippy::cast_precision_loss, reason = "a count of webhooks is far below 2^52")]
    let per_second = fast.accepted as f64 / fast.took.as_secs_f64();

    let half = per_second / 2.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a positive count"
    )]
    let count = (half * limit.as_secs_f64()) as usize;
    let mut calm = load::deliver(
        lab.address,
        &lab.webhook(),
        webhooks(&lab, "b", count)?,
        clients,
        Some(half),
        limit * 2,
    )
    .await?;

    // the provider repeats what it is unsure of: none of these may count again
    let repeats = load::deliver(
        lab.address,
        &lab.webhook(),
        webhooks(&lab, "a", 1_000)?,
        clients,
        None,
        limit,
    )
    .await?;
    enlace_store::arrivals::let_all_in(lab.desk.pool()).await?;
    let tally = enlace_store::tally::inbound_events(lab.desk.pool()).await?;
    let accepted = i64::try_from(fast.accepted + calm.accepted)?;
    let mut figures = Figures::new();
    figures.insert("ratio".into(), json!((per_second / pgbench * 1000.0).round() / 1000.0));
    figures.insert("per_second".into(), json!(per_second.round()));
    figures.insert("pgbench_per_second".into(), json!(pgbench.round()));
    figures.insert(
        "p50_ms".into(),
        json!(milliseconds(percentile(&mut calm.latencies, 0.5))),
    );
    figures.insert(
        "p99_ms".into(),
        json!(milliseconds(percentile(&mut calm.latencies, 0.99))),
    );
    figures.insert("lost".into(), json!((accepted - tally.distinct).max(0)));
    figures.insert(
        "doubled".into(),
        json!(tally.rows - tally.distinct + (tally.distinct - accepted).max(0)),
    );
    figures.insert("accepted".into(), json!(accepted));
    figures.insert("repeated".into(), json!(repeats.accepted));
    figures.insert("refused".into(), json!(fast.refused + calm.refused + repeats.refused));
    figures.insert("clients".into(), json!(clients));
    lab.stop().await?;
    Ok(figures)
}

fn webhooks(lab: &Lab, series: &str, count: usize) -> Result<Vec<Webhook>> {
    let url = lab.webhook();
    (0..u32::try_from(count)?)
        .map(|number| {
            let sid = format!("SM{series}{number:031}");
            Ok(load::webhook(
                &url,
                number % CONTACTS,
                &sid,
                "boa noite, caiu a internet aqui em casa de novo",
            ))
        })
        .collect()
}

/// Rows per second that pgbench inserts, one a transaction, into its own history table (which has no index).
async fn pgbench(lab: &Lab, seconds: u64, clients: usize) -> Result<f64> {
    let url = lab.postgres.url();
    let program = lab.postgres.program("pgbench");
    let init = Command::new(&program)
        .args(["-i", "-q", "-s", "1", &url])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .await;
    ensure!(
        init.context("pgbench is missing: Debian's package postgresql-contrib-15 or postgresql-15 has it")?
            .success(),
        "pgbench could not make its tables"
    );
    let script = std::env::temp_dir().join(format!("enlace-pgbench-{}.sql", std::process::id()));
    std::fs::write(
        &script,
        "insert into pgbench_history (tid, bid, aid, delta, mtime) values (1, 1, 1, 1, current_timestamp);\n",
    )?;
    let clients = clients.to_string();
    let output = Command::new(&program)
        .args([
            "-n",
            "-M",
            "prepared",
            "-c",
            &clients,
            "-j",
            "2",
            "-T",
            &seconds.to_string(),
            "-f",
        ])
        .arg(&script)
        .arg(&url)
        .output()
        .await?;
    std::fs::remove_file(&script)?;
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines()
        .find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok())
        .with_context(|| format!("pgbench printed no rate: {}", String::from_utf8_lossy(&output.stderr)))
}
