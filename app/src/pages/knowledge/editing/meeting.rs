//! Somebody else's faster change: put together with what is written here, or a question for whoever writes.

use enlace_domain::{article::ArticleFields, view::Overtaken};
use leptos::{prelude::*, task::spawn_local};

use super::{Editing, Standing};
use crate::components::Tone;

impl Editing {
    /// Somebody was faster: different fields go together, the same field is a question for whoever writes here.
    pub(super) fn meet(self, mine: &ArticleFields, other: Box<Overtaken>) -> bool {
        let merged = self.base.with_value(|base| {
            base.as_ref()
                .and_then(|base| ArticleFields::merge(base, mine, &other.draft.fields))
        });
        let Some((merged, changed)) = merged else {
            self.standing.set(Standing::Overtaken(other));
            return false;
        };
        self.base.set_value(Some(other.draft.fields.clone()));
        self.revision.set_value(other.draft.revision);
        self.state.set(other.draft.state);
        self.version.set(other.draft.published_version);
        self.review.set(other.draft.review.clone());
        self.write(&merged);
        if !changed.is_empty() {
            let fields = self.named(&changed);
            let texts = self.texts.now();
            self.toasts.say(
                Tone::Info,
                (texts.knowledge.merged)(&other.draft.edited_by.name, &fields),
            );
        }
        true
    }

    /// Mine is saved over theirs, which stays among the versions only if it was published.
    pub(in crate::pages::knowledge) fn keep_mine(self, other: &Overtaken) {
        self.base.set_value(Some(other.draft.fields.clone()));
        self.revision.set_value(other.draft.revision);
        spawn_local(async move {
            self.settle().await;
        });
    }

    /// Theirs takes the place of mine.
    pub(in crate::pages::knowledge) fn take_theirs(self, other: &Overtaken) {
        self.take(other.draft.clone());
    }
}
