//! Receiving: a provider's events are stored with their jobs before the provider is answered.
//!
//! Durable commits are the limit of intake, so many webhooks share one: a single writer stores what has gathered while
//! the commit before it ran, and answers each only after its own commit. Nothing else happens here.

use std::{collections::HashSet, time::Duration};

use enlace_domain::{ChannelId, InboundEventId};
use enlace_jobs::Job;
use enlace_store::{
    StoreError,
    inbound::{self, InboundKind, NewInbound},
};
use enlace_whatsapp::{EventKind, InboundEvent};
use sqlx::{Postgres, pool::PoolConnection};
use tokio::{
    sync::{mpsc, oneshot},
    task::yield_now,
    time::timeout,
};
use url::form_urlencoded;

use crate::{Desk, DeskError, send::Reference, take_in::TakeIn};

/// Most events in one transaction.
const BATCH: usize = 256;
/// For how long the writer keeps its connection when nobody asks.
const KEPT: Duration = Duration::from_millis(500);
/// Requests that may wait for the writer; more wait at the door.
const WAITING: usize = 4_096;

/// What became of the events of one webhook.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// New, and stored now.
    pub stored: usize,
    /// Were stored before.
    pub repeated: usize,
}

/// The door for webhooks. Cheap to clone; the writer ends with the last clone.
#[derive(Clone)]
pub struct Intake {
    requests: mpsc::Sender<Request>,
}

struct Request {
    events: Vec<NewInbound>,
    answer: oneshot::Sender<Result<Received, DeskError>>,
}

impl Intake {
    /// Starts the writer.
    #[must_use]
    pub fn start(desk: Desk) -> Self {
        let (requests, waiting) = mpsc::channel(WAITING);
        tokio::spawn(write(desk, waiting));
        Self { requests }
    }

    /// Stores the events of one webhook; when this returns, they are on disk.
    ///
    /// # Errors
    /// [`DeskError::Unavailable`]: the database is away. Nothing of this webhook was stored; the provider repeats it.
    pub async fn receive(&self, channel: ChannelId, events: Vec<InboundEvent>) -> Result<Received, DeskError> {
        let events = events
            .into_iter()
            .map(|event| row(channel, event))
            .collect::<Result<_, _>>()?;
        let (answer, answered) = oneshot::channel();
        // the writer ends only with the process
        self.requests
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
pub fn with_reference(mut event: InboundEvent, query: Option<&str>) -> InboundEvent {
    let reference = query.and_then(|query| {
        form_urlencoded::parse(query.as_bytes()).find_map(|(name, value)| (name == Reference::NAME).then_some(value))
    });
    if let (Some(reference), Some(fields)) = (reference, event.body.as_object_mut()) {
        fields.insert(Reference::KEPT_AS.to_owned(), reference.replace('\0', "").into());
    }
    event
}

fn row(channel: ChannelId, event: InboundEvent) -> Result<NewInbound, DeskError> {
    let id = InboundEventId::new();
    let (kind, key) = match &event.kind {
        EventKind::Message { sender_key } => (InboundKind::Message, sender_key.as_str()),
        EventKind::Status { provider_message_id } => (InboundKind::Status, provider_message_id.as_str()),
        EventKind::Notice => (InboundKind::Notice, "notice"),
    };
    let job = TakeIn::new(id);
    let mut row = job
        .row(Some(format!("{channel}:{key}")), Duration::ZERO)
        .map_err(anyhow::Error::from)?;
    if kind == InboundKind::Status {
        row.priority = TakeIn::STATUS_PRIORITY;
    }
    Ok(NewInbound {
        id,
        channel,
        provider_key: event.key,
        kind,
        body: event.body,
        job: row,
    })
}

/// The writer: one transaction after the other, each with all that waited for it.
async fn write(desk: Desk, mut waiting: mpsc::Receiver<Request>) {
    let mut conn: Option<PoolConnection<Postgres>> = None;
    loop {
        let first = match &mut conn {
            None => waiting.recv().await,
            Some(kept) => match timeout(KEPT, waiting.recv()).await {
                Ok(next) => next,
                Err(_) => {
                    if let Err(error) = inbound::leave(kept).await {
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
    let events: Vec<&NewInbound> = requests.iter().flat_map(|request| &request.events).collect();
    match insert(desk, conn, &events).await {
        Ok(stored) => {
            for request in requests {
                answer(request, &stored);
            }
        }
        // one event that the database refuses must not take the others with it
        Err(error) if !error.is_unavailable() && requests.len() > 1 => {
            for request in requests {
                match insert(desk, conn, &request.events.iter().collect::<Vec<_>>()).await {
                    Ok(stored) => answer(request, &stored),
                    Err(error) => drop(request.answer.send(Err(error.into()))),
                }
            }
        }
        Err(error) => {
            tracing::warn!(%error, "Could not store {} webhooks; their providers will repeat them", requests.len());
            for request in requests {
                drop(request.answer.send(Err(DeskError::Unavailable)));
            }
        }
    }
}

/// Stores on the writer's own connection; a connection that failed is not used again.
async fn insert(
    desk: &Desk,
    conn: &mut Option<PoolConnection<Postgres>>,
    events: &[&NewInbound],
) -> Result<HashSet<InboundEventId>, StoreError> {
    let mut used = match conn.take() {
        Some(conn) => conn,
        None => {
            let mut new = desk.pool().acquire().await?;
            inbound::enter(&mut new).await?;
            new
        }
    };
    let stored = inbound::insert(&mut used, events).await;
    match &stored {
        Err(error) if error.is_unavailable() => used.close_on_drop(),
        _ => *conn = Some(used),
    }
    Ok(stored?.into_iter().collect())
}

fn answer(request: Request, stored: &HashSet<InboundEventId>) {
    let new = request.events.iter().filter(|event| stored.contains(&event.id)).count();
    // whoever asked may have gone: the event is stored all the same
    drop(request.answer.send(Ok(Received {
        stored: new,
        repeated: request.events.len() - new,
    })));
}
