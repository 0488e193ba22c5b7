//! What operators ask: is it alive, can it work, how does it do.

use axum::{Json, extract::State, response::IntoResponse};
use enlace_desk::Desk;
use http::StatusCode;
use metrics_exporter_prometheus::PrometheusHandle;
use serde_json::json;

/// The process answers. Says nothing of its dependencies: a restart would not mend them.
pub async fn health() -> Json<serde_json::Value> {
    Json(json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }))
}

/// The process can do its work: the database answers and has this version's schema.
pub async fn ready(State(desk): State<Desk>) -> impl IntoResponse {
    match enlace_store::check(desk.pool()).await {
        Ok(()) => (StatusCode::OK, Json(json!({ "status": "ready" }))),
        Err(error) => {
            tracing::warn!(%error, "Not ready: the database does not answer as it should");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                Json(json!({ "status": "not_ready", "database": "unavailable" })),
            )
        }
    }
}

/// Metrics in Prometheus' text format.
pub async fn metrics(State(desk): State<Desk>, State(handle): State<PrometheusHandle>) -> impl IntoResponse {
    let pool = desk.pool();
    metrics::gauge!("enlace_database_connections").set(f64::from(pool.size()));
    metrics::gauge!("enlace_database_connections_idle").set(u32::try_from(pool.num_idle()).map_or(0.0, f64::from));
    // a database that is away shows in /ready; the other metrics are wanted then as well
    if let Err(error) = enlace_desk::channels::measure(&desk).await {
        tracing::warn!(%error, "Could not measure the channels");
    }
    if let Err(error) = enlace_desk::pace::measure(&desk).await {
        tracing::warn!(%error, "Could not measure who counts messages");
    }
    handle.run_upkeep();
    (
        [(http::header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
        handle.render(),
    )
}
