//! A line that runs.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard},
};

use time::OffsetDateTime;
use tokio::sync::oneshot;
use url::Url;

use super::{LineConfig, OutageSwitch};
use crate::{
    faults::{CallbackFault, FaultControl, MediaFault, SendFault, WebhookFault},
    hold::hold,
    ledger::match_key,
    media::Shelf,
    switchboard::Switchboard,
};

/// How long after somebody's last message free words may go to them.
const WINDOW: time::Duration = time::Duration::hours(24);

/// A line and what belongs to it alone.
pub(crate) struct Line {
    /// Its place among the town's.
    pub index: usize,
    pub config: LineConfig,
    /// The base address of its API.
    pub api: String,
    pub faults: FaultControl,
    pub outage: OutageSwitch,
    shelf: Mutex<Shelf>,
    /// Who wrote last when, by the key of their number.
    heard: Mutex<HashMap<String, OffsetDateTime>>,
    /// A webhook that waits for the one after it.
    held: Mutex<Option<Held>>,
    /// Where webhooks go and with which headers, where the desk has set that through the API.
    hook: Mutex<Option<Hook>>,
    /// Whose number Meta keeps to itself, by its key.
    hidden: Mutex<HashSet<String>>,
}

/// An address and the headers that go with it.
type Hook = (Url, Vec<(String, String)>);

/// Lets a waiting webhook go.
type Held = oneshot::Sender<()>;

impl Line {
    /// `api` is where it listens, without a path.
    pub fn new(index: usize, config: LineConfig, api: String, outage: OutageSwitch) -> Self {
        Self {
            index,
            config,
            api,
            faults: FaultControl::default(),
            outage,
            shelf: Mutex::default(),
            heard: Mutex::default(),
            held: Mutex::default(),
            hook: Mutex::default(),
            hidden: Mutex::default(),
        }
    }

    pub fn shelf(&self) -> MutexGuard<'_, Shelf> {
        hold(&self.shelf)
    }

    pub fn held(&self) -> MutexGuard<'_, Option<Held>> {
        hold(&self.held)
    }

    /// Somebody has written.
    pub fn hear(&self, number: &str, at: OffsetDateTime) {
        hold(&self.heard).insert(match_key(number), at);
    }

    /// As if a day had gone by since somebody wrote.
    pub fn forget(&self, number: &str) {
        hold(&self.heard).remove(&match_key(number));
    }

    /// Whether free words may go to this number.
    pub fn is_open_to(&self, number: &str, now: OffsetDateTime) -> bool {
        hold(&self.heard)
            .get(&match_key(number))
            .is_some_and(|last| now - *last < WINDOW)
    }

    /// From now on this person is known by their id alone.
    pub fn hide_number(&self, number: &str) {
        hold(&self.hidden).insert(match_key(number));
    }

    /// Whether this person is known by their id alone.
    pub fn hides_number(&self, number: &str) -> bool {
        hold(&self.hidden).contains(&match_key(number))
    }

    /// From now on webhooks go there.
    pub fn redirect(&self, url: Url, headers: Vec<(String, String)>) {
        *hold(&self.hook) = Some((url, headers));
    }

    /// Where webhooks go, and with which headers.
    pub fn webhook(&self) -> Hook {
        hold(&self.hook)
            .clone()
            .unwrap_or_else(|| (self.config.desk_webhook.clone(), Vec::new()))
    }
}

/// A line with the town around it; cheap to clone.
#[derive(Clone)]
pub(crate) struct OnLine {
    pub board: Switchboard,
    pub line: Arc<Line>,
}

impl OnLine {
    /// The fault of the send that comes now: the line's own first, then the town's.
    pub fn send_fault(&self) -> Option<SendFault> {
        self.line.faults.take_send().or_else(|| self.board.faults().take_send())
    }

    /// The fault of the message taken now.
    pub fn callback_fault(&self) -> Option<CallbackFault> {
        self.line
            .faults
            .take_callbacks()
            .or_else(|| self.board.faults().take_callbacks())
    }

    /// The fault of the webhook told now.
    pub fn webhook_fault(&self) -> Option<WebhookFault> {
        self.line
            .faults
            .take_webhook()
            .or_else(|| self.board.faults().take_webhook())
    }

    /// The fault of the file asked for now.
    pub fn media_fault(&self) -> Option<MediaFault> {
        self.line
            .faults
            .take_media()
            .or_else(|| self.board.faults().take_media())
    }
}
