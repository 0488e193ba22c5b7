//! What this browser keeps of a draft that is not saved, so that no edit is lost.

use enlace_domain::article::ArticleFields;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Editing, Standing};
use crate::{components::Tone, pages::storage};

/// What the browser keeps of a draft that is not saved.
#[derive(Serialize, Deserialize)]
struct Kept {
    revision: i32,
    fields: ArticleFields,
}

impl Editing {
    /// Takes up what was not saved last time, and saves it.
    pub(super) fn recover(self) {
        let kept = self.name().and_then(|name| storage::read(&name));
        let kept = kept.and_then(|text| serde_json::from_str::<Kept>(&text).ok());
        let Some(kept) = kept else { return };
        if self.holds(&kept.fields) {
            self.forget();
            return;
        }
        if kept.revision != self.revision.get_value() {
            // what it was made from is gone: the server will say who has changed it meanwhile
            self.base.set_value(None);
            self.revision.set_value(kept.revision);
        }
        self.write(&kept.fields);
        self.standing.set(Standing::Unsaved);
        self.settle_soon();
        self.toasts.say(Tone::Info, self.texts.now().knowledge().recovered);
    }

    /// Keeps what is written until it is saved.
    pub(super) fn keep(self, fields: &ArticleFields) {
        let kept = Kept {
            revision: self.revision.get_value(),
            fields: fields.clone(),
        };
        if let (Some(name), Ok(text)) = (self.name(), serde_json::to_string(&kept)) {
            storage::write(&name, Some(&text));
        }
    }

    /// Nothing is left to be saved.
    pub(super) fn forget(self) {
        if let Some(name) = self.name() {
            storage::write(&name, None);
        }
    }

    /// Each person's own: whoever logs in next at this browser saves nobody else's words.
    fn name(self) -> Option<String> {
        let person = self.me.try_get_untracked().flatten()?.id;
        Some(format!("enlace.article.{person}.{}", self.id))
    }
}
