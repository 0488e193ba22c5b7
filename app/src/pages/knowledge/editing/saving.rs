//! What goes to the server: the words that are written, and the deeds that are done with them. One at a time, so that
//! none meets the revision of another.

use std::time::Duration;

use enlace_domain::{
    ArticleId,
    article::{ArticleFields, ArticleState},
    view::{ArticleDraft, Overtaken, SaveOutcome},
};
use leptos::{prelude::*, task::spawn_local};

use super::{Editing, Standing, turn::Turn};
use crate::{api, error::AppError};

/// How long nobody types before a change is saved.
const PAUSE: Duration = Duration::from_millis(800);
/// Before a save that did not reach the server is tried again.
const AGAIN: Duration = Duration::from_secs(4);

impl Editing {
    /// Saves these words after a pause, unless somebody goes on typing.
    pub(super) fn later(self, fields: ArticleFields) {
        set_timeout(
            move || {
                // the next pause saves otherwise; and a question waits for whoever writes
                if self.is_there() && !self.is_overtaken() && self.fields_now() == Some(fields) {
                    self.settle_soon();
                }
            },
            PAUSE,
        );
    }

    /// Saves what is written without a pause.
    pub(super) fn settle_soon(self) {
        spawn_local(async move {
            self.settle().await;
        });
    }

    /// Waits for what is under way, then saves until the server holds what is written. Whether it does.
    pub(in crate::pages::knowledge) async fn settle(self) -> bool {
        let Some(_turn) = self.turn().await else {
            return false;
        };
        self.save_all().await
    }

    /// Saves what is written and does a deed with it: whether it was done. Where it was not, [`Standing`] says why.
    /// What is written meanwhile stays, and is saved afterwards.
    ///
    /// # Errors
    /// Why the server refused the deed, or did not say what has become of the draft.
    pub(in crate::pages::knowledge) async fn act(
        self,
        deed: impl AsyncFn(ArticleId, i32) -> Result<SaveOutcome, AppError>,
    ) -> Result<bool, AppError> {
        let Some(_turn) = self.turn().await else {
            return Ok(false);
        };
        loop {
            if !self.save_all().await {
                return Ok(false);
            }
            let Some(settled) = self.base.get_value() else {
                return Ok(false);
            };
            let outcome = deed(self.id, self.revision.get_value()).await?;
            if !self.is_there() {
                return Ok(matches!(outcome, SaveOutcome::Saved(_)));
            }
            let SaveOutcome::Overtaken(other) = outcome else {
                let draft = api::read_draft(self.id).await?;
                if self.is_there() {
                    self.take(draft, &settled);
                }
                return Ok(true);
            };
            let title = settled.title.trim().to_owned();
            let same = ArticleFields { title, ..settled } == other.draft.fields;
            let met = self.meet(other);
            if met && same {
                // nobody has written other words: only how far these have come has changed
                continue;
            }
            if met {
                self.go_on();
            }
            return Ok(false);
        }
    }

    /// Waits for what is under way. `None` once the editor is gone.
    pub(super) async fn turn(self) -> Option<Turn> {
        let turn = self.turns.try_get_value()?.next().await;
        self.is_there().then_some(turn)
    }

    /// Saves until the server holds what is written, for whoever has the turn. Whether it does.
    pub(super) async fn save_all(self) -> bool {
        while self.is_there() {
            let Some(fields) = self.fields_now() else { break };
            if self.holds(&fields) {
                self.standing.set(Standing::Saved);
                self.forget();
                return true;
            }
            if !self.save(fields).await {
                break;
            }
        }
        false
    }

    /// One save. Whether another may follow at once.
    async fn save(self, fields: ArticleFields) -> bool {
        self.standing.set(Standing::Saving);
        self.keep(&fields);
        let result = api::save_article(self.id, self.revision.get_value(), fields.clone()).await;
        if !self.is_there() {
            return false;
        }
        match result {
            Ok(SaveOutcome::Saved(revision)) => {
                // where only spaces differed the draft stands as it stood, and whoever is asked to read it still is
                if revision != self.revision.get_value() {
                    self.state.set(ArticleState::Draft);
                    self.review.set(None);
                }
                self.revision.set_value(revision);
                self.base.set_value(Some(fields));
                true
            }
            Ok(SaveOutcome::Overtaken(other)) => self.meet(other),
            Err(error) => {
                if error.may_pass() {
                    set_timeout(move || self.try_again(), AGAIN);
                }
                self.standing.set(Standing::Failed(error));
                false
            }
        }
    }

    fn try_again(self) {
        let failed = |standing: &Standing| matches!(standing, Standing::Failed(error) if error.may_pass());
        if self.standing.try_with_untracked(failed) == Some(true) {
            self.settle_soon();
        }
    }

    /// The server's draft takes the place of the words that were settled. Whatever was written since is a change of it.
    pub(super) fn take(self, draft: ArticleDraft, settled: &ArticleFields) {
        if self.fields_now().as_ref() == Some(settled) {
            self.follow(&draft);
            self.write(&draft.fields);
            self.standing.set(Standing::Saved);
            self.forget();
            return;
        }
        let differs = Vec::new();
        if self.meet(Box::new(Overtaken { draft, differs })) {
            self.go_on();
        }
    }

    /// What is written is not saved yet, and will be.
    fn go_on(self) {
        if let Some(fields) = self.fields_now() {
            self.keep(&fields);
            self.standing.set(Standing::Unsaved);
            self.later(fields);
        }
    }

    /// The draft that the server holds now, but for the words in the editor.
    pub(super) fn follow(self, draft: &ArticleDraft) {
        self.base.set_value(Some(draft.fields.clone()));
        self.revision.set_value(draft.revision);
        self.state.set(draft.state);
        self.version.set(draft.published_version);
        self.review.set(draft.review.clone());
    }
}
