//! A quiet line of a thread: what happened to the conversation.

use enlace_domain::{
    event::{NearArticle, SystemLine},
    reading::AlsoAsked,
    view::ThreadMessage,
};
use leptos::prelude::*;
use leptos_router::components::A;

use super::bubble::iso;
use crate::{
    components::{Glyph, Icon},
    now::use_clock,
    texts::use_texts,
};

/// What happened to the conversation.
#[component]
pub(super) fn QuietLine(message: ThreadMessage, line: Option<SystemLine>) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let glyph = match &line {
        Some(SystemLine::Queued { .. }) => Glyph::Board,
        Some(SystemLine::Claimed { .. }) => Glyph::Person,
        Some(SystemLine::TransferredToQueue { .. } | SystemLine::TransferredToPerson { .. }) => Glyph::Transfer,
        Some(SystemLine::Closed { .. }) => Glyph::Check,
        Some(SystemLine::Reopened { .. }) => Glyph::Undo,
        Some(SystemLine::Escalated { .. }) => Glyph::Raised,
        Some(SystemLine::LeftByAnother { .. }) => Glyph::Channel,
        Some(SystemLine::Merged { .. } | SystemLine::Unmerged { .. } | SystemLine::NumberChanged { .. }) => {
            Glyph::Person
        }
        Some(SystemLine::Marketing { .. }) => Glyph::Info,
        Some(SystemLine::EditedUnknown { .. }) => Glyph::Edit,
        Some(SystemLine::SolvedByAnswer) => Glyph::Book,
        Some(SystemLine::Rated { .. }) => Glyph::Chart,
        Some(SystemLine::RevokedUnknown) => Glyph::Undo,
        None => Glyph::Info,
    };
    let (confidence, by, also, near) = match &line {
        Some(SystemLine::Queued {
            confidence,
            by,
            also,
            near,
            ..
        }) => (confidence.map(percent), *by, also.clone(), near.clone()),
        _ => (None, None, Vec::new(), Vec::new()),
    };
    let decided = move || by.and_then(|by| (texts.get().conversation.decided)(by));
    view! {
        <div class="event">
            <Icon glyph small=true/>
            <span>
                {move || {
                    let texts = texts.get();
                    match &line {
                        Some(line) => (texts.conversation.line)(line, &texts.common),
                        None => texts.conversation.line_unknown.to_owned(),
                    }
                }}
                {confidence.map(|share| view! { <span class="event-more">", "{move || (texts.get().conversation.confidence)(share)}</span> })}
                {move || decided().map(|who| view! { <span class="event-more">", "{who}</span> })}
            </span>
            <time datetime=iso(message.at)>{move || texts.get().format().hour(message.at, clock.zone())}</time>
        </div>
        {(!also.is_empty()).then(|| view! { <AlsoAskedLine also/> })}
        {(!near.is_empty()).then(|| view! { <NearLine near/> })}
    }
    .into_any()
}

/// The other requests of a message, which whoever answers must not miss.
#[component]
fn AlsoAskedLine(also: Vec<AlsoAsked>) -> impl IntoView {
    let texts = use_texts();
    let one = move |one: AlsoAsked| {
        view! {
            <li>
                <strong>{move || (texts.get().common.queue)(one.queue)}</strong>
                {(!one.words.is_empty()).then(|| view! { ": "<q>{one.words}</q> })}
            </li>
        }
    };
    view! {
        <div class="also">
            <span>{move || texts.get().conversation.also_asked}</span>
            <ul>{also.into_iter().map(one).collect_view()}</ul>
        </div>
    }
    .into_any()
}

/// What the knowledge base has near to the question: nothing of it was sent.
#[component]
fn NearLine(near: Vec<NearArticle>) -> impl IntoView {
    let texts = use_texts();
    let one = |one: NearArticle| view! { <li><A href=format!("/knowledge/{}", one.id)>{one.title}</A></li> };
    view! {
        <div class="also also-near">
            <span>{move || texts.get().conversation.near}</span>
            <ul>{near.into_iter().map(one).collect_view()}</ul>
        </div>
    }
    .into_any()
}

/// A share of one, in whole percent.
fn percent(share: f32) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "0 to 100")]
    let whole = (share.clamp(0.0, 1.0) * 100.0).round() as i32;
    whole
}
