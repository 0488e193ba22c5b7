//! The channels: administrators see how they fare, add, change, order, pause and try them.

mod card;
mod failed;
mod fields;
mod focus;
mod form;
mod list;
mod moves;
mod page;
mod pause;
mod provider_fields;
mod standing;
mod switch;
mod trial;
mod webhook;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page, or what its address names besides: the messages that failed.
#[component]
pub fn ChannelsPage() -> impl IntoView {
    let params = use_params_map();
    let view = Memo::new(move |_| params.read().get("view"));
    move || match view.read().as_deref() {
        Some("failed") => view! { <failed::FailedPage/> }.into_any(),
        _ => view! { <page::ChannelList/> }.into_any(),
    }
}
