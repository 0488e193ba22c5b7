//! Receiving: a provider's events are stored with their jobs before the provider is answered.
//!
//! Durable commits are the limit of intake, so many webhooks share one: a writer stores what has gathered while the
//! commit before it ran, and answers each only after its own commit. There are two, so that one works while the other
//! waits for the disk; all of one person goes to the same, and stays in the order in which it came. Nothing else happens
//! here.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    time::Duration,
};

use enlace_domain::{ChannelId, InboundEventId};
use enlace_jobs::Job;
use enlace_store::{
    StoreError,
    arrivals::{self, Arrival},
    inbound::InboundKind,
};
use enlace_whatsapp::{EventKind, InboundEvent};
use serde_json::Value;
use sqlx::{Postgres, pool::PoolConnection};
use tokio::{
    sync::{mpsc, oneshot},
    task::yield_now,
    time::timeout,
};
use url::form_urlencoded;

use crate::{
    Desk, DeskError,
    send::Reference,
    take_in::{ReadAgain, TakeIn},
    unreadable,
};

/// Most events in one transaction.
const BATCH: usize = 256;
/// For how long the writer keeps its connection when nobody asks.
const KEPT: Duration = Duration::from_millis(500);
/// Requests that may wait for a writer; more wait at the door.
const WAITING: usize = 4_096;
/// Writers. A third has nothing left to wait for: one connection computes while the other flushes.
const WRITERS: usize = 2;

/// The door for webhooks. Cheap to clone; the writers end with the last clone.
#[derive(Clone)]
pub struct Intake {
    writers: [mpsc::Sender<Request>; WRITERS],
}

struct Request {
    events: Vec<Arrival>,
    answer: oneshot::Sender<Result<(), DeskError>>,
}

impl Intake {
    /// Starts the writers.
    #[must_use]
    pub fn start(desk: Desk) -> Self {
        let writers = std::array::from_fn(|_| {
            let (requests, waiting) = mpsc::channel(WAITING);
            tokio::spawn(write(desk.clone(), waiting));
            requests
        });
        Self { writers }
    }

    /// Stores the events of one webhook; when this returns, they are on disk.
    ///
    /// # Errors
    /// [`DeskError::Unavailable`]: the database is away. Nothing of this webhook was stored; the provider repeats it.
    pub async fn receive(&self, channel: ChannelId, events: Vec<InboundEvent>) -> Result<(), DeskError> {
        let events = events
            .into_iter()
            .map(|event| row(channel, event))
            .collect::<Result<Vec<_>, _>>()?;
        let (answer, answered) = oneshot::channel();
        // a writer ends only with the process
        self.writers[writer_of(&events)]
            .send(Request { events, answer })
            .await
            .map_err(|_| DeskError::Unavailable)?;
        answered.await.map_err(|_| DeskError::Unavailable)?
    }
}

/// Keeps the reference that our callback address carries with the event that was reported to it.
///
/// It names the message even before we know the provider's id of it. `query` is that of the address the provider called.
#[must_use]
pub fn with_reference(event: InboundEvent, query: Option<&str>) -> InboundEvent {
    let reference = query.and_then(|query| {
        form_urlencoded::parse(query.as_bytes()).find_map(|(name, value)| (name == Reference::NAME).then_some(value))
    });
    match reference {
        Some(reference) => keep_reference(event, reference.replace('\0', "").into()),
        None => event,
    }
}

/// Keeps a reference with an event.
pub(crate) fn keep_reference(mut event: InboundEvent, reference: Value) -> InboundEvent {
    if let Some(fields) = event.body.as_object_mut() {
        fields.insert(Reference::KEPT_AS.to_owned(), reference);
    }
    event
}

/// All of one person, and all reports of one message, go to the same writer. Of a webhook with several people the first
/// one counts.
fn writer_of(events: &[Arrival]) -> usize {
    let mut hash = DefaultHasher::new();
    events
        .first()
        .and_then(|event| event.job.ordering_key.as_deref())
        .hash(&mut hash);
    usize::try_from(hash.finish() % WRITERS as u64).unwrap_or_default()
}

