//! Single keys that do something on a page, while nobody is typing.

use leptos::{ev, prelude::*};

/// Calls `act` with each key pressed on the page outside fields and dialogs and without Ctrl, Alt or Meta; `true`
/// from it means that the key is used up. Ends with the calling component.
#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a browser has a keyboard")
)]
pub(super) fn on_page_key(act: impl Fn(&str) -> bool + 'static) {
    #[cfg(feature = "hydrate")]
    {
        let act = std::rc::Rc::new(act);
        Effect::new(move |_| {
            let act = act.clone();
            let listener = window_event_listener(ev::keydown, move |event| {
                if is_free(&event) && act(&event.key()) {
                    event.prevent_default();
                }
            });
            on_cleanup(move || listener.remove());
        });
    }
}

/// Whether a key press belongs to the page rather than to a field, a dialog or the browser.
#[cfg_attr(
    not(feature = "hydrate"),
    expect(dead_code, reason = "only a browser has a keyboard")
)]
fn is_free(event: &ev::KeyboardEvent) -> bool {
    if event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing() || event.default_prevented() {
        return false;
    }
    let Some(active) = document().active_element() else {
        return true;
    };
    let typing = active
        .matches("input, textarea, select, [contenteditable]")
        .unwrap_or(false);
    let in_dialog = active.closest("dialog[open], [role=menu]").ok().flatten().is_some();
    !typing && !in_dialog
}
