//! The contact's earlier conversations.

use enlace_domain::view::PastConversation;
use leptos::prelude::*;

use crate::{now::use_clock, texts::use_texts};

/// Newest first; each opens.
#[component]
pub(super) fn Past(past: Vec<PastConversation>) -> impl IntoView {
    let texts = use_texts();
    let none = past.is_empty();
    view! {
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
            </a>
        </li>
    }
    .into_any()
}
