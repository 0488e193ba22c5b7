//! What stands where there is nothing: why, and what to do.

use leptos::prelude::*;

use crate::components::{Glyph, Icon};

/// An empty place that explains itself.
#[component]
pub fn EmptyState(
    /// The drawing.
    #[prop(default = Glyph::Empty)]
    glyph: Glyph,
    /// One short sentence.
    #[prop(into)]
    title: Signal<String>,
    /// What to do.
    #[prop(optional, into)]
    text: MaybeProp<String>,
    /// What a keyboard does here; not said where there is none.
    #[prop(optional, into)]
    keys: MaybeProp<String>,
    /// A button, where there is something to press.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty-drawing"><Icon glyph/></span>
            <h2>{title}</h2>
            {move || text.get().map(|text| view! { <p>{text}</p> })}
            {move || keys.get().map(|keys| view! { <p class="empty-keys">{keys}</p> })}
            {children.map(|children| view! { <div class="empty-action">{children()}</div> })}
        </div>
    }
    .into_any()
}
