//! Tables with a column for each hour of the day: what a heat map draws, as numbers.

use enlace_domain::view::BehindAsk;
use leptos::prelude::*;

use super::behind::behind;

/// The heads of the 24 columns.
pub(super) fn heads() -> impl IntoView {
    (0..24)
        .map(|hour: u8| view! { <th scope="col" class="r">{format!("{hour}h")}</th> })
        .collect_view()
}

/// A cell; where there is something behind its figure, it leads there. A plain link, for there are hundreds.
pub(super) fn cell(asked: Option<BehindAsk>, figure: String) -> impl IntoView {
    let inner = match asked.map(|asked| behind(&asked)) {
        Some(href) => view! { <a href=href class="figure-lead">{figure}</a> }.into_any(),
        None => figure.into_any(),
    };
    view! { <td class="r">{inner}</td> }.into_any()
}
