//! What operators ask: is it alive, can it work, how does it do.

use axum::{Json, extract::State, response::IntoResponse};
use enlace_desk::Desk;
use http::StatusCode;
use serde_json::json;

use crate::telemetry::Metrics;

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
pub async fn metrics(State(desk): State<Desk>, State(metrics): State<Metrics>) -> impl IntoResponse {
    let pool = desk.pool();
    metrics::gauge!("enlace_database_connections").set(f64::from(pool.size()));
    metrics::gauge!("enlace_database_connections_idle").set(u32::try_from(pool.num_idle()).map_or(0.0, f64::from));
    metrics::gauge!("enlace_database_connections_max").set(f64::from(pool.options().get_max_connections()));
    // while the database is away the other metrics are wanted as well
    let up = match enlace_desk::measure::now(&desk).await {
        Ok(()) => 1.0,
        Err(error) => {
            tracing::warn!(%error, "Could not measure the desk");
            0.0
        }
    };
    metrics::gauge!("enlace_database_up").set(up);
    if let Err(error) = enlace_desk::pace::measure(&desk).await {
        tracing::warn!(%error, "Could not measure who counts messages");
    }
    (
        [(http::header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
        metrics.render(),
    )
}
