//! What the handlers work with.

use axum::extract::FromRef;
use enlace_desk::{Desk, receive::Intake};
use leptos::prelude::LeptosOptions;
use tokio_util::sync::CancellationToken;

use crate::telemetry::Metrics;

/// The state of all routes; cheap to clone.
#[derive(Clone, FromRef)]
pub struct AppState {
    /// The use cases.
    pub desk: Desk,
    /// Takes webhooks in, many to a transaction.
    pub intake: Intake,
    /// Where the web app's files are.
    pub leptos: LeptosOptions,
    /// Renders the metrics.
    pub metrics: Metrics,
    /// Ends the live streams when the process stops.
    pub stop: CancellationToken,
}
