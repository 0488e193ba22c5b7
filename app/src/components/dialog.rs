//! A window over the page: the browser's own `<dialog>`, which keeps the keyboard inside and gives focus back.

use leptos::{html, prelude::*};

use crate::{
    components::{Button, ButtonKind, Glyph, use_toasts},
    texts::use_texts,
};

/// A modal dialog that follows `open`. Escape, the cross and a press outside close it.
#[component]
pub fn Dialog(
    /// Whether it is open; set to false when the person closes it.
    open: RwSignal<bool>,
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// Unique on the page: names the dialog for screen readers.
    id: &'static str,
    /// Comes from the right-hand side and takes the whole height.
    #[prop(optional)]
    drawer: bool,
    /// The buttons below; the main one last.
    #[prop(optional, into)]
    footer: Option<ViewFn>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    let dialog = NodeRef::<html::Dialog>::new();
    follow(open, dialog);
    let title_id = format!("{id}-title");
    let named_by = title_id.clone();
    view! {
        <dialog
            id=id
            class="dialog"
            class:dialog-drawer=drawer
            node_ref=dialog
            aria-labelledby=named_by
            on:close=move |_| open.set(false)
            on:mousedown=move |event| {
                // Only the backdrop is the dialog itself; everything inside is a child of the sheet.
                if event.target() == event.current_target() {
                    open.set(false);
                }
            }
        >
            <div class="dialog-sheet">
                <header class="dialog-head">
                    <h2 id=title_id>{title}</h2>
                    <Button
                        kind=ButtonKind::Ghost
                        glyph=Glyph::Close
                        icon_only=true
                        on:click=move |_| open.set(false)
                    >
                        {texts.say(|t| t.common.close)}
                    </Button>
                </header>
                <div class="dialog-body">{children()}</div>
                {footer.map(|footer| view! { <footer class="dialog-foot">{footer.run()}</footer> })}
            </div>
        </dialog>
    }
    .into_any()
}

/// Opens and closes the element with the signal. While it is open all else rests: what happens is told inside it.
pub(crate) fn follow(open: RwSignal<bool>, dialog: NodeRef<html::Dialog>) {
    let toasts = use_toasts();
    Effect::new(move |_| {
        let wanted = open.get();
        let Some(dialog) = dialog.get() else { return };
        if wanted && !dialog.open() {
            // Refused only for an element outside the document, which has nothing to show either.
            if dialog.show_modal().is_ok() {
                toasts.appear_in(&dialog);
            }
        } else if !wanted {
            if dialog.open() {
                dialog.close();
            }
            toasts.leave(&dialog);
        }
    });
    // a window that goes with its page takes nothing with it
    on_cleanup(move || {
        if let Some(dialog) = dialog.try_get_untracked().flatten() {
            toasts.leave(&dialog);
        }
    });
}
