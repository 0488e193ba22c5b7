//! What came of the conversations that were closed: what was sold, what was disputed, what each conversation is worth.

use enlace_domain::{
    OutcomeKind, QueueKey,
    view::{BehindAsk, BehindFigure, Contracts, Dashboard, LeaversAsk, PersonGains},
};
use leptos::prelude::*;
use leptos_router::components::A;

use super::{
    behind::{Lead, of_queue},
    jump::{COMMERCIAL, FINANCIAL},
    leavers::leavers,
};
use crate::{
    components::{Avatar, Table},
    texts::{Format, OutcomeTexts, use_texts},
};

/// The two panels, each where conversations of its queue were closed in the days asked for or in those before.
#[component]
pub(super) fn ResultPanels(figures: StoredValue<Dashboard>) -> impl IntoView {
    let tells = move |queue| figures.with_value(|figures| figures.results.tells_of(queue));
    view! {
        {tells(QueueKey::Commercial).then(|| view! { <Commercial figures/> })}
        {tells(QueueKey::Financial).then(|| view! { <Financial figures/> })}
    }
}

/// What leads behind a figure, of one queue where one is named.
fn behind(figures: StoredValue<Dashboard>, figure: BehindFigure, queue: Option<QueueKey>) -> BehindAsk {
    of_queue(
        BehindAsk::of(figures.with_value(|figures| figures.ask.clone()), figure),
        queue,
    )
}

/// One figure; below it what it was before, and what more is said.
fn figure(
    name: fn(&OutcomeTexts) -> &'static str,
    asked: BehindAsk,
    value: impl Fn(Format) -> String + Send + Sync + 'static,
    before: impl Fn(Format) -> String + Send + Sync + 'static,
    more: impl Fn(&OutcomeTexts, Format) -> Option<String> + Send + Sync + 'static,
) -> impl IntoView {
    let texts = use_texts();
    let t = move || OutcomeTexts::of(texts.locale());
    view! {
        <li class="voice-figure">
            <span>{move || name(t())}</span>
            <b><Lead asked=asked.clone()>{move || value(texts.get().format())}</Lead></b>
            <small>
                <Lead asked=asked.earlier()>{move || (t().before)(&before(texts.get().format()))}</Lead>
                {move || more(t(), texts.get().format()).map(|more| format!(" · {more}"))}
            </small>
        </li>
    }
    .into_any()
}

#[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^52 cents")]
fn money(format: Format, cents: i64) -> String {
    format.money(cents as f64 / 100.0)
}

fn percent(format: Format, share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| format.percent(share))
}

#[component]
fn Commercial(figures: StoredValue<Dashboard>) -> impl IntoView {
    let texts = use_texts();
    let t = move || OutcomeTexts::of(texts.locale());
    let results = figures.with_value(|figures| figures.results.clone());
    let (now, before) = (results.now, results.before);
    let kind = |name, which: BehindFigure, kind| {
        let (now, before) = (now.of(kind), before.of(kind));
        figure(
            name,
            behind(figures, which, None),
            move |format| format.count(now.n),
            move |format| format.count(before.n),
            move |t, format| Some((t.a_month)(&money(format, now.cents))),
        )
    };
    let (sold, sold_before) = (now.sold(), before.sold());
    let shares = [now.conversion(), before.conversion()];
    let closed = now.closed_commercial;
    let people = results.people;
    let contracts = results.contracts;
    view! {
        <section class="panel panel-commercial" id=COMMERCIAL>
            <header class="panel-head">
                <h2>{move || t().commercial}</h2>
                <p>{move || t().note}</p>
            </header>
            {(sold.n == 0).then(|| view! { <p class="voice-none">{move || t().none_commercial}</p> })}
            <ul class="voice-figures">
                {kind(|t| t.sales, BehindFigure::Sale, OutcomeKind::Sale)}
                {kind(|t| t.upgrades, BehindFigure::Upgrade, OutcomeKind::Upgrade)}
                {figure(
                    |t| t.sold,
                    behind(figures, BehindFigure::Sold, None),
                    move |format| money(format, sold.cents),
                    move |format| money(format, sold_before.cents),
                    |_, _| None,
                )}
                {figure(
                    |t| t.conversion,
                    behind(figures, BehindFigure::Sold, Some(QueueKey::Commercial)),
                    move |format| percent(format, shares[0]),
                    move |format| percent(format, shares[1]),
                    move |t, format| Some((t.of_closed)(&format.count(closed))),
                )}
                {contracts.map(|[now, before]| view! { <Churn now before figures/> })}
            </ul>
            {(!people.is_empty()).then(|| view! { <Sellers people figures/> })}
        </section>
    }
    .into_any()
}

