//! What stands in the place of a page that could not be loaded.

use leptos::prelude::*;

use crate::{
    components::{Button, ButtonKind, EmptyState, Glyph},
    error::AppError,
    texts::use_texts,
};

/// Says why, and offers to try again where that may help.
#[component]
pub(super) fn LoadError(
    /// Why.
    error: AppError,
    /// Loads again.
    on_retry: Callback<()>,
) -> impl IntoView {
    let texts = use_texts();
    let passes = error.may_pass() || error == AppError::Internal;
    view! {
        <EmptyState
            glyph=if passes { Glyph::Offline } else { Glyph::Search }
            title=Signal::derive(move || error.words(texts.get()))
        >
            {passes.then(|| view! {
                <Button kind=ButtonKind::Primary glyph=Glyph::Retry on:click=move |_| on_retry.run(())>
                    {texts.say(|t| t.common.retry)}
                </Button>
            })}
        </EmptyState>
    }
    .into_any()
}
