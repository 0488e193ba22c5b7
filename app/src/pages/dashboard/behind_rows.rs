//! The conversations behind a figure, one a row.

use enlace_domain::view::{BehindAsk, BehindRow, BehindSort};
use leptos::prelude::*;
use leptos_router::components::A;
use time::OffsetDateTime;

use super::behind::behind;
use crate::{
    components::{Badge, Table, Tone},
    now::use_clock,
    texts::{FigureTexts, OutcomeTexts, reason_name, use_texts},
};

/// The table; three of its columns sort.
#[component]
pub(super) fn BehindRows(asked: BehindAsk, rows: Vec<BehindRow>, at: OffsetDateTime) -> impl IntoView {
    let texts = use_texts();
    let words = move || FigureTexts::of(texts.locale());
    let sort = asked.sort;
    let column = move |order: BehindSort, name: Signal<String>| {
        let to = BehindAsk {
            sort: order,
            page: 1,
            ..asked.clone()
        };
        view! { <A href=behind(&to) attr:class="behind-sort" attr:aria-current=(order == sort).then_some("true")>{name}</A> }
    };
    // the column of times turns round when it is chosen again
    let by_time = if sort == BehindSort::Newest {
        BehindSort::Oldest
    } else {
        BehindSort::Newest
    };
    let time_sorted = match sort {
        BehindSort::Newest => Some("descending"),
        BehindSort::Oldest => Some("ascending"),
        BehindSort::Answer | BehindSort::Handling => None,
    };
    let longest = move |order: BehindSort| (sort == order).then_some("descending");
    view! {
        <section class="panel behind-rows">
            <Table caption=Signal::derive(move || words().behind_caption.to_owned()) caption_hidden=true>
                <thead>
                    <tr>
                        <th scope="col" aria-sort=time_sorted>{column(by_time, Signal::derive(move || words().opened_at.to_owned()))}</th>
                        <th scope="col">{move || words().who}</th>
                        <th scope="col">{move || words().reason}</th>
                        <th scope="col">{texts.say(|t| t.insight.queue)}</th>
                        <th scope="col">{move || words().person}</th>
                        <th scope="col" class="r" aria-sort=longest(BehindSort::Answer)>
                            {column(BehindSort::Answer, texts.signal(|t| t.insight.first_answer))}
                        </th>
                        <th scope="col" class="r" aria-sort=longest(BehindSort::Handling)>
                            {column(BehindSort::Handling, texts.signal(|t| t.insight.handling))}
                        </th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| line(row, at)).collect_view()}</tbody>
            </Table>
        </section>
    }
    .into_any()
}

fn line(row: BehindRow, at: OffsetDateTime) -> impl IntoView {
    let texts = use_texts();
    let clock = use_clock();
    let words = move || FigureTexts::of(texts.locale());
    let span = move |seconds: Option<f64>| {
        move || seconds.map_or_else(|| "–".to_owned(), |seconds| texts.get().format().duration(seconds))
    };
    let place = row
        .region
        .clone()
        .map(|region| format!(" · {region}"))
        .unwrap_or_default();
    let when = move || {
        let format = texts.get().format();
        let day = format.short_day(row.opened_at.to_offset(clock.zone()).date());
        let year = row.opened_at.to_offset(clock.zone()).year();
        let year = if year == at.year() {
            String::new()
        } else {
            format!(" {year}")
        };
        format!("{day}{year}, {}", format.hour(row.opened_at, clock.zone()))
    };
    let (reason, queue) = (row.reason, row.queue);
    view! {
        <tr>
            <td class="behind-when">{when}</td>
            <th scope="row">
                <A href=format!("/conversations/{}", row.id)>{row.name}</A>
                <small>{row.protocol} {place}</small>
            </th>
            <td>
                {move || reason_name(texts.get(), reason)}
                {row.escalated.then(|| view! { " "<Badge tone=Tone::Warn>{move || words().raised}</Badge> })}
                {row.reopened.then(|| view! { " "<Badge tone=Tone::Neutral>{move || words().reopened}</Badge> })}
                {row.outcome.map(|outcome| view! {
                    " "<Badge tone=Tone::Info>{move || OutcomeTexts::of(texts.locale()).say(outcome)}</Badge>
                })}
            </td>
            <td>{move || queue.map_or(texts.get().insight.unsorted, |queue| (texts.get().common.queue)(queue))}</td>
            <td>{row.person.unwrap_or_else(|| "–".to_owned())}</td>
            <td class="r">{span(row.first_answer)}</td>
            <td class="r">{span(row.handling)}</td>
        </tr>
    }
    .into_any()
}