/// The row of an event, with its job.
pub(crate) fn row(channel: ChannelId, event: InboundEvent) -> Result<Arrival, DeskError> {
    let id = InboundEventId::new();
    let (kind, key) = match &event.kind {
        EventKind::Message { sender_key } => (InboundKind::Message, sender_key.as_str()),
        EventKind::Status { provider_message_id } => (InboundKind::Status, provider_message_id.as_str()),
        EventKind::Notice => (InboundKind::Notice, "notice"),
        EventKind::Unreadable { .. } => (InboundKind::Unreadable, unreadable::KEY),
    };
    let ordering_key = Some(format!("{channel}:{key}"));
    let job = match kind {
        InboundKind::Unreadable => ReadAgain::new(id).row(ordering_key, Duration::ZERO),
        InboundKind::Message | InboundKind::Status | InboundKind::Notice => {
            TakeIn::new(id).row(ordering_key, Duration::ZERO)
        }
    };
    let mut row = job.map_err(anyhow::Error::from)?;
    if kind == InboundKind::Status {
        row.priority = TakeIn::STATUS_PRIORITY;
    }
    Ok(Arrival {
        id,
        channel,
        provider_key: event.key,
        kind,
        body: event.body,
        job: row,
    })
}

/// A writer: one transaction after the other, each with all that waited for it.
async fn write(desk: Desk, mut waiting: mpsc::Receiver<Request>) {
    let mut conn: Option<PoolConnection<Postgres>> = None;
    loop {
        let first = match &mut conn {
            None => waiting.recv().await,
            Some(kept) => match timeout(KEPT, waiting.recv()).await {
                Ok(next) => next,
                Err(_) => {
                    if let Err(error) = arrivals::leave(kept).await {
                        tracing::debug!(%error, "The writer's connection is gone");
                        kept.close_on_drop();
                    }
                    conn = None;
                    continue;
                }
            },
        };
        let Some(first) = first else { return };
        // whoever is about to ask comes along
        yield_now().await;
        let mut size = first.events.len();
        let mut requests = vec![first];
        while size < BATCH
            && let Ok(next) = waiting.try_recv()
        {
            size += next.events.len();
            requests.push(next);
        }
        store(&desk, &mut conn, requests).await;
        desk.jobs_added().ring(desk.pool());
    }
}

async fn store(desk: &Desk, conn: &mut Option<PoolConnection<Postgres>>, requests: Vec<Request>) {
    let events: Vec<&Arrival> = requests.iter().flat_map(|request| &request.events).collect();
    match insert(desk, conn, &events).await {
        Ok(()) => requests.into_iter().for_each(|request| answer(request, Ok(()))),
        // one event that the database refuses must not take the others with it
        Err(error) if !error.is_unavailable() && requests.len() > 1 => {
            for request in requests {
                let stored = insert(desk, conn, &request.events.iter().collect::<Vec<_>>()).await;
                answer(request, stored.map_err(DeskError::from));
            }
        }
        Err(error) => {
            tracing::warn!(%error, "Could not store {} webhooks; their providers will repeat them", requests.len());
            for request in requests {
                answer(request, Err(DeskError::Unavailable));
            }
        }
    }
}

/// Stores on the writer's own connection; a connection that failed is not used again.
async fn insert(
    desk: &Desk,
    conn: &mut Option<PoolConnection<Postgres>>,
    events: &[&Arrival],
) -> Result<(), StoreError> {
    let mut used = match conn.take() {
        Some(conn) => conn,
        None => {
            let mut new = desk.pool().acquire().await?;
            arrivals::enter(&mut new).await?;
            new
        }
    };
    let stored = arrivals::insert(&mut used, events).await;
    match &stored {
        Err(error) if error.is_unavailable() => used.close_on_drop(),
        _ => *conn = Some(used),
    }
    stored
}

fn answer(request: Request, stored: Result<(), DeskError>) {
    // whoever asked may have gone: the event is stored all the same
    drop(request.answer.send(stored));
}
