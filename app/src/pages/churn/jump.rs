//! The ways to the page's parts: up to fifty cases stand above what they were worth and the model.

use leptos::prelude::*;

use crate::{pages::jump::jump, texts::use_texts};

/// Where the cases stand.
pub(super) const CASES: &str = "cases";
/// Where it stands what the work was worth.
pub(super) const WORTH: &str = "worth";
/// Where the model's card stands.
pub(super) const MODEL: &str = "model";

/// The ways.
#[component]
pub(super) fn Jump() -> impl IntoView {
    let texts = use_texts();
    jump([
        (CASES, Signal::derive(move || texts.get().churn().views)),
        (WORTH, Signal::derive(move || texts.get().churn().worth)),
        (MODEL, Signal::derive(move || texts.get().churn().model)),
    ])
}
