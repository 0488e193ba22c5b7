//! `/dashboard/left`: whose contracts ended, with the last conversation of each; their number is the figure.

use enlace_domain::view::{Leaver, LeaversAsk, LeaversView};
use leptos::{html, prelude::*};
use leptos_meta::Title;
use leptos_router::{
    components::A,
    hooks::{use_location, use_query_map},
    params::ParamsMap,
};
use time::OffsetDateTime;

use super::{address::address, dates::listed, memory, wrong::Wrong};
use crate::{
    api,
    components::{EmptyState, Glyph, Icon, Skeleton, Table},
    now::use_clock,
    pages::{load_error::LoadError, pager::pager},
    texts::{FigureTexts, use_texts},
};

/// The address of who left.
pub(super) fn leavers(asked: &LeaversAsk) -> String {
    let query: ParamsMap = asked.pairs().into_iter().collect();
    format!("/dashboard/left{}", query.to_query_string())
}

/// The page.
#[component]
pub(super) fn Leavers() -> impl IntoView {
    let texts = use_texts();
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let query = query.read();
        LeaversAsk::read(|name| query.get(name))
    });
    let loaded = Resource::new_blocking(move || asked.get(), api::contracts_left);
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
fn Found(found: LeaversView, frame: NodeRef<html::Div>, here: Signal<String>) -> impl IntoView {
    let texts = use_texts();
    let words = move || FigureTexts::of(texts.locale());
    Effect::new(move |_| memory::scroll_back(frame, &here.get_untracked()));
    let LeaversView {
        asked,
        days,
        total,
        rows,
        at,
    } = found;
    let wrong = asked.ask.wrong.clone();
    let narrowed = {
        let ask = asked.ask.clone();
        let compared = asked.before.then_some(ask.period);
        move || {
            let mut parts = vec![listed(texts.get(), days, at, compared)];
            parts.extend(ask.filter.region.clone());
            parts.extend(ask.filter.plan.clone());
            parts.join(" · ")
        }
    };
    let heading = view! {
        <header class="behind-head">
            <h2>{move || words().left} " " <b class="behind-total">{move || texts.get().format().count(total)}</b></h2>
            <p>{narrowed}</p>
        </header>
    };
    if rows.is_empty() {
        return view! {
            <Wrong wrong/>
            {heading}
            <EmptyState glyph=Glyph::Chart title=Signal::derive(move || words().none_left.to_owned())/>
        }
        .into_any();
    }
    view! {
        <Wrong wrong/>
        {heading}
        <section class="panel behind-rows">
            <Table caption=Signal::derive(move || words().left.to_owned()) caption_hidden=true>
                <thead>
                    <tr>
                        <th scope="col">{move || words().left_at}</th>
                        <th scope="col">{move || words().who}</th>
                        <th scope="col">{move || words().region}</th>
                        <th scope="col">{move || words().plan}</th>
                        <th scope="col">{move || words().last_talk}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| line(row, at)).collect_view()}</tbody>
            </Table>
        </section>
        {pager(asked.page, LeaversAsk::ROWS, total, |page| leavers(&LeaversAsk { page, ..asked.clone() }))}
    }
    .into_any()
}

fn line(row: Leaver, at: OffsetDateTime) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let day = move |moment: OffsetDateTime| {
        let day = moment.to_offset(clock.zone()).date();
        let short = texts.get().format().short_day(day);
        if day.year() == at.year() {
            short
        } else {
            format!("{short} {}", day.year())
        }
    };
    let left_at = row.left_at;
    let last = match row.last {
        Some(last) => view! {
            <A href=format!("/conversations/{}", last.id)>{move || day(last.opened_at)} " "<small>{last.protocol}</small></A>
        }
        .into_any(),
        None => view! { <span>{move || FigureTexts::of(texts.locale()).never_wrote}</span> }.into_any(),
    };
    view! {
        <tr>
            <td class="behind-when">{move || day(left_at)}</td>
            <th scope="row">{row.name}</th>
            <td>{row.city}</td>
            <td>{row.plan}</td>
            <td>{last}</td>
        </tr>
    }
    .into_any()
}
