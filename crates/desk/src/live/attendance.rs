//! Who has which conversation open: told to every page beside the stream, for it is of the moment and nobody misses it.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use enlace_domain::{ConversationId, event::StreamBody};
use enlace_store::attendance;
use tokio::{
    sync::Notify,
    time::{MissedTickBehavior, interval, sleep},
};

use super::Hub;
use crate::{Desk, DeskError};

/// Changes are gathered for so long, so that many people cost few readings.
const GATHER: Duration = Duration::from_millis(100);
/// How often pages that died without a word are looked for.
const LOOK: Duration = Duration::from_secs(5);

/// The conversations whose attendance changed and is not told yet.
#[derive(Default)]
pub(super) struct Changed {
    conversations: Mutex<BTreeSet<ConversationId>>,
    some: Notify,
}

impl Changed {
    /// Somebody came, left, began to write or paused.
    pub(super) fn add(&self, conversation: ConversationId) {
        self.with(|conversations| conversations.insert(conversation));
        self.some.notify_one();
    }

    fn take(&self) -> Vec<ConversationId> {
        self.with(std::mem::take).into_iter().collect()
    }

    fn with<T>(&self, change: impl FnOnce(&mut BTreeSet<ConversationId>) -> T) -> T {
        change(&mut self.conversations.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Tells all pages what changes, and finds who is gone without a word.
pub(super) async fn keep(hub: &Hub, desk: &Desk) {
    tokio::join!(tell(hub, desk), forget_past(desk));
}

async fn tell(hub: &Hub, desk: &Desk) {
    loop {
        hub.attendance.some.notified().await;
        sleep(GATHER).await;
        let conversations = hub.attendance.take();
        if conversations.is_empty() {
            continue;
        }
        // what could not be told is in the answer that each page asks for
        if let Err(error) = publish(hub, desk, &conversations).await {
            tracing::warn!(error = ?error, "can't tell who has a conversation open");
        }
    }
}

async fn publish(hub: &Hub, desk: &Desk, conversations: &[ConversationId]) -> Result<(), DeskError> {
    let told = attendance::of(&mut *desk.pool().acquire().await?, conversations).await?;
    hub.publish_beside(told.into_iter().map(|one| Arc::new(StreamBody::Attendance(one))))
}

async fn forget_past(desk: &Desk) {
    let mut looks = interval(LOOK);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        looks.tick().await;
        if let Err(error) = look(desk).await {
            tracing::warn!(error = ?error, "can't tell who has left a conversation; trying again in a moment");
        }
    }
}

async fn look(desk: &Desk) -> Result<(), DeskError> {
    Ok(attendance::forget_past(&mut *desk.pool().acquire().await?).await?)
}
