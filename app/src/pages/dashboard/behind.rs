//! `/dashboard/behind`: the conversations behind a figure, page by page; their number is the figure.

use enlace_domain::{
    QueueKey,
    view::{BehindAsk, BehindFigure, BehindView},
};
use leptos::{html, prelude::*};
use leptos_meta::Title;
use leptos_router::{
    components::A,
    hooks::{use_location, use_query_map},
    params::ParamsMap,
};

use super::{address::address, behind_rows::BehindRows, dates::listed, memory, wrong::Wrong};
use crate::{
    api,
    components::{EmptyState, Glyph, Icon, Skeleton},
    pages::{load_error::LoadError, pager::pager},
    texts::{FigureTexts, reason_name, use_texts},
};

/// The address of what is behind a figure.
pub(super) fn behind(asked: &BehindAsk) -> String {
    let query: ParamsMap = asked.pairs().into_iter().collect();
    format!("/dashboard/behind{}", query.to_query_string())
}

/// The address of the same as a file, all pages of it.
fn file(asked: &BehindAsk) -> String {
    let query: ParamsMap = BehindAsk {
        page: 1,
        ..asked.clone()
    }
    .pairs()
    .into_iter()
    .collect();
    format!("/dashboard/behind.csv{}", query.to_query_string())
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

/// A figure that leads behind it, where what stands there can be asked for.
pub(super) fn led(
    asked: Option<&BehindAsk>,
    figure: BehindFigure,
    value: impl Fn() -> String + Send + Sync + 'static,
) -> AnyView {
    match asked {
        Some(asked) => {
            let asked = BehindAsk {
                figure,
                ..asked.clone()
            };
            view! { <Lead asked>{value}</Lead> }.into_any()
        }
        None => view! { <span>{value}</span> }.into_any(),
    }
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
            let mut parts = vec![if asked.figure.is_of_now() {
                words().now_title.to_owned()
            } else {
                listed(texts.get(), span, at, asked.before.then_some(asked.ask.period))
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
    let file = file(&asked);
    let heading = view! {
        <header class="behind-head">
            <h2>
                {move || (words().figure)(figure)} " "
                <b class="behind-total">{move || texts.get().format().count(total)}</b>
            </h2>
            <p>{narrowed}</p>
            // a file and no page: the router must not take it
            <a class="button button-ghost" rel="external" download href=file>
                <Icon glyph=Glyph::Document small=true/>
                {move || words().export_csv}
            </a>
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
        {pager(asked.page, BehindAsk::ROWS, total, |page| behind(&BehindAsk { page, ..asked.clone() }))}
    }
    .into_any()
}
