//! The stream of one open page.

use std::{collections::VecDeque, sync::Arc};

use enlace_domain::event::StreamCursor;
use enlace_store::people;
use futures::{
    StreamExt,
    stream::{self, BoxStream},
};
use tokio::sync::broadcast::{Receiver, error::RecvError};

use super::{LiveEvent, hub::Batch, pages::Page};
use crate::{Actor, Desk, DeskError};

/// What a page gets, until it goes away or its log-in ends. The events of one batch are ready together, so the reader
/// may write them together.
pub type LiveStream = BoxStream<'static, Arc<LiveEvent>>;

/// Opens a page's stream: after `resume` where the hub still has all that followed, else with a snapshot. Each event's
/// `prev` is the cursor of the one before it in this very stream.
///
/// # Errors
/// [`DeskError::Unavailable`] where the database is away or no hub runs in this process.
pub async fn open(desk: &Desk, actor: &Actor, resume: Option<StreamCursor>) -> Result<LiveStream, DeskError> {
    let hub = desk.hub();
    hub.started().await?;
    people::touch(&mut *desk.pool().acquire().await?, &[actor.person.id]).await?;
    let page = hub.pages.add(actor);
    // a cursor from the future is another database's; the zero says that the stream was empty, not since when
    let resume = resume.filter(|cursor| *cursor != StreamCursor::default() && *cursor <= hub.last());
    let begun = match (resume, hub.subscribe(resume)) {
        (Some(cursor), Some(subscription)) => {
            let mut first = VecDeque::from([Arc::new(hub.online_at(cursor)?)]);
            first.extend(subscription.ready);
            Reader {
                desk: desk.clone(),
                actor: actor.clone(),
                page,
                cursor,
                ready: first,
                batches: subscription.batches,
            }
        }
        _ => {
            let (first, batches) = begin(desk, actor).await?;
            Reader {
                desk: desk.clone(),
                actor: actor.clone(),
                page,
                cursor: StreamCursor::default(),
                ready: first,
                batches,
            }
        }
    };
    Ok(stream::unfold(begun, |mut reader| async {
        reader.next().await.map(|event| (event, reader))
    })
    .boxed())
}

/// A snapshot and all that comes after it.
async fn begin(desk: &Desk, actor: &Actor) -> Result<(VecDeque<Arc<LiveEvent>>, Receiver<Batch>), DeskError> {
    loop {
        let snapshot = desk.hub().snapshot(desk, actor).await?;
        // the ring may have run away from a shared snapshot, never from a new one
        if let Some(subscription) = desk.hub().subscribe(Some(snapshot.cursor)) {
            let mut first = VecDeque::from([snapshot]);
            first.extend(subscription.ready);
            return Ok((first, subscription.batches));
        }
    }
}

struct Reader {
    desk: Desk,
    actor: Actor,
    page: Page,
    /// The last event this page got.
    cursor: StreamCursor,
    ready: VecDeque<Arc<LiveEvent>>,
    batches: Receiver<Batch>,
}

impl Reader {
    async fn next(&mut self) -> Option<Arc<LiveEvent>> {
        loop {
            while let Some(event) = self.ready.pop_front() {
                match self.admit(event) {
                    Ok(Some(event)) => return Some(event),
                    Ok(None) => {}
                    Err(error) => return self.give_up(&error),
                }
            }
            let received = tokio::select! {
                () = self.page.closing() => return None,
                received = self.batches.recv() => received,
            };
            match received {
                Ok(batch) => self.ready.extend(batch.iter().cloned()),
                Err(RecvError::Closed) => return None,
                Err(RecvError::Lagged(_)) => {
                    metrics::counter!("enlace_live_lagged_total").increment(1);
                    match begin(&self.desk, &self.actor).await {
                        Ok((first, batches)) => (self.ready, self.batches) = (first, batches),
                        Err(error) => return self.give_up(&error),
                    }
                }
            }
        }
    }

    /// Fits an event into this page's chain; `None` where the page has it already.
    fn admit(&mut self, event: Arc<LiveEvent>) -> Result<Option<Arc<LiveEvent>>, DeskError> {
        use enlace_domain::event::StreamBody::Snapshot;
        if matches!(*event.body, Snapshot(_)) {
            self.cursor = event.cursor;
            return Ok(Some(event));
        }
        if !event.is_step() {
            let fits = event.cursor == self.cursor;
            return Ok(Some(if fits {
                event
            } else {
                Arc::new(event.at(self.cursor, self.cursor)?)
            }));
        }
        if event.cursor <= self.cursor {
            return Ok(None);
        }
        let prev = std::mem::replace(&mut self.cursor, event.cursor);
        Ok(Some(if event.prev == prev {
            event
        } else {
            Arc::new(event.at(event.cursor, prev)?)
        }))
    }

    /// Ends the stream: the browser connects again and gets what it missed.
    fn give_up(&self, error: &DeskError) -> Option<Arc<LiveEvent>> {
        tracing::warn!(person.id = %self.actor.person.id, error = ?error, "a page's live stream ends; it will reconnect");
        None
    }
}