/// Contracts that ended, of those that ran: behind it stands who left.
#[component]
fn Churn(now: Contracts, before: Contracts, figures: StoredValue<Dashboard>) -> impl IntoView {
    let texts = use_texts();
    let t = move || OutcomeTexts::of(texts.locale());
    let share = move |contracts: Contracts| {
        let format = texts.get().format();
        let churn = contracts.churn();
        churn.map_or_else(|| "–".to_owned(), |churn| format.fine_percent(churn))
    };
    let of = move || {
        let format = texts.get().format();
        format!(
            " · {}",
            (t().of_contracts)(&format.count(now.ended), &format.count(now.running))
        )
    };
    let asked = LeaversAsk::of(figures.with_value(|figures| figures.ask.clone()));
    let [gone, gone_before] = [leavers(&asked), leavers(&asked.earlier())];
    view! {
        <li class="voice-figure">
            <span>{move || t().churn}</span>
            <b><A href=gone attr:class="figure-lead">{move || share(now)}</A></b>
            <small>
                <A href=gone_before attr:class="figure-lead">{move || (t().before)(&share(before))}</A>
                {of}
            </small>
        </li>
    }
    .into_any()
}

/// Who sold, the most a month first.
#[component]
fn Sellers(people: Vec<PersonGains>, figures: StoredValue<Dashboard>) -> impl IntoView {
    let texts = use_texts();
    let t = move || OutcomeTexts::of(texts.locale());
    let row = move |row: PersonGains| {
        let asked = |which| {
            let mut asked = behind(figures, which, None);
            asked.ask.filter.person = Some(row.person.id);
            asked
        };
        let [sales, upgrades, both] = [BehindFigure::Sale, BehindFigure::Upgrade, BehindFigure::Sold].map(asked);
        let count = move |n: i64| move || texts.get().format().count(n);
        let cents = row.sales.cents + row.upgrades.cents;
        view! {
            <tr>
                <th scope="row">
                    <span class="person-line"><Avatar name=Signal::stored(row.person.name.clone())/> {row.person.name}</span>
                </th>
                <td class="r"><Lead asked=sales>{count(row.sales.n)}</Lead></td>
                <td class="r"><Lead asked=upgrades>{count(row.upgrades.n)}</Lead></td>
                <td class="r"><Lead asked=both>{move || money(texts.get().format(), cents)}</Lead></td>
            </tr>
        }
    };
    view! {
        <Table caption=Signal::derive(move || t().by_person.to_owned()) caption_hidden=true>
            <thead>
                <tr>
                    <th scope="col">{move || t().by_person}</th>
                    <th scope="col" class="r">{move || t().sales}</th>
                    <th scope="col" class="r">{move || t().upgrades}</th>
                    <th scope="col" class="r">{move || t().sold}</th>
                </tr>
            </thead>
            <tbody>{people.into_iter().map(row).collect_view()}</tbody>
        </Table>
    }
    .into_any()
}

#[component]
fn Financial(figures: StoredValue<Dashboard>) -> impl IntoView {
    let texts = use_texts();
    let t = move || OutcomeTexts::of(texts.locale());
    let results = figures.with_value(|figures| figures.results.clone());
    let (now, before) = (results.now, results.before);
    let of = |kind| [now.of(kind), before.of(kind)];
    let [payments, payments_before] = of(OutcomeKind::Payment);
    let [disputes, disputes_before] = of(OutcomeKind::Dispute);
    let shares = [now.disputed(), before.disputed()];
    let each = [now.cents_each(), before.cents_each()];
    let (told, closed) = (now.told_financial, now.closed_financial);
    let value = move |format: Format, cents: Option<f64>| {
        cents.map_or_else(|| "–".to_owned(), |cents| format.money(cents / 100.0))
    };
    view! {
        <section class="panel panel-financial" id=FINANCIAL>
            <header class="panel-head">
                <h2>{move || t().financial}</h2>
                <p>{move || t().note}</p>
            </header>
            {(told == 0).then(|| view! { <p class="voice-none">{move || t().none_financial}</p> })}
            <ul class="voice-figures">
                {figure(
                    |t| t.payments,
                    behind(figures, BehindFigure::Payment, None),
                    move |format| format.count(payments.n),
                    move |format| format.count(payments_before.n),
                    |_, _| None,
                )}
                {figure(
                    |t| t.disputes,
                    behind(figures, BehindFigure::Dispute, None),
                    move |format| format.count(disputes.n),
                    move |format| format.count(disputes_before.n),
                    move |t, format| {
                        Some((t.amount_known)(&money(format, disputes.cents), &format.count(disputes.known)))
                    },
                )}
                {figure(
                    |t| t.disputed,
                    behind(figures, BehindFigure::Dispute, Some(QueueKey::Financial)),
                    move |format| percent(format, shares[0]),
                    move |format| percent(format, shares[1]),
                    move |t, format| Some((t.of_closed)(&format.count(closed))),
                )}
                {figure(
                    |t| t.each,
                    behind(figures, BehindFigure::Sold, None),
                    move |format| value(format, each[0]),
                    move |format| value(format, each[1]),
                    |t, _| Some(t.each_note.to_owned()),
                )}
            </ul>
            {(told > 0).then(|| view! {
                <p class="results-told">{move || (t().told)(&texts.get().format().count(told), &texts.get().format().count(closed))}</p>
            })}
        </section>
    }
    .into_any()
}
