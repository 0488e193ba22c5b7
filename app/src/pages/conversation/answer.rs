//! Finding an answer in the knowledge base while writing: it goes into the text, with its source, to be read and sent.

use enlace_domain::{Direction, MessageKind, article::Audience, view::KnowledgeHit};
use leptos::{ev, html, prelude::*, task::spawn_local};

use super::{open::Opened, tray};
use crate::{
    api,
    components::{Glyph, Icon, bind},
    pages::knowledge::{Finding, Hit},
    texts::use_texts,
};

/// So many answers at most: the composer is no page.
const LIMIT: usize = 6;

/// The finder above the text. It begins with what the customer wrote last. `on_done` gets the words to be put in, or
/// nothing where somebody went back.
#[component]
pub(super) fn AnswerFinder(opened: Opened, on_done: Callback<Option<String>>) -> impl IntoView {
    let texts = use_texts();
    let finding = Finding::new(LIMIT);
    if let Some(asked) = opened.thread.with_untracked(|thread| {
        let from_customer = |message: &&enlace_domain::view::ThreadMessage| {
            message.direction == Direction::Inbound && message.kind == MessageKind::Text
        };
        thread
            .messages()
            .rev()
            .find(from_customer)
            .map(|message| message.body.clone())
    }) {
        finding.text.set(asked);
    }
    let hits = Memo::new(move |_| {
        finding
            .found
            .read()
            .as_ref()
            .map(|found| found.hits.clone())
            .unwrap_or_default()
    });
    let active = RwSignal::new(0_usize);
    Effect::new(move |_| {
        hits.track();
        active.set(0);
    });
    let field = NodeRef::<html::Input>::new();
    bind(field, finding.text.into(), move |typed| finding.text.set(typed));
    Effect::new(move |ran: Option<bool>| match field.get() {
        Some(field) if ran != Some(true) => {
            // an element that can't take the focus leaves it where it is
            let _ = field.focus();
            field.select();
            true
        }
        _ => ran == Some(true),
    });
    let choose = move |hit: &KnowledgeHit| {
        if hit.audience == Audience::Subscriber {
            let article = hit.article;
            spawn_local(async move {
                // a count that fails costs nobody anything
                let _ = api::article_used(article).await;
            });
            for file in hit.files.clone() {
                tray::add_file_of_article(opened, file, texts);
            }
            let source = (texts.now().knowledge().source)(&hit.title);
            on_done.run(Some(format!("{}\n\n_{source}_", hit.answer)));
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let count = hits.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => {
                event.prevent_default();
                active.update(|active| *active = (*active + 1) % count);
            }
            "ArrowUp" if count > 0 => {
                event.prevent_default();
                active.update(|active| *active = (*active + count - 1) % count);
            }
            "Enter" if !event.is_composing() => {
                event.prevent_default();
                let chosen = hits.with_untracked(|hits| hits.get(active.get_untracked()).cloned());
                if let Some(hit) = chosen {
                    choose(&hit);
                }
            }
            "Escape" => {
                event.prevent_default();
                on_done.run(None);
            }
            _ => {}
        }
    };
    let is_active = move |at: usize| active.get() == at;
    view! {
        <div class="answers" role="search" aria-label=texts.say(|t| t.knowledge().insert_title)>
            <div class="answers-bar">
                <Icon glyph=Glyph::Book small=true/>
                <input
                    type="search"
                    class="answers-ask"
                    name="answer-question"
                    autocomplete="off"
                    role="combobox"
                    aria-expanded="true"
                    aria-controls="answers-list"
                    aria-activedescendant=move || (!hits.read().is_empty()).then(|| format!("answer-{}", active.get()))
                    aria-label=texts.say(|t| t.knowledge().ask)
                    placeholder=texts.say(|t| t.knowledge().ask)
                    node_ref=field
                    on:input=move |event| finding.text.set(event_target_value(&event))
                    on:keydown=on_key
                />
                <button type="button" class="answers-close" on:click=move |_| on_done.run(None)>
                    <Icon glyph=Glyph::Close small=true/>
                    <span class="visually-hidden">{texts.say(|t| t.common.cancel)}</span>
                </button>
            </div>
            <ul id="answers-list" class="answers-list" role="listbox" aria-label=texts.say(|t| t.knowledge().results)>
                {move || hits.get().into_iter().enumerate().map(|(at, hit)| {
                    let agents_only = hit.audience == Audience::Agents;
                    let chosen = hit.clone();
                    view! {
                        <li
                            id=format!("answer-{at}")
                            class="kb-item kb-hit"
                            class:answers-active=move || is_active(at)
                            role="option"
                            aria-selected=move || if is_active(at) { "true" } else { "false" }
                            aria-disabled=agents_only.then_some("true")
                            title=agents_only.then(|| texts.now().knowledge().agents_only_note)
                            on:mousedown=move |event| {
                                // the field keeps the keyboard
                                event.prevent_default();
                                choose(&chosen);
                            }
                        >
                            <Hit hit/>
                        </li>
                    }
                }).collect_view()}
            </ul>
            <p class="answers-hint" role="status">
                {move || {
                    let t = texts.get().knowledge();
                    match finding.found.read().as_ref() {
                        None => t.insert_empty,
                        Some(found) if found.hits.is_empty() => t.none_found_title,
                        Some(_) => t.insert_hint,
                    }
                }}
            </p>
        </div>
    }
    .into_any()
}
