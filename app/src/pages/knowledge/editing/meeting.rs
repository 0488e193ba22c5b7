//! Somebody else's faster change: put together with what is written here, or a question for whoever writes.

use enlace_domain::{article::ArticleFields, view::Overtaken};
use leptos::{prelude::*, task::spawn_local};

use super::{Editing, Standing};
use crate::{api, components::Tone};

impl Editing {
    /// Somebody was faster than what is written by now: different fields go together, the same field is a question for
    /// whoever writes here. Whether they went together.
    pub(super) fn meet(self, mut other: Box<Overtaken>) -> bool {
        let Some(mine) = self.fields_now() else {
            // the next save meets them again
            self.standing.set(Standing::Unsaved);
            return false;
        };
        let base = self.base.get_value();
        if let Some(base) = &base
            && other.draft.fields.title == base.title.trim()
        {
            // the server takes the spaces off both ends: that is nobody's change
            other.draft.fields.title.clone_from(&base.title);
        }
        let theirs = &other.draft.fields;
        let Some((merged, changed)) = base.and_then(|base| ArticleFields::merge(&base, &mine, theirs)) else {
            other.differs = mine.differences(theirs);
            self.standing.set(Standing::Overtaken(other));
            return false;
        };
        self.follow(&other.draft);
        self.write(&merged);
        if !changed.is_empty() {
            let fields = self.named(&changed);
            let texts = self.texts.now();
            self.toasts.say(
                Tone::Info,
                (texts.knowledge().merged)(&other.draft.edited_by.name, &fields),
            );
        }
        true
    }

    /// Mine is saved where both have written, theirs stays where only they have; their text becomes a version.
    pub(in crate::pages::knowledge) fn keep_mine(self, other: Box<Overtaken>) {
        spawn_local(async move {
            let Some(_turn) = self.turn().await else { return };
            if !self.set_aside(&other, other.draft.fields.clone()).await {
                return;
            }
            let Some(mine) = self.fields_now() else {
                self.standing.set(Standing::Overtaken(other));
                return;
            };
            let theirs = &other.draft.fields;
            let kept = match self.base.get_value() {
                Some(base) => ArticleFields::prefer(&base, &mine, theirs).0,
                None => mine,
            };
            self.follow(&other.draft);
            self.write(&kept);
            self.save_all().await;
        });
    }

    /// Theirs takes the place of mine, which becomes a version.
    pub(in crate::pages::knowledge) fn take_theirs(self, other: Box<Overtaken>) {
        spawn_local(async move {
            let Some(_turn) = self.turn().await else { return };
            let Some(mine) = self.fields_now() else { return };
            if !self.set_aside(&other, mine.clone()).await {
                return;
            }
            // what was written while it was put aside is a change of it
            self.base.set_value(Some(mine.clone()));
            self.take(other.draft, &mine);
        });
    }

    /// Keeps the text that gives way as a version; where that fails the question stays.
    async fn set_aside(self, other: &Overtaken, losing: ArticleFields) -> bool {
        self.standing.set(Standing::Saving);
        let result = api::set_aside_article(self.id, losing).await;
        if !self.is_there() {
            return false;
        }
        let Err(error) = result else { return true };
        self.standing.set(Standing::Overtaken(Box::new(other.clone())));
        self.toasts.say(Tone::Bad, error.words(self.texts.now()));
        false
    }
}
