//! What the pages of one process share.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use enlace_domain::{
    LogInSessionId, QueueKey,
    event::{StreamBody, StreamCursor},
    view::PersonRef,
};
use tokio::{
    sync::{Mutex as AsyncMutex, Notify, broadcast, watch},
    time::{Instant, timeout},
};
use uuid::Uuid;

use super::{LiveEvent, attendance::Changed, pages::Pages, ring::Ring};
use crate::{Actor, Desk, DeskError, board};

/// A page may fall so many batches behind (some ten seconds of a busy desk) before it gets a new snapshot.
const BEHIND: usize = 256;
/// Pages that connect together, as after a restart, share a snapshot that is no older than this.
const SNAPSHOT_AGE: Duration = Duration::from_millis(250);
/// A page that comes before the hub runs waits so long.
const START: Duration = Duration::from_secs(5);

/// A snapshot, and when it was made.
type Made = (Instant, Arc<LiveEvent>);

/// Events that were read together.
pub(super) type Batch = Arc<[Arc<LiveEvent>]>;

/// The open pages of this process and what they follow. Something must [`run`](Hub::run) it.
pub struct Hub {
    /// Tells our own ring from those of other processes.
    pub(super) id: Uuid,
    pub(super) changed: Notify,
    pub(super) pages: Pages,
    pub(super) attendance: Changed,
    ring: Mutex<Ring>,
    /// How far the stream has been read; rows without news in them are read and not published.
    read: Mutex<StreamCursor>,
    batches: broadcast::Sender<Batch>,
    running: watch::Sender<bool>,
    online: Mutex<Arc<StreamBody>>,
    /// By the queues of those who see the same.
    snapshots: AsyncMutex<HashMap<Vec<QueueKey>, Made>>,
}

/// A place in the stream, and all that comes after it.
pub struct Subscription {
    /// Events that happened already.
    pub(super) ready: VecDeque<Arc<LiveEvent>>,
    /// Events to come.
    pub(super) batches: broadcast::Receiver<Batch>,
}

impl Default for Hub {
    fn default() -> Self {
        Self::new()
    }
}

impl Hub {
    /// A hub that doesn't run yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            id: Uuid::now_v7(),
            changed: Notify::new(),
            pages: Pages::default(),
            attendance: Changed::default(),
            ring: Mutex::default(),
            read: Mutex::default(),
            batches: broadcast::Sender::new(BEHIND),
            running: watch::Sender::new(false),
            online: Mutex::new(Arc::new(StreamBody::Online { people: Vec::new() })),
            snapshots: AsyncMutex::default(),
        }
    }

    /// Says that something was committed: the hub reads at once, here and in the other processes.
    pub fn wake(&self) {
        self.changed.notify_one();
    }

    /// All that comes after `resume`; `None` where a snapshot is needed, because there is nothing to resume or some
    /// of it is no longer at hand.
    #[must_use]
    pub fn subscribe(&self, resume: Option<StreamCursor>) -> Option<Subscription> {
        // under the lock: between the look at the ring and the subscription nothing may be published
        let ring = self.ring();
        let ready = ring.after(resume?)?;
        Some(Subscription {
            ready,
            batches: self.batches.subscribe(),
        })
    }

    /// Closes the pages of a log-in that has ended.
    pub(crate) fn close_pages_of(&self, session: LogInSessionId) {
        self.pages.close(&[session]);
    }

    /// The last event that was published.
    pub(super) fn last(&self) -> StreamCursor {
        self.ring().last()
    }

    /// Begins at `cursor`, unless it has begun.
    pub(super) fn start_at(&self, cursor: StreamCursor) {
        self.running.send_if_modified(|running| {
            if !*running {
                *self.ring() = Ring::starting_at(cursor);
                self.note_read(cursor);
            }
            !std::mem::replace(running, true)
        });
    }

    /// Notes that the stream has been read up to here.
    pub(super) fn note_read(&self, cursor: StreamCursor) {
        *self.read.lock().unwrap_or_else(PoisonError::into_inner) = cursor;
    }

    /// How far the stream has been read; `None` before the hub runs.
    pub(crate) fn read_to(&self) -> Option<StreamCursor> {
        self.has_started()
            .then(|| *self.read.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// How many people have a page of this process open.
    pub(crate) fn people_online(&self) -> usize {
        self.pages.people().len()
    }

    /// Whether it has begun.
    pub(super) fn has_started(&self) -> bool {
        *self.running.borrow()
    }

    /// Waits until it has begun.
    pub(super) async fn started(&self) -> Result<(), DeskError> {
        let mut running = self.running.subscribe();
        match timeout(START, running.wait_for(|running| *running)).await {
            Ok(Ok(_)) => Ok(()),
            _ => Err(DeskError::Unavailable),
        }
    }

    /// Passes steps of the stream on to every page.
    pub(super) fn publish(&self, events: Vec<Arc<LiveEvent>>) {
        metrics::counter!("enlace_live_events_total").increment(events.len() as u64);
        let mut ring = self.ring();
        ring.push(&events);
        // an error only says that no page is open
        self.batches.send(events.into()).ok();
    }

    /// Tells every page who is online, where that has changed.
    pub(super) fn publish_online(&self, people: Vec<PersonRef>) -> Result<(), DeskError> {
        let body = Arc::new(StreamBody::Online { people });
        {
            let mut known = self.online.lock().unwrap_or_else(PoisonError::into_inner);
            if *known == body {
                return Ok(());
            }
            *known = Arc::clone(&body);
        }
        self.publish_beside([body])
    }

    /// Tells every page news that are no step of the stream.
    pub(super) fn publish_beside(&self, bodies: impl IntoIterator<Item = Arc<StreamBody>>) -> Result<(), DeskError> {
        let ring = self.ring();
        let at = ring.last();
        let events = bodies
            .into_iter()
            .map(|body| LiveEvent::new(at, at, body).map(Arc::new))
            .collect::<Result<Batch, DeskError>>()?;
        // under the lock: nothing that comes later in the stream may overtake them
        self.batches.send(events).ok();
        Ok(())
    }

    /// Who is online, as last told, for a page whose chain stands at `cursor`.
    pub(super) fn online_at(&self, cursor: StreamCursor) -> Result<LiveEvent, DeskError> {
        let body = Arc::clone(&self.online.lock().unwrap_or_else(PoisonError::into_inner));
        LiveEvent::new(cursor, cursor, body)
    }

    /// The board as a first event. People who serve the same queues see the same and share it when they come together.
    pub(super) async fn snapshot(&self, desk: &Desk, actor: &Actor) -> Result<Arc<LiveEvent>, DeskError> {
        let mut made = self.snapshots.lock().await;
        made.retain(|_, (at, _)| at.elapsed() < SNAPSHOT_AGE);
        if let Some((_, event)) = made.get(&actor.queues) {
            return Ok(Arc::clone(event));
        }
        let (known, at) = (self.last(), Instant::now());
        let mut board = board::snapshot(desk, actor).await?;
        // everything published before the snapshot is in it, even where the stream has forgotten its old rows
        board.cursor = board.cursor.max(known);
        let cursor = board.cursor;
        let event = Arc::new(LiveEvent::new(
            cursor,
            cursor,
            Arc::new(StreamBody::Snapshot(Box::new(board))),
        )?);
        made.insert(actor.queues.clone(), (at, Arc::clone(&event)));
        Ok(event)
    }

    fn ring(&self) -> MutexGuard<'_, Ring> {
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
