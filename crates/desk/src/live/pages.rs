//! The pages that are open in this process: who is there, and whose log-in has ended.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use enlace_domain::{LogInSessionId, PersonId};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::Actor;

/// All open pages.
#[derive(Clone, Default)]
pub(super) struct Pages(Arc<Inner>);

#[derive(Default)]
struct Inner {
    open: Mutex<HashMap<Uuid, Open>>,
    somebody_came: Notify,
}

struct Open {
    session: LogInSessionId,
    person: PersonId,
    closing: CancellationToken,
}

/// One open page; gone when it is dropped.
pub(super) struct Page {
    id: Uuid,
    pages: Pages,
    closing: CancellationToken,
}

impl Page {
    /// Returns when the page has to go: its log-in has ended.
    pub(super) async fn closing(&self) {
        self.closing.cancelled().await;
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.pages.with(|open| open.remove(&self.id));
    }
}

impl Pages {
    fn with<T>(&self, change: impl FnOnce(&mut HashMap<Uuid, Open>) -> T) -> T {
        // the map is whole after every line here, so a panic elsewhere while it was held is no reason to stop
        let mut open = self.0.open.lock().unwrap_or_else(PoisonError::into_inner);
        let result = change(&mut open);
        #[expect(clippy::cast_precision_loss, reason = "far fewer pages than 2^52")]
        metrics::gauge!("enlace_live_boards").set(open.len() as f64);
        result
    }

    /// Opens a page.
    pub(super) fn add(&self, actor: &Actor) -> Page {
        let (id, closing) = (Uuid::now_v7(), CancellationToken::new());
        let open = Open {
            session: actor.session,
            person: actor.person.id,
            closing: closing.clone(),
        };
        self.with(|pages| pages.insert(id, open));
        self.0.somebody_came.notify_one();
        Page {
            id,
            pages: self.clone(),
            closing,
        }
    }

    /// Returns when a page has been opened since the last call.
    pub(super) async fn somebody_came(&self) {
        self.0.somebody_came.notified().await;
    }

    /// Who has a page open, each once.
    pub(super) fn people(&self) -> Vec<PersonId> {
        self.with(|open| open.values().map(|page| page.person).collect::<BTreeSet<_>>())
            .into_iter()
            .collect()
    }

    /// The log-ins behind the pages, each once.
    pub(super) fn sessions(&self) -> Vec<LogInSessionId> {
        self.with(|open| open.values().map(|page| page.session).collect::<BTreeSet<_>>())
            .into_iter()
            .collect()
    }

    /// Closes the pages of these log-ins.
    pub(super) fn close(&self, ended: &[LogInSessionId]) {
        self.with(|open| {
            open.values()
                .filter(|page| ended.contains(&page.session))
                .for_each(|page| page.closing.cancel());
        });
    }
}
