//! A version and the draft side by side.

use enlace_domain::{
    ArticleId,
    article::ArticleField,
    view::{ArticleDetails, Comparison, DiffRow},
};
use leptos::{prelude::*, task::spawn_local};
use time::Date;

use crate::{
    api,
    components::{Button, Glyph, Skeleton},
    error::AppError,
    texts::{Texts, use_texts},
};

/// The two texts, line by line, below what else differs.
#[component]
pub(super) fn Comparing(id: ArticleId, version: i32, restore: Callback<()>, busy: RwSignal<bool>) -> impl IntoView {
    let texts = use_texts();
    let found = RwSignal::new(None::<Result<Comparison, AppError>>);
    spawn_local(async move {
        let loaded = api::compare_article(id, version).await;
        found.try_set(Some(loaded));
    });
    view! {
        <section class="kb-comparing" aria-label=texts.say(|t| t.knowledge().beside_draft)>
            <div class="kb-comparing-head">
                <b>{texts.say(|t| t.knowledge().beside_draft)}</b>
                <Button glyph=Glyph::Undo busy on:click=move |_| restore.run(())>
                    {texts.say(|t| t.knowledge().restore)}
                </Button>
            </div>
            {move || match found.get() {
                None => view! { <Skeleton lines=8/> }.into_any(),
                Some(Err(error)) => {
                    view! { <p class="field-note field-error" role="alert">{error.words(texts.get())}</p> }.into_any()
                }
                Some(Ok(found)) if found.is_same() => {
                    view! { <p>{texts.say(|t| t.knowledge().same_text)}</p> }.into_any()
                }
                Some(Ok(found)) => view! { <Rows found version/> }.into_any(),
            }}
        </section>
    }
    .into_any()
}

/// What differs beside the text, as lines that begin with the name of the field.
fn details(left: &ArticleDetails, right: &ArticleDetails, texts: &Texts) -> Vec<DiffRow> {
    let t = texts.knowledge();
    let day = |day: Option<Date>| day.map_or_else(|| t.no_day.to_owned(), |day| texts.format().date(day, true));
    let audience = |of: &ArticleDetails| (t.audience)(of.audience).to_owned();
    [
        (ArticleField::Category, left.category.clone(), right.category.clone()),
        (ArticleField::Audience, audience(left), audience(right)),
        (ArticleField::ValidFrom, day(left.valid_from), day(right.valid_from)),
        (ArticleField::ValidUntil, day(left.valid_until), day(right.valid_until)),
    ]
    .into_iter()
    .filter(|(_, left, right)| left != right)
    .map(|(field, left, right)| {
        let line = |value: String| Some(format!("{}: {value}", (t.field)(field)));
        DiffRow {
            left: line(left),
            right: line(right),
            changed: true,
        }
    })
    .collect()
}

#[component]
fn Rows(found: Comparison, version: i32) -> impl IntoView {
    let texts = use_texts();
    let Comparison { left, right, rows } = found;
    // colour alone says nothing: a removed and an added half each carry their word
    let half = move |line: Option<String>, changed: bool, removed: bool| {
        let class = match (changed && line.is_some(), removed) {
            (false, _) => "kb-diff-same",
            (true, true) => "kb-diff-out",
            (true, false) => "kb-diff-in",
        };
        let word = (changed && line.is_some()).then(|| {
            let word = move || {
                let t = texts.get().knowledge();
                if removed { t.removed } else { t.added }
            };
            view! { <span class="visually-hidden">{word}": "</span> }
        });
        view! { <td class=class>{word}{line.unwrap_or_default()}</td> }
    };
    let row = move |row: DiffRow| {
        view! { <tr>{half(row.left, row.changed, true)}{half(row.right, row.changed, false)}</tr> }
    };
    view! {
        <div class="kb-diff" tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{move || (texts.get().knowledge().old_side)(version)}</th>
                        <th scope="col">{texts.say(|t| t.knowledge().draft_side)}</th>
                    </tr>
                </thead>
                <tbody>
                    {move || details(&left, &right, texts.get()).into_iter().map(row).collect_view()}
                    {rows.into_iter().map(row).collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}
