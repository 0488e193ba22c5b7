//! `/dashboard/behind`: the conversations behind a figure, page by page; their number is the figure.

use enlace_domain::{
    QueueKey,
    view::{BehindAsk, BehindView, CountedBy},
};
use leptos::{html, prelude::*};
use leptos_meta::Title;
use leptos_router::{
    components::A,
    hooks::{use_location, use_query_map},
    params::ParamsMap,
};

use super::{address::address, behind_rows::BehindRows, dates::days, memory, wrong::Wrong};
use crate::{
    api,
    components::{EmptyState, Glyph, Icon, Skeleton},
    pages::load_error::LoadError,
    texts::{FigureTexts, reason_name, use_texts},
};

/// The address of what is behind a figure.
pub(super) fn behind(asked: &BehindAsk) -> String {
    let query: ParamsMap = asked.pairs().into_iter().collect();
    format!("/dashboard/behind{}", query.to_query_string())
}

/// A figure that leads to the conversations behind it.
#[component]
pub(super) fn Lead(
    /// Which conversations.
    asked: BehindAsk,
    /// The figure.
    children: Children,
) -> impl IntoView {
    view! { <A href=behind(&asked) attr:class="figure-lead">{children()}</A> }.into_any()
}

/// The same of one queue, where one is named.
pub(super) fn of_queue(mut asked: BehindAsk, queue: Option<QueueKey>) -> BehindAsk {
    if queue.is_some() {
        asked.ask.filter.queue = queue;
    }
    asked
}

/// The page.
#[component]
pub(super) fn Behind() -> impl IntoView {
    let texts = use_texts();
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let query = query.read();
        BehindAsk::read(|name| query.get(name))
    });
    let loaded = Resource::new_blocking(move || asked.get(), api::figure_behind);
    let again = Callback::new(move |()| loaded.refetch());
    let frame = NodeRef::<html::Div>::new();
    let location = use_location();
    let here = Signal::derive(move || format!("{}{}", location.pathname.read(), location.search.read()));
    let scrolled = memory::keep_scroll(frame, here);
    let back = move || memory::last().unwrap_or_else(|| address("/dashboard", &asked.get().ask));
    view! {
        <Title text=texts.say(|t| t.insight.title)/>
        <div class="dashboard" node_ref=frame on:scroll=move |_| scrolled()>
            <p class="behind-back">
                <A href=back><Icon glyph=Glyph::Back small=true/> {move || FigureTexts::of(texts.locale()).back}</A>
            </p>
            <Transition fallback=|| view! { <Skeleton lines=12/> }>
                {move || Suspend::new(async move {
                    match loaded.await {
                        Ok(found) => view! { <Found found frame here/> }.into_any(),
                        Err(error) => view! { <LoadError error on_retry=again/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

#[component]
fn Found(found: BehindView, frame: NodeRef<html::Div>, here: Signal<String>) -> impl IntoView {
    let texts = use_texts();
    let words = move || FigureTexts::of(texts.locale());
    Effect::new(move |_| memory::scroll_back(frame, &here.get_untracked()));
    let (asked, total, at) = (found.asked.clone(), found.total, found.at);
    let wrong = asked.ask.wrong.clone();
    let narrowed = {
        let (asked, span) = (asked.clone(), found.days);
        move || {
            let mut parts = vec![if asked.figure.counted_by() == CountedBy::Standing {
                words().now_title.to_owned()
            } else {
                days(texts.get().format(), span, at.year())
            }];
            parts.extend(
                asked
                    .ask
                    .filter
                    .queue
                    .map(|queue| (texts.get().common.queue)(queue).to_owned()),
            );
            parts.extend(asked.ask.filter.region.clone());
            parts.extend(asked.ask.filter.plan.clone());
            parts.extend(found.person.clone());
            parts.extend(asked.reason.map(|reason| reason_name(texts.get(), reason).to_owned()));
            parts.extend(asked.weekday.and_then(|day| {
                texts
                    .get()
                    .insight
                    .weekdays
                    .get(usize::from(day) - 1)
                    .map(|day| (*day).to_owned())
            }));
            parts.extend(asked.hour.map(|hour| format!("{hour}h–{}h", hour + 1)));
            parts.join(" · ")
        }
    };
    let figure = asked.figure;
    let heading = view! {
        <header class="behind-head">
            <h2>
                {move || (words().figure)(figure)} " "
                <b class="behind-total">{move || texts.get().format().count(total)}</b>
            </h2>
            <p>{narrowed}</p>
        </header>
    };
    if found.rows.is_empty() {
        return view! {
            <Wrong wrong/>
            {heading}
            <EmptyState glyph=Glyph::Chart title=Signal::derive(move || words().none_behind.to_owned())/>
        }
        .into_any();
    }
    view! {
        <Wrong wrong/>
        {heading}
        <BehindRows asked=asked.clone() rows=found.rows at/>
        <Pager asked total/>
    }
    .into_any()
}

/// Which rows these are, and the pages beside this one.
#[component]
fn Pager(asked: BehindAsk, total: i64) -> impl IntoView {
    let texts = use_texts();
    let words = move || FigureTexts::of(texts.locale());
    let rows = i64::from(BehindAsk::ROWS);
    let first = rows * (i64::from(asked.page) - 1) + 1;
    let last = (first + rows - 1).min(total);
    let to = |page: u32| behind(&BehindAsk { page, ..asked.clone() });
    let before = (asked.page > 1).then(|| to(asked.page - 1));
    let after = (last < total).then(|| to(asked.page + 1));
    view! {
        <nav class="behind-pager" aria-label=move || words().pages>
            {before.map(|href| view! { <A href=href attr:rel="prev">{move || words().previous}</A> })}
            <span>
                {move || {
                    let count = |n| texts.get().format().count(n);
                    (words().rows_of)(&count(first), &count(last), &count(total))
                }}
            </span>
            {after.map(|href| view! { <A href=href attr:rel="next">{move || words().next}</A> })}
        </nav>
    }
    .into_any()
}
