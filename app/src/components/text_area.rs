//! Several lines of text.

use leptos::{ev, html, prelude::*};

use super::typed::bind;

/// A labelled `<textarea>` bound to a signal; grows with its text up to eight lines.
///
/// The text goes in as the element's value only: children of a `<textarea>` are not escaped by the renderer.
#[component]
pub fn TextArea(
    /// What is asked for.
    #[prop(into)]
    label: Signal<String>,
    /// The form's name for it; also the id.
    name: &'static str,
    /// Bound both ways.
    value: RwSignal<String>,
    /// The label is read aloud but not shown.
    #[prop(optional)]
    label_hidden: bool,
    /// Greyed in the empty field.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// Can't be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// How many lines it has when empty.
    #[prop(default = 2)]
    rows: u32,
    /// Called before the key does what it does by itself.
    #[prop(optional, into)]
    on_key: Option<Callback<ev::KeyboardEvent>>,
    /// The element itself, for those who must focus it.
    #[prop(optional)]
    node_ref: NodeRef<html::Textarea>,
) -> impl IntoView {
    bind(node_ref, value.into(), move |typed| value.set(typed));
    view! {
        <div class="field">
            <label for=name class:visually-hidden=label_hidden>{label}</label>
            <textarea
                id=name
                name=name
                class="input text-area"
                rows=rows
                disabled=disabled
                placeholder=move || placeholder.get()
                node_ref=node_ref
                on:input=move |event| value.set(event_target_value(&event))
                on:keydown=move |event| {
                    if let Some(on_key) = on_key {
                        on_key.run(event);
                    }
                }
            ></textarea>
        </div>
    }
}
