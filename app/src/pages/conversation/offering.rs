//! Answers that the subscriber can tap, below the words that are being written.

use enlace_domain::message::{OFFERED, OFFERED_BUTTONS, OFFERED_LIMIT, OFFERING_LIMIT};
use leptos::{html, prelude::*};

use super::{open::Opened, tray};
use crate::{
    components::{Button, ButtonKind, Glyph, Icon},
    texts::{LocaleHandle, use_texts},
};

/// Takes the answers out, to be sent.
pub(super) fn take(opened: Opened) -> Vec<String> {
    let offered = opened.offered.try_update(Option::take).flatten();
    filled(offered.as_ref()).collect()
}

/// Puts answers back that were not sent.
pub(super) fn put_back(opened: Opened, offered: Vec<String>) {
    let mut fields: [String; OFFERED] = Default::default();
    for (field, words) in fields.iter_mut().zip(offered) {
        *field = words;
    }
    opened.offered.try_set(Some(fields));
}

/// Why what is offered cannot be sent as it stands; nothing where it can. Tracked.
pub(super) fn problem(opened: Opened, length: usize, texts: LocaleHandle) -> Option<&'static str> {
    let offered = opened.offered.read();
    let all: Vec<String> = filled(offered.as_ref()).collect();
    let t = &texts.get().files;
    if all.is_empty() {
        None
    } else if tray::has_files(opened) {
        Some(t.offer_no_file)
    } else if length == 0 {
        Some(t.offer_no_words)
    } else if length > OFFERING_LIMIT {
        Some(t.offer_too_long)
    } else {
        let twice = (1..all.len()).any(|at| all[..at].contains(&all[at]));
        twice.then_some(t.offer_twice)
    }
}

fn filled(offered: Option<&[String; OFFERED]>) -> impl Iterator<Item = String> {
    let words = offered.into_iter().flatten().map(|words| words.trim().to_owned());
    words.filter(|words| !words.is_empty())
}

/// The button that opens and closes it.
#[component]
pub(super) fn OfferButton(opened: Opened) -> impl IntoView {
    let texts = use_texts();
    let toggle = move |_| {
        opened.offered.update(|offered| {
            *offered = match offered {
                None => Some(Default::default()),
                Some(_) => None,
            };
        });
    };
    view! {
        <Button kind=ButtonKind::Ghost glyph=Glyph::Conversation icon_only=true title=texts.signal(|t| t.files.offer) on:click=toggle>
            {texts.say(|t| t.files.offer)}
        </Button>
    }
    .into_any()
}

/// The answers, above the field; the first one takes the keyboard.
#[component]
pub(super) fn Offering(opened: Opened) -> impl IntoView {
    let texts = use_texts();
    let is_open = Memo::new(move |_| opened.offered.read().is_some());
    // those of the buttons, and one more than is filled
    let shown = Memo::new(move |_| {
        let offered = opened.offered.read();
        let all = offered.as_ref();
        let last = all.and_then(|all| all.iter().rposition(|words| !words.trim().is_empty()));
        last.map_or(0, |last| last + 2).clamp(OFFERED_BUTTONS, OFFERED)
    });
    let is_list = Memo::new(move |_| filled(opened.offered.read().as_ref()).count() > OFFERED_BUTTONS);
    let fields: [NodeRef<html::Input>; OFFERED] = std::array::from_fn(|_| NodeRef::new());
    Effect::new(move |_| {
        if is_open.get()
            && let Some(first) = fields[0].get()
        {
            // an element that can't take the focus leaves it where it is
            let _ = first.focus();
        }
    });
    let field = move |at: usize| {
        let value = move || {
            opened
                .offered
                .with(|offered| offered.as_ref().map(|all| all[at].clone()))
        };
        view! {
            <input
                node_ref=fields[at]
                class="input"
                hidden=move || { shown.get() <= at }
                autocomplete="off"
                maxlength=OFFERED_LIMIT.to_string()
                aria-label=move || (texts.get().files.offer_answer)(at + 1)
                placeholder=move || (texts.get().files.offer_answer)(at + 1)
                prop:value=move || value().unwrap_or_default()
                on:input=move |event| {
                    opened.offered.update(|offered| {
                        if let Some(all) = offered {
                            all[at] = event_target_value(&event);
                        }
                    });
                }
            />
        }
        .into_any()
    };
    view! {
        <Show when=move || is_open.get()>
            <div class="offering" role="group" aria-label=texts.say(|t| t.files.offer)>
                <div class="offering-answers">{(0..OFFERED).map(field).collect_view()}</div>
                <small role="status">
                    {move || {
                        let t = &texts.get().files;
                        if is_list.get() { t.offer_hint_list } else { t.offer_hint }
                    }}
                </small>
                <button
                    type="button"
                    class="tray-button"
                    aria-label=texts.say(|t| t.files.offer_none)
                    on:click=move |_| opened.offered.set(None)
                >
                    <Icon glyph=Glyph::Close small=true/>
                </button>
            </div>
        </Show>
    }
    .into_any()
}
