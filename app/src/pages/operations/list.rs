//! The letters as this page knows them, which of them are chosen, and what is done with them. Read again every few
//! seconds, for no event tells that a job died.

use std::{collections::BTreeSet, time::Duration};

use enlace_domain::view::{DeadLetter, LettersView};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api,
    components::{Toasts, Tone},
    pages::{letter_count::LetterCount, seen::is_seen},
    texts::LocaleHandle,
};

/// Between two readings.
const EVERY: Duration = Duration::from_secs(5);

/// The letters.
#[derive(Clone, Copy)]
pub(super) struct Letters {
    view: RwSignal<LettersView>,
    chosen: RwSignal<BTreeSet<i64>>,
    /// Those that the close dialog is about; none while it is closed.
    pub(super) closing: RwSignal<Option<Vec<i64>>>,
    /// Whether something is being done.
    pub(super) busy: RwSignal<bool>,
    count: LetterCount,
}

impl Letters {
    /// As they were just read.
    pub(super) fn new(view: LettersView) -> Self {
        let count = LetterCount::here();
        count.tell(view.open_count);
        Self {
            view: RwSignal::new(view),
            chosen: RwSignal::new(BTreeSet::new()),
            closing: RwSignal::new(None),
            busy: RwSignal::new(false),
            count,
        }
    }

    /// Reads them again from time to time, as long as the calling component is there and somebody looks.
    pub(super) fn keep_fresh(self) {
        Effect::new(move |_| {
            let look = move || {
                if is_seen() {
                    self.refresh();
                }
            };
            if let Ok(handle) = set_interval_with_handle(look, EVERY) {
                on_cleanup(move || handle.clear());
            }
        });
    }

    /// Reads them again. Where that fails what is shown stays: the frame says that there is no connection.
    pub(super) fn refresh(self) {
        spawn_local(async move {
            let Ok(view) = api::dead_letters().await else { return };
            self.count.tell(view.open_count);
            if self.view.try_with_untracked(|known| *known != view) == Some(true) {
                let open: BTreeSet<i64> = view.open.iter().map(|letter| letter.id).collect();
                self.view.try_set(view);
                self.chosen.try_update(|chosen| chosen.retain(|id| open.contains(id)));
            }
        });
    }

    /// Those that wait, tracked.
    pub(super) fn open(self) -> Vec<DeadLetter> {
        self.view.with(|view| view.open.clone())
    }

    /// Those that were closed last, tracked.
    pub(super) fn closed(self) -> Vec<DeadLetter> {
        self.view.with(|view| view.closed.clone())
    }

    /// How many wait, tracked.
    pub(super) fn open_count(self) -> i64 {
        self.view.with(|view| view.open_count)
    }

    /// How many wait that are not on this page, tracked.
    pub(super) fn not_shown(self) -> i64 {
        let shown = |view: &LettersView| i64::try_from(view.open.len()).unwrap_or(i64::MAX);
        self.view.with(|view| view.open_count - shown(view))
    }

    /// Whether one is chosen, tracked.
    pub(super) fn is_chosen(self, id: i64) -> bool {
        self.chosen.with(|chosen| chosen.contains(&id))
    }

    /// Chooses one, or lets it go.
    pub(super) fn choose(self, id: i64, yes: bool) {
        self.chosen.update(|chosen| {
            if yes {
                chosen.insert(id);
            } else {
                chosen.remove(&id);
            }
        });
    }

    /// Chooses all that are on the page, or none.
    pub(super) fn choose_all(self, yes: bool) {
        let all = |view: &LettersView| view.open.iter().map(|letter| letter.id).collect();
        let all = if yes {
            self.view.with_untracked(all)
        } else {
            BTreeSet::new()
        };
        self.chosen.set(all);
    }

    /// How many are chosen, tracked.
    pub(super) fn chosen_count(self) -> usize {
        self.chosen.with(BTreeSet::len)
    }

    /// The chosen, untracked.
    pub(super) fn chosen(self) -> Vec<i64> {
        self.chosen.with_untracked(|chosen| chosen.iter().copied().collect())
    }

    /// Lets these run again.
    pub(super) fn replay(self, ids: Vec<i64>, texts: LocaleHandle, toasts: Toasts) {
        self.busy.set(true);
        spawn_local(async move {
            let result = api::replay_dead_letters(ids).await;
            self.busy.try_set(false);
            self.refresh();
            let t = texts.now();
            match result {
                Ok(0) => toasts.say(Tone::Neutral, (t.letters.replayed)(0)),
                Ok(count) => toasts.say(Tone::Good, (t.letters.replayed)(count)),
                Err(error) => toasts.say(Tone::Bad, error.words(t)),
            }
        });
    }
}
