//! The person's other conversations.

use enlace_domain::view::PastConversation;
use leptos::prelude::*;

use crate::{
    components::{Glyph, Icon},
    now::use_clock,
    texts::use_texts,
};

/// Newest first; each opens.
#[component]
pub(super) fn Past(past: Vec<PastConversation>) -> impl IntoView {
    let texts = use_texts();
    let none = past.is_empty();
    let open = past.iter().find(|other| other.status.is_open()).map(|other| other.id);
    view! {
        {open.map(|id| view! {
            <div class="verdict tone-info">
                <b><Icon glyph=Glyph::Conversation small=true/>{texts.say(|t| t.contacts.open_too_title)}</b>
                <p>
                    {texts.say(|t| t.contacts.open_too_text)}" "
                    <a href=format!("/conversations/{id}")>{texts.say(|t| t.contacts.open_too_link)}</a>
                </p>
            </div>
        })}
        <section>
            <h3>{texts.say(|t| t.conversation.past)}</h3>
            {none.then(|| view! { <p class="panel-none">{texts.say(|t| t.conversation.no_past)}</p> })}
            <ul class="past">
                {past.into_iter().map(|earlier| view! { <Earlier earlier/> }).collect_view()}
            </ul>
        </section>
    }
    .into_any()
}

#[component]
fn Earlier(earlier: PastConversation) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let PastConversation {
        id,
        protocol,
        status,
        queue,
        created_at,
        other_address,
    } = earlier;
    view! {
        <li>
            <a href=format!("/conversations/{id}")>
                <b>{move || {
                    let texts = texts.get();
                    queue.map_or(texts.conversation.no_queue, texts.common.queue)
                }}</b>
                <time>{move || texts.get().format().moment(created_at, clock.now(), clock.zone())}</time>
                <span class="num">{protocol.to_string()}</span>
                <span>{move || (texts.get().common.status)(status)}</span>
                {other_address.map(|address| view! {
                    <span class="past-address">{move || (texts.get().contacts.by_address)(&address)}</span>
                })}
            </a>
        </li>
    }
    .into_any()
}
