//! Which rows of a list these are, and the pages beside this one.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::texts::{PagerTexts, use_texts};

/// The line below a list of so many in all, of which this page has `rows` at most; `to` is the address of a page.
pub(super) fn pager(page: u32, rows: u32, total: i64, to: impl Fn(u32) -> String) -> AnyView {
    let texts = use_texts();
    let words = move || PagerTexts::of(texts.locale());
    let rows = i64::from(rows);
    let first = rows * (i64::from(page) - 1) + 1;
    let last = (first + rows - 1).min(total);
    let before = (page > 1).then(|| to(page - 1));
    let after = (last < total).then(|| to(page + 1));
    view! {
        <nav class="pager" aria-label=move || words().pages>
            {before.map(|href| view! { <A href=href attr:rel="prev">{move || words().previous}</A> })}
            <span>
                {move || {
                    let count = |n| texts.get().format().count(n);
                    (words().rows_of)(&count(first), &count(last), &count(total))
                }}
            </span>
            {after.map(|href| view! { <A href=href attr:rel="next">{move || words().next}</A> })}
        </nav>
    }
    .into_any()
}
