//! Filling a chosen template in, and sending it.

use leptos::{ev, html, prelude::*, task::spawn_local, web_sys::HtmlFormElement};
use uuid::Uuid;

use super::{
    choosing::AttachButton,
    open::Opened,
    tray::{self, Tray},
};
use crate::{
    api,
    components::{Button, ButtonKind, Glyph},
    error::AppError,
    state::TemplateDraft,
    texts::use_texts,
};

/// The places of the chosen template, how it will read, and sending it: once, under the key it was chosen with.
#[component]
pub(super) fn Filling(opened: Opened, draft: RwSignal<Option<TemplateDraft>>, on_done: Callback<()>) -> impl IntoView {
    let texts = use_texts();
    let key = Uuid::new_v4();
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<AppError>);
    let form = NodeRef::<html::Form>::new();
    let begun = draft.get_untracked();
    let above = begun.as_ref().and_then(TemplateDraft::file_kind);
    let complete = Memo::new(move |_| {
        let file_is_here = above.is_none() || tray::holds_one(opened);
        file_is_here && draft.read().as_ref().is_some_and(TemplateDraft::is_complete)
    });
    let name = begun.as_ref().map(|draft| draft.name().to_owned()).unwrap_or_default();
    let places: Vec<(usize, String)> = begun
        .iter()
        .flat_map(|draft| draft.values())
        .map(|value| value.name.clone())
        .enumerate()
        .collect();
    // the file that is missing, the first place still empty, or the button takes the keyboard
    Effect::new(move |_| {
        if let Some(form) = form.get() {
            let lacks_file = above.is_some() && !untrack(|| tray::holds_one(opened));
            // after the places are filled in and what had the keyboard is gone
            request_animation_frame(move || focus_first(&form, lacks_file));
        }
    });
    let send = move || {
        let Some(filled) = draft.get_untracked().filter(|_| complete.get_untracked()) else {
            return;
        };
        if busy.try_update(|busy| std::mem::replace(busy, true)) != Some(false) {
            return;
        }
        problem.set(None);
        let file = above.and_then(|_| tray::take(opened).pop());
        spawn_local(async move {
            let id = file.as_ref().map(|file| file.id);
            let result = api::send_template(opened.id, key, filled.id(), filled.values().to_vec(), id).await;
            busy.try_set(false);
            if let (Err(_), Some(file)) = (&result, file) {
                tray::put_back(opened, file);
            }
            match result {
                Ok(message) => {
                    opened.thread.try_update(|thread| thread.confirm(message));
                    opened.sent.try_update(|count| *count += 1);
                    draft.try_set(None);
                    let _ = on_done.try_run(());
                }
                Err(error) => {
                    problem.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <form
            class="template-filling"
            node_ref=form
            on:submit=move |event: ev::SubmitEvent| {
                event.prevent_default();
                send();
            }
        >
            <div class="template-head">
                <b>{name}</b>
                <Button kind=ButtonKind::Ghost glyph=Glyph::Back on:click=move |_| draft.set(None)>
                    {texts.say(|t| t.templates.choose_other)}
                </Button>
            </div>
            {above.map(|kind| view! {
                <div class="template-file">
                    <AttachButton opened/>
                    <small>{move || (texts.get().templates.above)(kind)}</small>
                </div>
                <Tray opened/>
            })}
            <div class="template-values">
                {places.into_iter().map(|(place, name)| view! { <Place opened draft place name/> }).collect_view()}
            </div>
            <div class="template-preview" role="group" aria-label=texts.say(|t| t.templates.preview)>
                <small>{texts.say(|t| t.templates.preview)}</small>
                <p>{move || draft.read().as_ref().map(TemplateDraft::preview)}</p>
            </div>
            {move || problem.get().map(|problem| view! {
                <p class="field-note field-error" role="alert">{problem.words(texts.get())}</p>
            })}
            <div class="template-foot">
                <span class="composer-hint">{texts.say(|t| t.templates.enter_sends)}</span>
                <Button
                    kind=ButtonKind::Primary
                    r#type="submit"
                    glyph=Glyph::Send
                    busy
                    disabled=Signal::derive(move || !complete.get())
                >
                    {texts.say(|t| t.templates.send)}
                </Button>
            </div>
        </form>
    }
    .into_any()
}

/// One place and its value.
#[component]
fn Place(opened: Opened, draft: RwSignal<Option<TemplateDraft>>, place: usize, name: String) -> impl IntoView {
    let texts = use_texts();
    let id = format!("template-value-{place}");
    let value = draft
        .with_untracked(|draft| draft.as_ref().map(|draft| draft.values()[place].value.clone()))
        .unwrap_or_default();
    view! {
        <div class="field">
            <label for=id.clone()>{move || (texts.get().templates.value)(&name)}</label>
            <input
                id=id
                class="input"
                autocomplete="off"
                maxlength="1000"
                prop:value=value
                on:input=move |event| {
                    opened.attending.typed();
                    draft.update(|draft| {
                        if let Some(draft) = draft {
                            draft.set(place, event_target_value(&event));
                        }
                    });
                }
            />
        </div>
    }
    .into_any()
}

#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a browser has a keyboard")
)]
fn focus_first(form: &HtmlFormElement, lacks_file: bool) {
    #[cfg(feature = "hydrate")]
    {
        use leptos::web_sys::{HtmlElement, HtmlInputElement};
        use wasm_bindgen::JsCast;

        let button = |of: &str| {
            let found = form.query_selector(of).ok().flatten();
            found.and_then(|button| button.dyn_into::<HtmlElement>().ok())
        };
        let attach = lacks_file.then(|| button(".template-file button")).flatten();
        let empty = || {
            let inputs = form.query_selector_all("input.input").ok()?;
            (0..inputs.length())
                .filter_map(|place| inputs.item(place)?.dyn_into::<HtmlInputElement>().ok())
                .find(|input| input.value().trim().is_empty())
                .map(HtmlElement::from)
        };
        if let Some(target) = attach.or_else(empty).or_else(|| button("button[type=submit]")) {
            // An element that can't take focus keeps it where it is.
            let _ = target.focus();
        }
    }
}
