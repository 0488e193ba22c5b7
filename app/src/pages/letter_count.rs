//! How many letters wait, for the navigation of those who may see them. Their jobs die in whatever process runs them,
//! which tells no page; so the page asks.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use super::{
    me::{my_role, use_me},
    seen::is_seen,
};
use crate::api;

/// Between two questions.
const EVERY: Duration = Duration::from_secs(20);

/// How many letters wait, for all pages within the frame.
#[derive(Clone, Copy)]
pub(super) struct LetterCount(RwSignal<i64>);

impl LetterCount {
    /// Puts it into context, and asks as long as the calling component is there.
    pub(super) fn provide() -> Self {
        let count = Self(RwSignal::new(0));
        provide_context(count);
        let me = use_me();
        let operates = Memo::new(move |_| my_role(me).may_operate());
        Effect::new(move |_| {
            if !operates.get() {
                return;
            }
            count.ask();
            let look = move || {
                if is_seen() {
                    count.ask();
                }
            };
            if let Ok(handle) = set_interval_with_handle(look, EVERY) {
                on_cleanup(move || handle.clear());
            }
        });
        count
    }

    /// The one in context.
    pub(super) fn here() -> Self {
        use_context().unwrap_or_else(|| Self(RwSignal::new(0)))
    }

    /// Tracked.
    pub(super) fn get(self) -> i64 {
        self.0.get()
    }

    /// Somebody has just counted them.
    pub(super) fn tell(self, count: i64) {
        if self.0.try_get_untracked().is_some_and(|known| known != count) {
            self.0.try_set(count);
        }
    }

    fn ask(self) {
        spawn_local(async move {
            // without an answer the number stays: the frame says that there is no connection
            if let Ok(count) = api::dead_letter_count().await {
                self.tell(count);
            }
        });
    }
}
