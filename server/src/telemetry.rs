//! Logs and metrics of the process. Nothing here may carry a secret, a phone number or the text of a message.

use std::{path::Path, sync::Arc, time::Duration};

use enlace_desk::measure;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use metrics_util::MetricKindMask;
use tracing_subscriber::{EnvFilter, fmt, prelude::*};

use crate::config::{LogFormat, LogSettings};

/// Starts the log, once a process.
pub fn start_logs(settings: &LogSettings) {
    let filter = EnvFilter::try_new(&settings.log).unwrap_or_else(|_| EnvFilter::new("info"));
    // the index's engine warns at every search that nobody has set its cluster's switches, which it has none of here
    let filter = match "qdrant_edge=error".parse() {
        Ok(directive) if !settings.log.contains("qdrant_edge") => filter.add_directive(directive),
        _ => filter,
    };
    let registry = tracing_subscriber::registry().with(filter);
    match settings.log_format {
        LogFormat::Json => registry
            .with(fmt::layer().json().flatten_event(true).with_writer(std::io::stderr))
            .init(),
        LogFormat::Pretty => registry
            .with(fmt::layer().with_target(false).with_writer(std::io::stderr))
            .init(),
    }
}

/// Seconds, from a cached page to a provider's time-out.
const LATENCY_BUCKETS: &[f64] = &[
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0,
];

/// A gauge that nobody has set for so long is told no more: a channel that was renamed keeps no old self.
const GAUGE_LIFE: Duration = Duration::from_secs(600);

/// What the process has measured; cheap to clone.
#[derive(Clone)]
pub struct Metrics {
    handle: PrometheusHandle,
    data: Arc<Path>,
}

impl Metrics {
    /// Everything in Prometheus' text format, with the space that is left where the data lies.
    pub fn render(&self) -> String {
        metrics::gauge!("enlace_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
        match rustix::fs::statvfs(&*self.data) {
            Ok(disk) => {
                metrics::gauge!("enlace_disk_bytes").set(bytes(disk.f_blocks, disk.f_frsize));
                metrics::gauge!("enlace_disk_free_bytes").set(bytes(disk.f_bavail, disk.f_frsize));
            }
            Err(error) => tracing::warn!(%error, "Could not measure the disk under {}", self.data.display()),
        }
        self.handle.run_upkeep();
        self.handle.render()
    }
}

#[expect(clippy::cast_precision_loss, reason = "a disk's size need not be exact to the byte")]
fn bytes(blocks: u64, size: u64) -> f64 {
    blocks.saturating_mul(size) as f64
}

/// Starts collecting metrics; `data` is the folder whose disk is watched.
///
/// # Errors
/// They were started before in this process.
pub fn start_metrics(data: &Path) -> anyhow::Result<Metrics> {
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), LATENCY_BUCKETS)?
        .set_buckets_for_metric(
            Matcher::Full("issue_resolution_time_minutes".to_owned()),
            measure::RESOLUTION_MINUTES,
        )?
        .idle_timeout(MetricKindMask::GAUGE, Some(GAUGE_LIFE))
        .install_recorder()?;
    metrics::describe_histogram!(
        "enlace_http_request_seconds",
        "Time to answer a request, by route and status"
    );
    metrics::describe_counter!("enlace_webhook_refused_total", "Webhooks refused, by reason");
    metrics::describe_counter!(
        "enlace_webhook_unreadable_total",
        "Webhooks and updates that are proven and can't be read: kept for a person, or only counted"
    );
    metrics::describe_gauge!("enlace_redis_up", "1 where the Redis of REDIS_URL answers");
    metrics::describe_gauge!(
        "enlace_pace_keeper",
        "1 for who counts messages against the limits, 0 for the other"
    );
    metrics::describe_counter!(
        "enlace_pace_changes_total",
        "Changes of who counts messages, by the one it went to"
    );
    metrics::describe_gauge!("enlace_database_up", "1 while the database answers as it should");
    metrics::describe_gauge!("enlace_database_connections", "Open connections to the database");
    metrics::describe_gauge!("enlace_database_connections_idle", "Of those, at rest");
    metrics::describe_gauge!("enlace_database_connections_max", "How many there may be");
    metrics::describe_gauge!("enlace_disk_bytes", "Size of the disk on which the data folder lies");
    metrics::describe_gauge!("enlace_disk_free_bytes", "What is free of it for the process");
    metrics::describe_gauge!("enlace_scheduler_leads", "1 in the process that is the scheduler");
    metrics::describe_gauge!("enlace_build_info", "1, with the version");
    metrics::counter!("enlace_foreign_origin_total").increment(0);
    measure::describe();
    Ok(Metrics {
        handle,
        data: Arc::from(data),
    })
}
