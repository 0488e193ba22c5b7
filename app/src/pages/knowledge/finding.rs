//! What is looked for in the knowledge base, and what was found.

use enlace_domain::view::{KnowledgeAsk, KnowledgeFound};
use leptos::prelude::*;

use crate::{
    api,
    pages::as_typed::{Answered, ask_as_typed},
};

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
        let (text, category) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
        let asked = Memo::new(move |_| {
            let ask = KnowledgeAsk {
                text: text.read().trim().to_owned(),
                category: Some(category.get()).filter(|key| !key.is_empty()),
                limit,
            };
            (ask.text.chars().count() >= LEAST).then_some(ask)
        });
        let Answered { found, busy } = ask_as_typed(asked, api::search_knowledge);
        Self {
            text,
            category,
            found,
            busy,
        }
    }
}
