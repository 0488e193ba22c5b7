//! The editor: the draft on the left, how it will look on the right.

use enlace_domain::{
    ArticleId,
    article::ArticleState,
    view::{ArticleDraft, CategoryView},
};
use leptos::prelude::*;

use super::{
    actions::Actions,
    editing::{Editing, Standing},
    fields::Fields,
    overtaken::OvertakenBar,
    preview::Preview,
    versions::Versions,
};
use crate::{
    api,
    components::{Badge, Glyph, Icon, Skeleton, Tone, use_toasts},
    now::use_clock,
    pages::{load_error::LoadError, me::use_me},
    texts::use_texts,
};

/// Loads the draft.
#[component]
pub(super) fn Editor(id: ArticleId, categories: Memo<Vec<CategoryView>>, refresh: Callback<()>) -> impl IntoView {
    let draft = Resource::new_blocking(move || id, api::read_draft);
    let again = Callback::new(move |()| draft.refetch());
    view! {
        <section class="kb-article">
            <Transition fallback=|| view! { <div class="kb-loading"><Skeleton lines=12/></div> }>
                {move || Suspend::new(async move {
                    match draft.await {
                        Ok(draft) => view! { <Draft draft categories refresh/> }.into_any(),
                        Err(error) => view! { <LoadError error on_retry=again/> }.into_any(),
                    }
                })}
            </Transition>
        </section>
    }
    .into_any()
}

#[component]
fn Draft(draft: ArticleDraft, categories: Memo<Vec<CategoryView>>, refresh: Callback<()>) -> impl IntoView {
    let texts = use_texts();
    let editing = Editing::new(draft, use_me(), texts, use_toasts());
    editing.keep_saved();
    let versions_open = RwSignal::new(false);
    view! {
        <header class="kb-head">
            <a class="kb-back" href="/knowledge" aria-label=texts.say(|t| t.knowledge().back)><Icon glyph=Glyph::Back/></a>
            <div class="kb-head-words">
                <h2>{move || editing.title.get()}</h2>
                <p role="status"><SaveState editing/></p>
                <WaitsFor editing/>
            </div>
            <StateBadge editing/>
            <Actions editing versions_open refresh/>
        </header>
        <OvertakenBar editing/>
        <div class="kb-writing">
            <Fields editing categories/>
            <Preview body=editing.body/>
        </div>
        <Versions editing open=versions_open refresh/>
    }
    .into_any()
}

/// Whether the server holds what is written.
#[component]
fn SaveState(editing: Editing) -> impl IntoView {
    let texts = use_texts();
    move || {
        let texts = texts.get();
        let t = texts.knowledge();
        match editing.standing.get() {
            Standing::Saved => t.saved.to_owned(),
            Standing::Unsaved | Standing::Overtaken(_) => t.unsaved.to_owned(),
            Standing::Saving => t.saving.to_owned(),
            Standing::Failed(error) => (t.not_saved)(&error.words(texts)),
        }
    }
}

/// Who asked for a review, and when.
#[component]
fn WaitsFor(editing: Editing) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    move || {
        editing.review.get().map(|review| {
            let texts = texts.get();
            let at = texts.format().moment(review.at, clock.now(), clock.zone());
            view! { <p class="kb-review">{(texts.knowledge().review_asked)(&review.by.name, &at)}</p> }
        })
    }
}

#[component]
fn StateBadge(editing: Editing) -> impl IntoView {
    let texts = use_texts();
    let tone = Signal::derive(move || match editing.state.get() {
        ArticleState::Published => Tone::Good,
        ArticleState::InReview => Tone::Warn,
        ArticleState::Draft => Tone::Neutral,
    });
    let words = move || {
        let t = texts.get().knowledge();
        match (editing.state.get(), editing.version.get()) {
            (ArticleState::Draft, Some(_)) => t.changed_since,
            (state, _) => (t.state)(state),
        }
    };
    view! { <Badge tone>{words}</Badge> }
}
