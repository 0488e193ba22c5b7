//! A vendor that is down until told otherwise.

use axum::{
    extract::{ConnectInfo, Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use tokio::sync::watch;

use super::OnLine;
use crate::connection::Cutter;

/// How a vendor is down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outage {
    /// Nothing listens: connections are refused and open ones are closed. On the town's own address, which it shares
    /// with `/_town`, connections are made and cut instead.
    Refused,
    /// Every call is answered 503.
    Unavailable,
}

/// Turns an outage on and off; all clones are one.
#[derive(Clone, Debug)]
pub(crate) struct OutageSwitch(watch::Sender<Option<Outage>>);

impl OutageSwitch {
    /// The vendor is up.
    pub fn new() -> Self {
        Self(watch::Sender::new(None))
    }

    pub fn set(&self, outage: Option<Outage>) {
        self.0.send_replace(outage);
    }

    pub fn now(&self) -> Option<Outage> {
        *self.0.borrow()
    }

    /// Returns while connections are refused, at once or as soon as they are.
    pub async fn refused(&self) {
        self.until(|outage| outage == Some(Outage::Refused)).await;
    }

    /// Returns while connections are taken, at once or as soon as they are.
    pub async fn taken(&self) {
        self.until(|outage| outage != Some(Outage::Refused)).await;
    }

    async fn until(&self, wanted: impl Fn(Option<Outage>) -> bool) {
        // The sender is this one: it can't be gone.
        let _ = self.0.subscribe().wait_for(|outage| wanted(*outage)).await;
    }
}

/// Keeps calls from a vendor that is down.
pub(crate) async fn guard(State(on): State<OnLine>, request: Request, next: Next) -> Response {
    match on.line.outage.now() {
        None => next.run(request).await,
        Some(Outage::Unavailable) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Some(Outage::Refused) => {
            if let Some(ConnectInfo(cutter)) = request.extensions().get::<ConnectInfo<Cutter>>() {
                cutter.cut();
            }
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}
