//! The town itself: started, asked, stopped.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::{
    account::Account,
    callbacks,
    config::TownConfig,
    connection::{Connections, Cutter},
    control,
    error::TownError,
    faults::FaultControl,
    inbound,
    ledger::{SentToSubscriber, WrittenToDesk},
    line::{Line, LineConfig, OnLine, OutageSwitch, TwilioConfig, Vendor},
    message::{MessageId, Writer, Written},
    people::{self, Storm},
    place::{self, Subscriber},
    switchboard::Switchboard,
    town_line::TownLine,
    vendor,
};

/// The name of the first line.
pub(crate) const FIRST_LINE: &str = "twilio";

/// A running town. Cheap to clone; it ends when the last clone is dropped or [`Town::run`] is told to stop.
#[derive(Clone)]
pub struct Town {
    pub(crate) board: Switchboard,
    address: SocketAddr,
    first: TownLine,
    pub(crate) subscribers: Arc<Vec<Subscriber>>,
    _ends_with_the_last: Arc<DropGuard>,
}

impl Town {
    /// Listens and answers from now on. Nobody writes by themselves before [`Town::run`].
    ///
    /// # Errors
    /// [`TownError::Listen`] where the address is taken, [`TownError::Client`] where there is no TLS to call with.
    pub async fn start(config: TownConfig) -> Result<Self, TownError> {
        let http = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(5))
            .redirect(reqwest::redirect::Policy::none())
            .tcp_nodelay(true)
            .no_proxy()
            .build()?;
        let stop = CancellationToken::new();
        let subscribers = Arc::new(place::subscribers(config.seed, config.subscribers));
        let configs = std::iter::once(first_line(&config)).chain(config.lines.iter().cloned());
        let (mut doors, mut lines) = (Vec::new(), Vec::new());
        for (index, line) in configs.enumerate() {
            let outage = OutageSwitch::new();
            // The first line's address is also `/_town`'s, by which an outage is ended: it stays open.
            let closes = (index > 0).then(|| outage.clone());
            let address = line.listen;
            let door = Connections::listen(address, closes)
                .await
                .map_err(|cause| TownError::Listen { address, cause })?;
            let api = format!("http://{}", door.address());
            lines.push(Line::new(index, line, api, outage));
            doors.push(door);
        }
        let address = doors.first().map_or(config.listen, Connections::address);
        let board = Switchboard::new(config, http, stop.clone(), &subscribers);
        board.connect(lines);
        for (door, on) in doors.into_iter().zip(board.lines()) {
            let mut router = vendor::router(&on);
            if on.line.index == 0 {
                router = control::router(board.clone()).merge(router);
            }
            serve(door, router, stop.clone());
        }
        let first = board
            .lines()
            .next()
            .map(TownLine::new)
            .ok_or_else(|| TownError::NoSuchLine(FIRST_LINE.to_owned()))?;
        Ok(Self {
            board,
            address,
            first,
            subscribers,
            _ends_with_the_last: Arc::new(stop.drop_guard()),
        })
    }

    /// Where the first line listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base address of the first line's API, for a channel's settings.
    #[must_use]
    pub fn api(&self) -> &str {
        self.first.api()
    }

    /// Those who live here.
    #[must_use]
    pub fn subscribers(&self) -> &[Subscriber] {
        &self.subscribers
    }

    /// The line with this name.
    ///
    /// # Errors
    /// [`TownError::NoSuchLine`].
    pub fn line(&self, name: &str) -> Result<TownLine, TownError> {
        let on = self.board.line(name);
        on.map(TownLine::new)
            .ok_or_else(|| TownError::NoSuchLine(name.to_owned()))
    }

    /// Writes to the desk, on the line that the writer uses, and returns when it has taken the message.
    ///
    /// # Errors
    /// [`TownError::Delivery`] where the desk did not take it, after all repeats.
    pub async fn write(&self, from: impl Into<Writer>, written: impl Into<Written>) -> Result<MessageId, TownError> {
        let writer = from.into();
        inbound::write(&self.home(&writer), &writer, &written.into()).await
    }

    /// From now on somebody writes on this line.
    ///
    /// # Errors
    /// [`TownError::NoSuchLine`].
    pub fn settle(&self, who: impl Into<Writer>, line: &str) -> Result<(), TownError> {
        let index = self.line(line)?.on().line.index;
        self.board.settle(who.into().wa_id.as_str(), index);
        Ok(())
    }

    /// Delivers the webhook of a message once more; returns the HTTP status of the answer.
    ///
    /// # Errors
    /// [`TownError::NoSuchMessage`] where nobody wrote it, [`TownError::Delivery`] where the desk did not take it.
    pub async fn repeat(&self, id: &MessageId) -> Result<u16, TownError> {
        inbound::repeat(&self.board, id).await
    }

    /// What the desk sent, over all lines, the oldest first.
    #[must_use]
    pub fn outbox(&self) -> Vec<SentToSubscriber> {
        self.board.ledger().sent().collect()
    }

    /// What subscribers wrote, over all lines, the oldest first.
    #[must_use]
    pub fn written(&self) -> Vec<WrittenToDesk> {
        self.board.ledger().written().collect()
    }

    /// The subscriber opens a message of the desk; returns when the desk has been told. Waits until it is delivered.
    ///
    /// # Errors
    /// [`TownError::NoSuchMessage`] where the desk has not sent it.
    pub async fn mark_read(&self, id: &MessageId) -> Result<(), TownError> {
        callbacks::mark_read(&self.board, id).await
    }

    /// Orders what shall go wrong, on whichever line comes first. A line's own faults come before these.
    #[must_use]
    pub fn faults(&self) -> FaultControl {
        self.board.faults().clone()
    }

    /// What went over the lines so far.
    #[must_use]
    pub fn account(&self) -> Account {
        self.board.account().clone()
    }

    /// From now on the time of every answer of the desk is kept.
    pub fn time_answers(&self) {
        self.board.time_answers();
    }

    /// How long the desk took for each answer since [`Town::time_answers`], in microseconds; silences count with the
    /// time that was waited.
    #[must_use]
    pub fn answer_times(&self) -> Vec<u32> {
        self.board.answer_times()
    }

    /// So many people begin a conversation, each at a moment of their own within `over` (of the clock, whatever the pace;
    /// the pace holds for the pauses between one person's messages). Subscribers first, strangers where there are too few.
    /// Returns when all have written.
    pub async fn storm(&self, people: usize, over: Duration) -> Storm {
        people::storm(self.board.clone(), &self.subscribers, people, over).await
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

    /// The line that somebody writes on: the first unless chosen.
    fn home(&self, writer: &Writer) -> OnLine {
        self.board
            .home(writer.wa_id.as_str())
            .unwrap_or_else(|| self.first.on().clone())
    }
}

/// The line that the town's own settings describe.
fn first_line(config: &TownConfig) -> LineConfig {
    LineConfig {
        name: FIRST_LINE.to_owned(),
        listen: config.listen,
        desk_webhook: config.desk_webhook.clone(),
        business_number: config.business_number.clone(),
        window: config.window,
        vendor: Vendor::Twilio(TwilioConfig {
            account_sid: config.account_sid.clone(),
            auth_token: config.auth_token.clone(),
        }),
    }
}

fn serve(door: Connections, router: Router, stop: CancellationToken) {
    let service = router.into_make_service_with_connect_info::<Cutter>();
    let served = axum::serve(door, service).with_graceful_shutdown(stop.cancelled_owned());
    tokio::spawn(async move {
        if let Err(error) = served.await {
            tracing::error!(%error, "a line's API has stopped");
        }
    });
}
