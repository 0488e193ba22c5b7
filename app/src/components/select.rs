//! A choice of one among few: the browser's own select, dressed.

use leptos::prelude::*;

use crate::components::{Glyph, Icon, field::FieldNote};

/// One choice of a [`Select`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectOption {
    /// What is stored.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl SelectOption {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// A labelled `<select>` bound to a signal.
#[component]
pub fn Select(
    /// What is asked for.
    #[prop(into)]
    label: Signal<String>,
    /// The form's name for it; also the id.
    name: &'static str,
    /// What there is to choose.
    #[prop(into)]
    options: Signal<Vec<SelectOption>>,
    /// What is chosen.
    value: RwSignal<String>,
    /// Below it while nothing is wrong.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Can't be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let note = format!("{name}-note");
    let described = note.clone();
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <div class="select">
                <select
                    id=name
                    name=name
                    class="input"
                    disabled=disabled
                    aria-invalid=move || error.get().map(|_| "true")
                    aria-describedby=move || (error.get().is_some() || hint.get().is_some()).then(|| described.clone())
                    on:change=move |event| value.set(event_target_value(&event))
                >
                    {move || {
                        options.get().into_iter().map(|option| {
                            let mine = option.value.clone();
                            view! {
                                <option
                                    value=option.value
                                    selected=value.get_untracked() == mine
                                    prop:selected=move || value.get() == mine
                                >
                                    {option.label}
                                </option>
                            }
                        }).collect_view()
                    }}
                </select>
                <Icon glyph=Glyph::Down small=true/>
            </div>
            <FieldNote id=note hint error/>
        </div>
    }
    .into_any()
}
