//! The mark: two links of a chain, drawn as one line.

use leptos::prelude::*;

/// The mark on its tile. The name stands beside it or is read aloud by the link around it.
#[component]
pub fn Logo() -> impl IntoView {
    view! {
        <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
            <rect width="32" height="32" rx="9"/>
            <path d="M8.200 16h14.600a6.800 6.800 0 1 0-2.200 5"/>
            <circle cx="24" cy="23.400" r="2.100"/>
        </svg>
    }
}
