//! The dialog that says which other contact is the same person: found first, then confirmed.

use enlace_domain::view::MergeCandidate;
use leptos::{prelude::*, task::spawn_local};

use super::open::{Opened, reload};
use crate::{
    api,
    components::{Avatar, AvatarSize, Button, ButtonKind, Dialog, Field, Glyph, Icon, Tone, use_toasts},
    pages::as_typed::ask_as_typed,
    texts::use_texts,
};

/// From how many characters on the server is asked.
const LEAST: usize = 3;

/// The dialog.
#[component]
pub(super) fn MergeDialog(opened: Opened) -> impl IntoView {
    let texts = use_texts();
    let open = opened.merge_open;
    let words = RwSignal::new(String::new());
    let chosen = RwSignal::new(None::<MergeCandidate>);
    let asked = Memo::new(move |_| {
        let text = words.read().trim().to_owned();
        (text.chars().count() >= LEAST).then_some(text)
    });
    let found = ask_as_typed(asked, move |text| api::merge_candidates(opened.id, text)).found;
    Effect::new(move |_| {
        if open.get() {
            words.set(String::new());
            chosen.set(None);
        }
    });
    view! {
        <Dialog open title=texts.signal(|t| t.contacts.merge_title) id="merge">
            {move || match chosen.get() {
                Some(candidate) => view! { <Confirm opened candidate on_back=Callback::new(move |()| chosen.set(None))/> }.into_any(),
                None => view! { <Finding words found on_choose=Callback::new(move |candidate| chosen.set(Some(candidate)))/> }.into_any(),
            }}
        </Dialog>
    }
    .into_any()
}

/// The field, and whom it finds.
#[component]
fn Finding(
    words: RwSignal<String>,
    found: RwSignal<Option<Vec<MergeCandidate>>>,
    on_choose: Callback<MergeCandidate>,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <div class="transfer">
            <Field label=texts.signal(|t| t.contacts.find) name="contact" r#type="search" value=words/>
            <ul class="transfer-people">
                {move || found.get().unwrap_or_default().into_iter().map(|candidate| view! { <Candidate candidate on_choose/> }).collect_view()}
            </ul>
            <Show when=move || found.read().as_ref().is_some_and(Vec::is_empty)>
                <p class="panel-none" role="status">{texts.say(|t| t.contacts.nobody)}</p>
            </Show>
        </div>
    }
    .into_any()
}

#[component]
fn Candidate(candidate: MergeCandidate, on_choose: Callback<MergeCandidate>) -> impl IntoView {
    let name = candidate.name.clone();
    let about: Vec<String> = candidate
        .addresses
        .iter()
        .cloned()
        .chain(candidate.plan.clone())
        .chain([candidate.protocol.to_string()])
        .collect();
    view! {
        <li>
            <button type="button" class="transfer-choice merge-choice" on:click=move |_| on_choose.run(candidate.clone())>
                <Avatar name=name.clone() size=AvatarSize::Small/>
                <span>
                    <b>{name}</b>
                    <small class="num">{about.join(" · ")}</small>
                </span>
            </button>
        </li>
    }
    .into_any()
}

/// What merging means, and the button for it.
#[component]
fn Confirm(opened: Opened, candidate: MergeCandidate, on_back: Callback<()>) -> impl IntoView {
    let (texts, toasts) = (use_texts(), use_toasts());
    let busy = RwSignal::new(false);
    let MergeCandidate {
        contact,
        name,
        addresses,
        open_here,
        ..
    } = candidate;
    let merge = move |_| {
        busy.set(true);
        spawn_local(async move {
            let result = api::merge_contacts(opened.id, contact).await;
            busy.try_set(false);
            match result {
                Ok(()) => {
                    opened.merge_open.try_set(false);
                    toasts.say(Tone::Good, texts.now().contacts.merged_toast.to_owned());
                    reload(opened);
                }
                Err(error) => toasts.say(Tone::Bad, error.words(texts.now())),
            }
        });
    };
    let explained = name.clone();
    view! {
        <div class="transfer">
            <div class="panel-who">
                <Avatar name=name.clone() size=AvatarSize::Large/>
                <div>
                    <h2>{name}</h2>
                    {addresses.into_iter().map(|address| view! { <p class="num">{address}</p> }).collect_view()}
                </div>
            </div>
            <p>{move || (texts.get().contacts.explain)(&explained)}</p>
            {open_here.map(|protocol| view! {
                <div class="verdict tone-info">
                    <b><Icon glyph=Glyph::Conversation small=true/>{texts.say(|t| t.contacts.open_too_title)}</b>
                    <p>{move || (texts.get().contacts.also_open)(protocol.as_str())}</p>
                </div>
            })}
            <div class="merge-buttons">
                <Button kind=ButtonKind::Ghost on:click=move |_| on_back.run(())>{texts.say(|t| t.contacts.back)}</Button>
                <Button kind=ButtonKind::Primary glyph=Glyph::Check busy on:click=merge>{texts.say(|t| t.contacts.confirm)}</Button>
            </div>
        </div>
    }
    .into_any()
}
