//! One line of text with its label, its hint and what is wrong with it.

use leptos::prelude::*;

use super::typed::bind;

/// A labelled `<input>`. With `value` it is bound to a signal; without, the form's own value counts (works before the
/// page is hydrated).
#[component]
pub fn Field(
    /// What is asked for.
    #[prop(into)]
    label: Signal<String>,
    /// The form's name for it; also the id.
    #[prop(into)]
    name: String,
    /// `text`, `email`, `password`, `number`, `search`.
    #[prop(default = "text")]
    r#type: &'static str,
    /// Bound both ways.
    #[prop(optional)]
    value: Option<RwSignal<String>>,
    /// Below the field while nothing is wrong.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong; replaces the hint.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Greyed in the empty field.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// What the browser may fill in, like `username`.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// May not stay empty.
    #[prop(optional)]
    required: bool,
    /// Can't be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Gets the keyboard when the page or the dialog opens.
    #[prop(optional)]
    autofocus: bool,
    /// The least number, for numbers.
    #[prop(optional, into)]
    min: Option<i64>,
    /// The greatest number, for numbers.
    #[prop(optional, into)]
    max: Option<i64>,
    /// The input itself, for those who must focus it.
    #[prop(optional)]
    node_ref: NodeRef<leptos::html::Input>,
) -> impl IntoView {
    let note = format!("{name}-note");
    let described = note.clone();
    if let Some(value) = value {
        bind(node_ref, value.into(), move |typed| value.set(typed));
    }
    view! {
        <div class="field">
            <label for=name.clone()>{label}</label>
            <input
                id=name.clone()
                name=name
                type=r#type
                class="input"
                value=value.map(|value| value.get_untracked())
                placeholder=move || placeholder.get()
                autocomplete=autocomplete
                required=required
                disabled=disabled
                autofocus=autofocus
                min=min
                max=max
                node_ref=node_ref
                aria-invalid=move || error.get().map(|_| "true")
                aria-describedby=move || (error.get().is_some() || hint.get().is_some()).then(|| described.clone())
                on:input=move |event| if let Some(value) = value { value.set(event_target_value(&event)) }
            />
            <FieldNote id=note hint error/>
        </div>
    }
    .into_any()
}

/// The line below a field: the hint, or what is wrong.
#[component]
pub(super) fn FieldNote(id: String, hint: MaybeProp<String>, error: MaybeProp<String>) -> impl IntoView {
    view! {
        <p id=id class="field-note" class:field-error=move || error.get().is_some() role=move || error.get().map(|_| "alert")>
            {move || error.get().or_else(|| hint.get())}
        </p>
    }
    .into_any()
}
