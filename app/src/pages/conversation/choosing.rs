//! The ways in which files are chosen: the button, the clipboard, and what is dropped on the thread.

use leptos::{ev, html, prelude::*};

use super::open::Opened;
use crate::{
    components::{Button, ButtonKind, Glyph, Toasts, use_toasts},
    pages::dragged::dragged,
    texts::{LocaleHandle, use_texts},
};

/// The button that attaches files, where the channel takes any.
#[component]
pub(super) fn AttachButton(opened: Opened) -> impl IntoView {
    let texts = use_texts();
    let toasts = use_toasts();
    let input = NodeRef::<html::Input>::new();
    let accepted = opened.means.with_value(|means| {
        let any = means.files.iter().any(|files| files.types.is_empty());
        (!any).then(|| means.types().collect::<Vec<_>>().join(","))
    });
    let takes_files = opened.means.with_value(|means| !means.files.is_empty());
    takes_files.then(|| {
        view! {
            <input
                class="visually-hidden"
                type="file"
                name="files"
                multiple
                tabindex="-1"
                aria-hidden="true"
                accept=accepted
                node_ref=input
                on:change=move |_| from_input(opened, input, texts, toasts)
            />
            <Button
                kind=ButtonKind::Ghost
                glyph=Glyph::Attach
                icon_only=true
                title=texts.signal(|t| t.files.attach)
                on:click=move |_| if let Some(input) = input.get_untracked() { input.click() }
            >
                {texts.say(|t| t.files.attach)}
            </Button>
        }
    })
}

#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a browser has files")
)]
fn from_input(opened: Opened, input: NodeRef<html::Input>, texts: LocaleHandle, toasts: Toasts) {
    #[cfg(feature = "hydrate")]
    if let Some(input) = input.get_untracked() {
        super::upload::choose(opened, input.files().as_ref(), texts, toasts);
        // the same file may be chosen again
        input.set_value("");
    }
}

/// Takes the files that are pasted; words are pasted as ever.
#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a browser has a clipboard")
)]
pub(super) fn pasted(opened: Opened, event: &ev::ClipboardEvent, texts: LocaleHandle, toasts: Toasts) {
    #[cfg(feature = "hydrate")]
    {
        let files = event.clipboard_data().and_then(|data| data.files());
        if files.as_ref().is_some_and(|files| files.length() > 0) {
            event.prevent_default();
            super::upload::choose(opened, files.as_ref(), texts, toasts);
        }
    }
}

/// Takes the files that are dropped. Where no answer can be written they are dropped in vain, and the browser does not
/// open them in the page's place.
pub(super) fn dropped(opened: Opened, event: &ev::DragEvent, texts: LocaleHandle, toasts: Toasts) {
    opened.dragging.set(false);
    if dragged(event) && opened.writing.get_untracked() {
        from_drop(opened, event, texts, toasts);
    }
}

#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a browser has a pointer")
)]
fn from_drop(opened: Opened, event: &ev::DragEvent, texts: LocaleHandle, toasts: Toasts) {
    #[cfg(feature = "hydrate")]
    {
        let files = event.data_transfer().and_then(|data| data.files());
        super::upload::choose(opened, files.as_ref(), texts, toasts);
    }
}
