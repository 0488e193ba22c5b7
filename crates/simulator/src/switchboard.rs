//! What the parts of a town share: its settings, its messages, its counts and its faults.

use std::{
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use tokio::sync::mpsc::UnboundedSender;
use tokio_util::sync::CancellationToken;

use crate::{
    account::Account,
    config::TownConfig,
    faults::FaultControl,
    hold::hold,
    ledger::{Ledger, SentToSubscriber},
};

/// A handle on the shared parts; all clones are one.
#[derive(Clone)]
pub(crate) struct Switchboard(Arc<Parts>);

struct Parts {
    config: TownConfig,
    api: String,
    http: reqwest::Client,
    faults: FaultControl,
    stop: CancellationToken,
    ledger: Mutex<Ledger>,
    account: Mutex<Account>,
    /// Where delivered messages go, while people live here.
    people: Mutex<Option<UnboundedSender<SentToSubscriber>>>,
}

impl Switchboard {
    /// `api` is the address of the town's own API, without a path.
    pub fn new(config: TownConfig, api: String, http: reqwest::Client, stop: CancellationToken) -> Self {
        Self(Arc::new(Parts {
            config,
            api,
            http,
            faults: FaultControl::default(),
            stop,
            ledger: Mutex::default(),
            account: Mutex::default(),
            people: Mutex::default(),
        }))
    }

    pub fn config(&self) -> &TownConfig {
        &self.0.config
    }

    pub fn api(&self) -> &str {
        &self.0.api
    }

    pub fn http(&self) -> &reqwest::Client {
        &self.0.http
    }

    pub fn faults(&self) -> &FaultControl {
        &self.0.faults
    }

    /// Ends when the town does.
    pub fn stop(&self) -> &CancellationToken {
        &self.0.stop
    }

    pub fn ledger(&self) -> MutexGuard<'_, Ledger> {
        hold(&self.0.ledger)
    }

    pub fn account(&self) -> MutexGuard<'_, Account> {
        hold(&self.0.account)
    }

    /// From now on delivered messages reach these people.
    pub fn populate(&self, people: UnboundedSender<SentToSubscriber>) {
        *hold(&self.0.people) = Some(people);
    }

    /// A message has reached a phone.
    pub fn ring(&self, message: SentToSubscriber) {
        if let Some(people) = hold(&self.0.people).as_ref() {
            // Nobody listens any more when the town is being stopped.
            let _ = people.send(message);
        }
    }

    /// A stretch of life, in the town's pace.
    pub fn paced(&self, life: Duration) -> Duration {
        let pace = self.0.config.pace;
        if pace.is_finite() && pace > 0.0 {
            life.div_f64(pace)
        } else {
            life
        }
    }

    /// Waits a stretch of life, or less if the town ends.
    pub async fn wait(&self, life: Duration) {
        tokio::select! {
            () = tokio::time::sleep(self.paced(life)) => {}
            () = self.0.stop.cancelled() => {}
        }
    }
}
