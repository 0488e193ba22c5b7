//! The bubble of a message that the server has not confirmed.

use enlace_domain::view::UploadView;
use leptos::prelude::*;

use super::{
    attached::{Place, QuotedLine},
    bubble::{Offered, iso},
    open::Opened,
    sending,
};
use crate::{
    components::{Button, ButtonKind, Glyph, Icon, use_toasts},
    now::use_clock,
    pages::board::kind_glyph,
    state::{Outgoing, Pending, PendingState},
    texts::use_texts,
};

/// A message that the server has not confirmed.
#[component]
pub(super) fn PendingBubble(opened: Opened, pending: Pending) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let toasts = use_toasts();
    let Pending { key, what, at, state } = pending;
    let Outgoing {
        text,
        file,
        place,
        quoted,
        offered,
    } = what;
    let why = match state {
        PendingState::Sending => None,
        PendingState::Failed(why) => Some(why),
    };
    let failed = why.is_some();
    view! {
        <div class="bubble bubble-ours" class:bubble-pending=!failed class:bubble-failed=failed>
            {quoted.map(|quoted| view! { <QuotedLine opened quoted/> })}
            {file.map(|file| view! { <PendingFile file/> })}
            {place.map(|place| view! { <Place place/> })}
            {(!text.is_empty()).then(|| view! { <p class="bubble-text">{text}</p> })}
            <Offered titles=offered/>
            <span class="bubble-foot">
                <time datetime=iso(at)>{move || texts.get().format().hour(at, clock.zone())}</time>
                {(!failed).then(|| view! {
                    <span class="ticks"><Icon glyph=Glyph::Clock small=true label=texts.signal(|t| t.conversation.sending)/></span>
                })}
            </span>
        </div>
        {why.map(|why| view! {
            <div class="bubble-failure">
                <Icon glyph=Glyph::Warning small=true/>
                <span>{why}</span>
                <Button
                    kind=ButtonKind::Ghost
                    glyph=Glyph::Retry
                    on:click=move |_| sending::try_again(opened, key, texts, toasts)
                >
                    {texts.say(|t| t.conversation.retry)}
                </Button>
                <Button kind=ButtonKind::Ghost glyph=Glyph::Edit on:click=move |_| sending::edit(opened, key)>
                    {texts.say(|t| t.conversation.edit)}
                </Button>
            </div>
        })}
    }
    .into_any()
}

/// A file that the desk has and the thread does not yet.
#[component]
fn PendingFile(file: UploadView) -> impl IntoView {
    let texts = use_texts();
    let UploadView {
        kind, bytes, file_name, ..
    } = file;
    view! {
        <span class="bubble-file">
            <Icon glyph=kind_glyph(kind).unwrap_or(Glyph::Document)/>
            <span>
                <b>{move || file_name.clone().unwrap_or_else(|| (texts.get().files.kind)(kind).to_owned())}</b>
                <small>{move || texts.get().format().bytes(bytes)}</small>
            </span>
        </span>
    }
    .into_any()
}
