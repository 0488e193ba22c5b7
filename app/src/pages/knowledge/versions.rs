//! The versions of an article: each beside the draft, and the way back to it.

use enlace_domain::view::ArticleVersion;
use leptos::{prelude::*, task::spawn_local};

use super::{comparing::Comparing, editing::Editing};
use crate::{
    api,
    components::{Dialog, Skeleton, Tone, use_toasts},
    error::AppError,
    now::use_clock,
    texts::use_texts,
};

/// The dialog.
#[component]
pub(super) fn Versions(
    editing: Editing,
    open: RwSignal<bool>,
    /// Reads the list again.
    refresh: Callback<()>,
) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let versions = RwSignal::new(None::<Result<Vec<ArticleVersion>, AppError>>);
    let chosen = RwSignal::new(None::<i32>);
    Effect::new(move |_| {
        if open.get() {
            versions.set(None);
            chosen.set(None);
            spawn_local(async move {
                // what is written is compared, so it must be with the server first
                editing.settle().await;
                let loaded = api::article_versions(editing.id).await;
                if let Ok([newest, ..]) = loaded.as_deref() {
                    chosen.try_set(Some(newest.version));
                }
                versions.try_set(Some(loaded));
            });
        }
    });
    // which one is read when the button is pressed: a view that is drawn anew may keep its first handler
    let busy = RwSignal::new(false);
    let restore = Callback::new(move |()| {
        let Some(version) = chosen.get_untracked() else {
            return;
        };
        // each time it is brought back is a version of its own
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let restored = editing.act(async |id, seen| api::restore_article(id, seen, version).await);
            let result = restored.await;
            busy.try_set(false);
            let t = texts.now();
            match result {
                Ok(true) => {
                    open.try_set(false);
                    toasts.say(Tone::Good, (t.knowledge().restored)(version));
                    let _ = refresh.try_run(());
                }
                // the head, which the dialog hides, says why
                Ok(false) => {
                    open.try_set(false);
                    toasts.say(Tone::Bad, t.knowledge().not_restored);
                }
                Err(error) => toasts.say(Tone::Bad, error.words(t)),
            }
        });
    });
    view! {
        <Dialog open title=texts.signal(|t| t.knowledge().versions) id="article-versions">
            {move || match versions.get() {
                None => view! { <Skeleton lines=6/> }.into_any(),
                Some(Err(error)) => {
                    view! { <p class="field-note field-error" role="alert">{error.words(texts.get())}</p> }.into_any()
                }
                Some(Ok(versions)) if versions.is_empty() => {
                    view! { <p>{texts.say(|t| t.knowledge().no_versions)}</p> }.into_any()
                }
                Some(Ok(versions)) => view! {
                    <div class="kb-versions">
                        <ul class="kb-version-list">
                            {versions.into_iter().map(|version| view! { <Line version chosen/> }).collect_view()}
                        </ul>
                        {move || chosen.get().map(|version| view! { <Comparing id=editing.id version restore busy/> })}
                    </div>
                }.into_any(),
            }}
        </Dialog>
    }
    .into_any()
}

/// One version; pressing it shows it beside the draft.
#[component]
fn Line(version: ArticleVersion, chosen: RwSignal<Option<i32>>) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let number = version.version;
    let (reason, from, at, approval) = (version.reason, version.restored_from, version.made_at, version.approval);
    let asker = approval.asked_by_another().map(|asker| asker.name.clone());
    view! {
        <li>
            <button
                type="button"
                class="kb-version"
                aria-pressed=move || if chosen.get() == Some(number) { "true" } else { "false" }
                on:click=move |_| chosen.set(Some(number))
            >
                <b>{move || (texts.get().knowledge().version)(number)}" · "{move || (texts.get().knowledge().reason)(reason, from)}</b>
                <span>{move || {
                    let texts = texts.get();
                    let at = texts.format().moment(at, clock.now(), clock.zone());
                    (texts.knowledge().by_at)(&approval.by.name, &at)
                }}</span>
                {asker.map(|asker| view! { <span>{move || (texts.get().knowledge().review_by)(&asker)}</span> })}
            </button>
        </li>
    }
    .into_any()
}
