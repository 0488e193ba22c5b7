//! What the address asked for and isn't there.

use enlace_domain::view::AskPart;
use leptos::prelude::*;

use crate::texts::{FigureTexts, use_texts};

/// Names each part, and what is shown instead; nothing where all is well.
#[component]
pub(super) fn Wrong(wrong: Vec<AskPart>) -> impl IntoView {
    let texts = use_texts();
    let words = move || FigureTexts::of(texts.locale());
    (!wrong.is_empty()).then(|| {
        view! {
            <div class="dashboard-wrong" role="status">
                <p>{move || words().wrong_title}</p>
                <ul>{wrong.into_iter().map(|part| view! { <li>{move || (words().wrong)(part)}</li> }).collect_view()}</ul>
            </div>
        }
    })
}
