//! The browser's end of the event stream.
//!
//! One stream a browser, however many tabs: a Web Lock elects the tab that holds the `EventSource`, a
//! `BroadcastChannel` carries its events to the others, and when that tab goes another takes over from the last event
//! it has seen. Pages read [`LiveContext`] and never see any of this.

mod backoff;
mod changes;
mod context;
mod note;

#[cfg(feature = "hydrate")]
mod link;

pub use changes::Change;
pub use context::{LiveContext, provide_live, use_live};

use leptos::prelude::*;

/// Connects this tab to the event stream for as long as it is shown: stands once in the frame of the pages that need
/// a log-in, and draws nothing.
#[component]
pub fn LiveConnection() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    {
        let live = use_live();
        Effect::new(move |_| {
            let link = StoredValue::new_local(link::Link::open(live));
            on_cleanup(move || {
                // Gone already where the whole app goes.
                let _ = link.try_with_value(link::Link::close);
            });
        });
    }
}
