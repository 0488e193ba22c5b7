//! Logs and metrics of the process. Nothing here may carry a secret, a phone number or the text of a message.

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::{EnvFilter, fmt, prelude::*};

use crate::config::{LogFormat, LogSettings};

/// Starts the log, once a process.
pub fn start_logs(settings: &LogSettings) {
    let filter = EnvFilter::try_new(&settings.log).unwrap_or_else(|_| EnvFilter::new("info"));
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

/// Starts collecting metrics; the handle renders them for Prometheus.
///
/// # Errors
/// They were started before in this process.
pub fn start_metrics() -> anyhow::Result<PrometheusHandle> {
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), LATENCY_BUCKETS)?
        .install_recorder()?;
    metrics::describe_histogram!(
        "enlace_http_request_seconds",
        "Time to answer a request, by route and status"
    );
    metrics::describe_counter!("enlace_webhook_refused_total", "Webhooks refused, by reason");
    metrics::describe_gauge!(
        "enlace_channel_circuit",
        "1 for the state of a channel's circuit, 0 for the others"
    );
    metrics::describe_counter!(
        "enlace_failovers_total",
        "Attempts to send by another number than the conversation's"
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
    Ok(handle)
}
