//! Asks the search while somebody types. What is answered too late is let go.

use std::time::Duration;

use enlace_domain::view::{KnowledgeAsk, KnowledgeFound};
use leptos::{prelude::*, task::spawn_local};

use crate::{api, components::Tone, components::use_toasts, texts::use_texts};

/// How long nobody types before the server is asked.
const PAUSE: Duration = Duration::from_millis(180);
/// From how many characters on the server is asked.
const LEAST: usize = 2;

/// What is being looked for, and what was found.
#[derive(Clone, Copy)]
pub(in crate::pages) struct Finding {
    /// What is typed.
    pub(in crate::pages) text: RwSignal<String>,
    /// The key of a category, or nothing for all.
    pub(in crate::pages) category: RwSignal<String>,
    /// What was found; `None` while too little is typed.
    pub(in crate::pages) found: RwSignal<Option<KnowledgeFound>>,
    /// Whether the answer is under way.
    pub(in crate::pages) busy: RwSignal<bool>,
}

impl Finding {
    /// Nothing yet; asks as long as the calling component is there.
    pub(in crate::pages) fn new(limit: usize) -> Self {
        let finding = Self {
            text: RwSignal::new(String::new()),
            category: RwSignal::new(String::new()),
            found: RwSignal::new(None),
            busy: RwSignal::new(false),
        };
        finding.follow(limit);
        finding
    }

    fn follow(self, limit: usize) {
        let (texts, toasts) = (use_texts(), use_toasts());
        Effect::new(move |_| {
            let ask = KnowledgeAsk {
                text: self.text.get().trim().to_owned(),
                category: Some(self.category.get()).filter(|key| !key.is_empty()),
                limit,
            };
            if ask.text.chars().count() < LEAST {
                self.found.set(None);
                self.busy.set(false);
                return;
            }
            self.busy.set(true);
            let is_still = move |ask: &KnowledgeAsk| {
                let text = self.text.try_with_untracked(|now| now.trim() == ask.text);
                let category = self
                    .category
                    .try_with_untracked(|now| *now == ask.category.clone().unwrap_or_default());
                text == Some(true) && category == Some(true)
            };
            set_timeout(
                move || {
                    if !is_still(&ask) {
                        return;
                    }
                    spawn_local(async move {
                        let result = api::search_knowledge(ask.clone()).await;
                        if !is_still(&ask) {
                            return;
                        }
                        self.busy.set(false);
                        match result {
                            Ok(found) => self.found.set(Some(found)),
                            Err(error) => toasts.say(Tone::Bad, error.words(texts.now())),
                        }
                    });
                },
                PAUSE,
            );
        });
    }
}
