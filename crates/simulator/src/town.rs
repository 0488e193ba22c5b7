//! The town itself: started, asked, stopped.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::{
    account::Account,
    config::TownConfig,
    control,
    error::TownError,
    faults::FaultControl,
    ledger::SentToSubscriber,
    line::{Cutter, Lines},
    people,
    place::{self, Subscriber},
    switchboard::Switchboard,
    twilio::{self, MessageSid, Writer, Written},
};

/// A running town. Cheap to clone; it ends when the last clone is dropped or [`Town::run`] is told to stop.
#[derive(Clone)]
pub struct Town {
    board: Switchboard,
    address: SocketAddr,
    subscribers: Arc<Vec<Subscriber>>,
    _ends_with_the_last: Arc<DropGuard>,
}

impl Town {
    /// Listens and answers from now on. Nobody writes by themselves before [`Town::run`].
    ///
    /// # Errors
    /// [`TownError::Listen`] where the address is taken, [`TownError::Client`] where there is no TLS to call with.
    pub async fn start(config: TownConfig) -> Result<Self, TownError> {
        let address = config.listen;
        let listen_error = |cause| TownError::Listen { address, cause };
        let listener = TcpListener::bind(address).await.map_err(listen_error)?;
        let address = listener.local_addr().map_err(listen_error)?;
        let http = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(5))
            .redirect(reqwest::redirect::Policy::none())
            .tcp_nodelay(true)
            .no_proxy()
            .build()?;
        let stop = CancellationToken::new();
        let subscribers = Arc::new(place::subscribers(config.seed, config.subscribers));
        let board = Switchboard::new(config, format!("http://{address}"), http, stop.clone());
        let router = twilio::router(board.clone()).merge(control::router(board.clone()));
        let service = router.into_make_service_with_connect_info::<Cutter>();
        let served = axum::serve(Lines(listener), service).with_graceful_shutdown(stop.clone().cancelled_owned());
        tokio::spawn(async move {
            if let Err(error) = served.await {
                tracing::error!(%error, "the town's API has stopped");
            }
        });
        Ok(Self {
            board,
            address,
            subscribers,
            _ends_with_the_last: Arc::new(stop.drop_guard()),
        })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base address of the API, for a channel's settings.
    #[must_use]
    pub fn api(&self) -> &str {
        self.board.api()
    }

    /// Those who live here.
    #[must_use]
    pub fn subscribers(&self) -> &[Subscriber] {
        &self.subscribers
    }

    /// Writes to the desk and returns when it has taken the message.
    ///
    /// # Errors
    /// [`TownError::Delivery`] where the desk did not take it, after all repeats.
    pub async fn write(&self, from: impl Into<Writer>, written: impl Into<Written>) -> Result<MessageSid, TownError> {
        twilio::write(&self.board, from.into(), written.into()).await
    }

    /// Delivers the webhook of a message once more; returns the HTTP status of the answer.
    ///
    /// # Errors
    /// [`TownError::NoSuchMessage`] where nobody wrote it, [`TownError::Delivery`] where the desk did not take it.
    pub async fn repeat(&self, sid: &MessageSid) -> Result<u16, TownError> {
        twilio::repeat(&self.board, sid).await
    }

    /// What the desk sent, the oldest first.
    #[must_use]
    pub fn outbox(&self) -> Vec<SentToSubscriber> {
        self.board.ledger().sent().collect()
    }

    /// The subscriber opens a message of the desk; returns when the desk has been told. Waits until it is delivered.
    ///
    /// # Errors
    /// [`TownError::NoSuchMessage`] where the desk has not sent it.
    pub async fn mark_read(&self, sid: &MessageSid) -> Result<(), TownError> {
        twilio::mark_read(&self.board, sid).await
    }

    /// Orders what shall go wrong.
    #[must_use]
    pub fn faults(&self) -> FaultControl {
        self.board.faults().clone()
    }

    /// What went over the line so far.
    #[must_use]
    pub fn account(&self) -> Account {
        self.board.account().clone()
    }

    /// Lets the people live until `stop`, then ends the town. In a quiet town nothing happens meanwhile.
    pub async fn run(self, stop: CancellationToken) {
        if self.board.config().quiet {
            stop.cancelled().await;
        } else {
            tokio::select! {
                () = stop.cancelled() => {}
                () = people::live(self.board.clone(), Arc::clone(&self.subscribers)) => {}
            }
        }
        self.board.stop().cancel();
    }
}
