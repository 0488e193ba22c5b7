//! Asks the server while somebody types: once nobody has typed for a moment. What is answered too late is let go.

use std::{future::Future, time::Duration};

use leptos::{prelude::*, task::spawn_local};

use crate::{
    components::{Tone, use_toasts},
    error::AppError,
    texts::use_texts,
};

/// How long nobody types before the server is asked.
const PAUSE: Duration = Duration::from_millis(180);

/// What was found, and whether an answer is under way.
pub(in crate::pages) struct Answered<T: Send + Sync + 'static> {
    /// `None` while too little is typed to be asked.
    pub(in crate::pages) found: RwSignal<Option<T>>,
    /// Whether an answer is under way.
    pub(in crate::pages) busy: RwSignal<bool>,
}

/// Asks whenever `asked` changes, as long as the calling component is there; `None` is too little to be asked. A failure is
/// told as a notice, and what was found before stays.
pub(in crate::pages) fn ask_as_typed<A, T, F>(
    asked: Memo<Option<A>>,
    ask: impl Fn(A) -> F + Copy + Send + Sync + 'static,
) -> Answered<T>
where
    A: Clone + PartialEq + Send + Sync + 'static,
    T: Send + Sync + 'static,
    F: Future<Output = Result<T, AppError>> + 'static,
{
    let (texts, toasts) = (use_texts(), use_toasts());
    let (found, busy) = (RwSignal::new(None), RwSignal::new(false));
    Effect::new(move |_| {
        let Some(question) = asked.get() else {
            found.set(None);
            busy.set(false);
            return;
        };
        busy.set(true);
        let is_still = move |question: &A| asked.try_get_untracked().flatten().as_ref() == Some(question);
        set_timeout(
            move || {
                if !is_still(&question) {
                    return;
                }
                spawn_local(async move {
                    let result = ask(question.clone()).await;
                    if !is_still(&question) {
                        return;
                    }
                    busy.set(false);
                    match result {
                        Ok(answer) => found.set(Some(answer)),
                        Err(error) => toasts.say(Tone::Bad, error.words(texts.now())),
                    }
                });
            },
            PAUSE,
        );
    });
    Answered { found, busy }
}
