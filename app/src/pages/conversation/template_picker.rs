//! Choosing an approved template: what there is, and what fits the words searched for.

use enlace_domain::view::TemplateOption;
use leptos::{html, prelude::*, task::spawn_local};

use super::{open::Opened, template_filling::Filling};
use crate::{
    api,
    components::{Field, Skeleton},
    error::AppError,
    state::{TemplateDraft, find_templates},
    texts::use_texts,
};

/// The picker: a list to search, then the chosen template's places and how it will read. `on_done` runs when it was sent.
#[component]
pub(super) fn TemplatePicker(opened: Opened, on_done: Callback<()>) -> impl IntoView {
    let texts = use_texts();
    let options = RwSignal::new(None::<Result<Vec<TemplateOption>, AppError>>);
    let draft = RwSignal::new(None::<TemplateDraft>);
    let chosen = Memo::new(move |_| draft.read().is_some());
    Effect::new(move |_| {
        spawn_local(async move {
            let loaded = api::conversation_templates(opened.id).await;
            options.try_set(Some(loaded));
        });
    });
    let on_choose = Callback::new(move |option: TemplateOption| {
        let name = opened.card.with_untracked(|card| card.name.clone());
        draft.set(Some(TemplateDraft::new(option, &name)));
    });
    move || match options.get() {
        None => view! { <Skeleton lines=3/> }.into_any(),
        Some(Err(error)) => {
            view! { <p class="field-note field-error" role="alert">{error.words(texts.get())}</p> }.into_any()
        }
        Some(Ok(options)) if options.is_empty() => {
            view! { <p class="template-none">{texts.say(|t| t.templates.none_approved)}</p> }.into_any()
        }
        Some(Ok(_)) if chosen.get() => view! { <Filling opened draft on_done/> }.into_any(),
        Some(Ok(options)) => view! { <Choosing opened options on_choose/> }.into_any(),
    }
}

/// The approved templates whose name or words fit; Enter takes the first.
#[component]
fn Choosing(opened: Opened, options: Vec<TemplateOption>, on_choose: Callback<TemplateOption>) -> impl IntoView {
    let texts = use_texts();
    let search = RwSignal::new(String::new());
    let found = Memo::new(move |_| find_templates(&options, &search.read()));
    let field = NodeRef::<html::Input>::new();
    // only somebody who asked for templates: a window that closes by itself takes the keyboard from nobody
    Effect::new(move |_| {
        if let Some(field) = field.get().filter(|_| opened.template_open.get_untracked()) {
            // An element that can't take focus keeps it where it is.
            let _ = field.focus();
        }
    });
    view! {
        <form
            class="template-choosing"
            on:submit=move |event| {
                event.prevent_default();
                if let Some(first) = found.with_untracked(|found| found.first().cloned()) {
                    on_choose.run(first);
                }
            }
        >
            <Field
                label=texts.signal(|t| t.templates.find)
                name="find-template"
                r#type="search"
                autocomplete="off"
                value=search
                node_ref=field
                placeholder=texts.signal(|t| t.templates.find)
            />
            <ul class="template-options" aria-label=texts.say(|t| t.templates.options)>
                <For each=move || found.get() key=|option| option.id let:option>
                    <Choice option on_choose/>
                </For>
            </ul>
            <Show when=move || found.with(Vec::is_empty)>
                <p class="template-none" role="status">{texts.say(|t| t.templates.none_found)}</p>
            </Show>
        </form>
    }
    .into_any()
}

#[component]
fn Choice(option: TemplateOption, on_choose: Callback<TemplateOption>) -> impl IntoView {
    let (name, body) = (option.template.name.clone(), option.template.body.clone());
    view! {
        <li>
            <button type="button" class="template-option" on:click=move |_| on_choose.run(option.clone())>
                <b>{name}</b>
                <span>{body}</span>
            </button>
        </li>
    }
    .into_any()
}
