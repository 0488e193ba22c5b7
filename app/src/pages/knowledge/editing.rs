//! The draft in the editor: what is written, what the server holds, and the saving between them. No edit is lost: what
//! is not saved yet is kept by this browser, and somebody else's faster change is put together with it or shown.

mod date_field;
mod kept;
mod meeting;
mod saving;
mod turn;

use enlace_domain::{
    ArticleId,
    article::{ArticleField, ArticleFields, ArticleState},
    view::{ArticleDraft, Me, Overtaken, ReviewAsk},
};
use leptos::prelude::*;

use self::{
    date_field::{day, day_text},
    turn::Turns,
};
use crate::{components::Toasts, error::AppError, pages::me::my_id, texts::LocaleHandle};

/// How what is written stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Standing {
    /// The server holds it.
    Saved,
    /// It will be saved in a moment.
    Unsaved,
    /// It is on its way.
    Saving,
    /// It was refused, or did not arrive.
    Failed(AppError),
    /// Somebody else was faster, and both changed the same.
    Overtaken(Box<Overtaken>),
}

/// The draft in the editor.
#[derive(Clone, Copy)]
pub(super) struct Editing {
    pub(super) id: ArticleId,
    pub(super) title: RwSignal<String>,
    pub(super) slug: RwSignal<String>,
    pub(super) category: RwSignal<String>,
    pub(super) audience: RwSignal<String>,
    pub(super) body: RwSignal<String>,
    pub(super) asked_as: RwSignal<String>,
    pub(super) valid_from: RwSignal<String>,
    pub(super) valid_until: RwSignal<String>,
    pub(super) state: RwSignal<ArticleState>,
    pub(super) version: RwSignal<Option<i32>>,
    /// Who waits for somebody else to read it.
    pub(super) review: RwSignal<Option<ReviewAsk>>,
    pub(super) standing: RwSignal<Standing>,
    /// What the server holds at `revision`; `None` where this browser only remembers its own words.
    base: StoredValue<Option<ArticleFields>>,
    revision: StoredValue<i32>,
    /// What goes to the server, one after the other.
    turns: StoredValue<Turns>,
    /// Who writes.
    me: Signal<Option<Me>>,
    texts: LocaleHandle,
    toasts: Toasts,
}

impl Editing {
    pub(super) fn new(draft: ArticleDraft, me: Signal<Option<Me>>, texts: LocaleHandle, toasts: Toasts) -> Self {
        let fields = draft.fields.clone();
        Self {
            id: draft.id,
            title: RwSignal::new(fields.title),
            slug: RwSignal::new(fields.slug),
            category: RwSignal::new(fields.category),
            audience: RwSignal::new(fields.audience.as_str().to_owned()),
            body: RwSignal::new(fields.body),
            asked_as: RwSignal::new(fields.asked_as),
            valid_from: RwSignal::new(day_text(fields.valid_from)),
            valid_until: RwSignal::new(day_text(fields.valid_until)),
            state: RwSignal::new(draft.state),
            version: RwSignal::new(draft.published_version),
            review: RwSignal::new(draft.review),
            standing: RwSignal::new(Standing::Saved),
            base: StoredValue::new(Some(draft.fields)),
            revision: StoredValue::new(draft.revision),
            turns: StoredValue::new(Turns::default()),
            me,
            texts,
            toasts,
        }
    }

    /// Saves what changes, as long as the calling component is there; takes up what was not saved last time.
    pub(super) fn keep_saved(self) {
        // what is kept is kept for the person, who may become known a moment later
        Effect::new(move |recovered: Option<bool>| {
            let recovered = recovered == Some(true);
            let known = my_id(self.me).is_some();
            if known && !recovered {
                self.recover();
            }
            known || recovered
        });
        Effect::new(move |ran: Option<()>| {
            let fields = self.fields();
            if ran.is_none() {
                return;
            }
            let Ok(fields) = fields else {
                self.standing.set(Standing::Unsaved);
                return;
            };
            // while a save is under way the server is about to hold other words than these
            if self.turns.with_value(Turns::is_free) && self.holds(&fields) {
                self.forget();
                let passed = |standing: &Standing| matches!(standing, Standing::Unsaved | Standing::Failed(_));
                if self.standing.with_untracked(passed) {
                    self.standing.set(Standing::Saved);
                }
                return;
            }
            self.keep(&fields);
            if !self.is_overtaken() {
                self.standing.set(Standing::Unsaved);
                self.later(fields);
            }
        });
    }

    /// What is written, as the server takes it; the field that can't be read otherwise. Tracked.
    pub(super) fn fields(self) -> Result<ArticleFields, ArticleField> {
        Ok(ArticleFields {
            slug: self.slug.get(),
            category: self.category.get(),
            audience: self.audience.get().parse().map_err(|_| ArticleField::Audience)?,
            title: self.title.get(),
            body: self.body.get(),
            asked_as: self.asked_as.get(),
            valid_from: day(&self.valid_from.get()).ok_or(ArticleField::ValidFrom)?,
            valid_until: day(&self.valid_until.get()).ok_or(ArticleField::ValidUntil)?,
        })
    }

    fn fields_now(self) -> Option<ArticleFields> {
        untrack(|| self.fields().ok())
    }

    /// Writes other words into the editor.
    fn write(self, fields: &ArticleFields) {
        let put = |signal: RwSignal<String>, text: &str| {
            if signal.try_with_untracked(|now| now != text) == Some(true) {
                signal.set(text.to_owned());
            }
        };
        put(self.title, &fields.title);
        put(self.slug, &fields.slug);
        put(self.category, &fields.category);
        put(self.audience, fields.audience.as_str());
        put(self.body, &fields.body);
        put(self.asked_as, &fields.asked_as);
        put(self.valid_from, &day_text(fields.valid_from));
        put(self.valid_until, &day_text(fields.valid_until));
    }

    fn is_there(self) -> bool {
        self.standing.try_get_untracked().is_some()
    }

    fn is_overtaken(self) -> bool {
        let overtaken = |standing: &Standing| matches!(standing, Standing::Overtaken(_));
        self.standing.try_with_untracked(overtaken) == Some(true)
    }

    /// Whether the server holds these words at the revision that is seen here.
    fn holds(self, fields: &ArticleFields) -> bool {
        self.base.with_value(|base| base.as_ref() == Some(fields))
    }

    /// The names of fields, in a row.
    pub(super) fn named(self, fields: &[ArticleField]) -> String {
        let texts = self.texts.now();
        let names: Vec<String> = fields
            .iter()
            .map(|field| (texts.knowledge().field)(*field).to_lowercase())
            .collect();
        names.join(", ")
    }
}
