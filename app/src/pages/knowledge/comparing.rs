//! A version and the draft side by side.

use enlace_domain::{ArticleId, view::DiffRow};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api,
    components::{Button, Glyph, Skeleton},
    error::AppError,
    texts::use_texts,
};

/// The two texts, line by line.
#[component]
pub(super) fn Comparing(id: ArticleId, version: i32, restore: Callback<()>) -> impl IntoView {
    let texts = use_texts();
    let rows = RwSignal::new(None::<Result<Vec<DiffRow>, AppError>>);
    spawn_local(async move {
        let loaded = api::compare_article(id, version).await;
        rows.try_set(Some(loaded));
    });
    view! {
        <section class="kb-comparing" aria-label=texts.say(|t| t.knowledge.beside_draft)>
            <div class="kb-comparing-head">
                <b>{texts.say(|t| t.knowledge.beside_draft)}</b>
                <Button glyph=Glyph::Undo on:click=move |_| restore.run(())>{texts.say(|t| t.knowledge.restore)}</Button>
            </div>
            {move || match rows.get() {
                None => view! { <Skeleton lines=8/> }.into_any(),
                Some(Err(error)) => {
                    view! { <p class="field-note field-error" role="alert">{error.words(texts.get())}</p> }.into_any()
                }
                Some(Ok(rows)) if rows.iter().all(|row| !row.changed) => {
                    view! { <p>{texts.say(|t| t.knowledge.same_text)}</p> }.into_any()
                }
                Some(Ok(rows)) => view! { <Rows rows version/> }.into_any(),
            }}
        </section>
    }
    .into_any()
}

#[component]
fn Rows(rows: Vec<DiffRow>, version: i32) -> impl IntoView {
    let texts = use_texts();
    // colour alone says nothing: a removed and an added half each carry their word
    let half = move |line: Option<String>, changed: bool, removed: bool| {
        let class = match (changed && line.is_some(), removed) {
            (false, _) => "kb-diff-same",
            (true, true) => "kb-diff-out",
            (true, false) => "kb-diff-in",
        };
        let word = (changed && line.is_some()).then(|| {
            let word = move || {
                let t = &texts.get().knowledge;
                if removed { t.removed } else { t.added }
            };
            view! { <span class="visually-hidden">{word}": "</span> }
        });
        view! { <td class=class>{word}{line.unwrap_or_default()}</td> }
    };
    view! {
        <div class="kb-diff" tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{move || (texts.get().knowledge.old_side)(version)}</th>
                        <th scope="col">{texts.say(|t| t.knowledge.draft_side)}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows.into_iter().map(|row| view! {
                        <tr>{half(row.left, row.changed, true)}{half(row.right, row.changed, false)}</tr>
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}
