//! A vendor that is down, until told otherwise or for a time.

use std::time::Duration;

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

/// What is ordered, and as which order: one that ends by itself must not end a later one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Ordered {
    outage: Option<Outage>,
    order: u64,
}

/// Turns an outage on and off; all clones are one.
#[derive(Clone, Debug)]
pub(crate) struct OutageSwitch(watch::Sender<Ordered>);

impl OutageSwitch {
    /// The vendor is up.
    pub fn new() -> Self {
        Self(watch::Sender::new(Ordered::default()))
    }

    pub fn set(&self, outage: Option<Outage>) {
        self.order(outage);
    }

    /// The vendor is up again by itself after this long; it must be called within a runtime.
    pub fn set_for(&self, outage: Outage, how_long: Duration) {
        let (mine, switch) = (self.order(Some(outage)), self.clone());
        tokio::spawn(async move {
            tokio::time::sleep(how_long).await;
            switch.0.send_if_modified(|now| {
                let is_mine = now.order == mine;
                if is_mine {
                    now.outage = None;
                }
                is_mine
            });
        });
    }

    fn order(&self, outage: Option<Outage>) -> u64 {
        let mut order = 0;
        self.0.send_modify(|now| {
            order = now.order + 1;
            *now = Ordered { outage, order };
        });
        order
    }

    pub fn now(&self) -> Option<Outage> {
        self.0.borrow().outage
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
        let _ = self.0.subscribe().wait_for(|now| wanted(now.outage)).await;
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

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[tokio::test]
    async fn a_vendor_that_is_down_for_a_time_is_up_after_it() {
        let (switch, since) = (OutageSwitch::new(), Instant::now());
        switch.set_for(Outage::Refused, Duration::from_millis(50));
        switch.taken().await;
        assert_eq!(switch.now(), None);
        assert!(since.elapsed() >= Duration::from_millis(50));
    }

    #[tokio::test]
    async fn the_end_of_one_is_not_the_end_of_the_next() {
        let (switch, since) = (OutageSwitch::new(), Instant::now());
        switch.set_for(Outage::Refused, Duration::from_millis(10));
        switch.set_for(Outage::Unavailable, Duration::from_millis(80));
        switch.until(|outage| outage.is_none()).await;
        assert!(since.elapsed() >= Duration::from_millis(80));
    }
}
