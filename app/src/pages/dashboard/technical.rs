//! The faults that subscribers report: where and when, how many about the speed, and how long each kind takes.

use enlace_domain::{
    IssueType,
    view::{BehindAsk, BehindFigure, Dashboard, Reason, RegionFaults, RepairTimes, share},
};
use leptos::prelude::*;

use super::{
    behind::{self, Lead},
    by_hour,
    jump::TECHNICAL,
    plot::{Row, heat},
    was::Was,
};
use crate::{
    api::CITIES_DRAWN,
    components::{ChartFrame, Table},
    texts::{TechnicalTexts, use_texts},
};

/// What leads behind a figure, of one kind of fault where one is named.
fn behind(figures: StoredValue<Dashboard>, figure: BehindFigure, issue: Option<IssueType>) -> BehindAsk {
    BehindAsk {
        reason: issue.map(Reason::Issue),
        ..BehindAsk::of(figures.with_value(|figures| figures.ask.clone()), figure)
    }
}

/// Where and when faults are reported.
#[component]
pub(super) fn FaultPlaces(
    /// As the server drew it; empty without any.
    #[prop(into)]
    picture: String,
    figures: StoredValue<Dashboard>,
) -> impl IntoView {
    let texts = use_texts();
    let t = move || TechnicalTexts::of(texts.locale());
    let technical = figures.with_value(|figures| figures.technical.clone());
    let title = Signal::derive(move || t().places.to_owned());
    if technical.regions.is_empty() {
        return view! {
            <section class="panel panel-places">
                <header class="panel-head"><h2>{title}</h2></header>
                <p class="voice-none">{move || t().none}</p>
            </section>
        }
        .into_any();
    }
    let hidden = technical.regions.len().saturating_sub(CITIES_DRAWN);
    let subtitle = Signal::derive(move || {
        if hidden == 0 {
            t().places_note.to_owned()
        } else {
            format!("{} · {}", t().places_note, (t().others)(hidden))
        }
    });
    let drawn: Vec<_> = technical.regions.iter().take(CITIES_DRAWN).cloned().collect();
    let count = drawn.len();
    let names = move || {
        let format = texts.get().format();
        let row = |city: &RegionFaults| Row {
            name: city.region.clone().unwrap_or_else(|| t().unknown.to_owned()),
            words: format!("{} {}", t().all, format.count(city.all())),
            lead: city.region.clone().map(|region| {
                let mut asked = behind(figures, BehindFigure::Fault, None);
                asked.ask.filter.region = Some(region);
                behind::behind(&asked)
            }),
        };
        drawn.iter().map(row).collect::<Vec<_>>()
    };
    view! {
        <ChartFrame class="chart-places" title subtitle figure=heat(picture, count, names)>
            <Table caption=title caption_hidden=true>
                <thead>
                    <tr>
                        <th scope="col">{move || t().city}</th>
                        {by_hour::heads()}
                        <th scope="col" class="r">{move || t().slow}</th>
                        <th scope="col" class="r">{move || t().all}</th>
                    </tr>
                </thead>
                <tbody>{technical.regions.into_iter().map(|city| place(city, figures)).collect_view()}</tbody>
            </Table>
        </ChartFrame>
    }
    .into_any()
}

fn place(city: RegionFaults, figures: StoredValue<Dashboard>) -> impl IntoView {
    let texts = use_texts();
    let count = move |n: i64| move || texts.get().format().count(n);
    let all = city.all();
    // of those who have no contract no address can ask
    let known = city.region.clone();
    let asked_of = move |figure, issue| {
        let region = known.clone()?;
        let mut asked = behind(figures, figure, issue);
        asked.ask.filter.region = Some(region);
        Some(asked)
    };
    let faults = asked_of(BehindFigure::Fault, None);
    let was = faults.clone();
    let lead = move |n: i64, figure, issue| match asked_of(figure, issue) {
        Some(asked) => view! { <Lead asked>{count(n)}</Lead> }.into_any(),
        None => view! { {count(n)} }.into_any(),
    };
    let counts = city.hours;
    let hours = move || {
        let format = texts.get().format();
        let cell = |(hour, n): (usize, &i64)| {
            let asked = faults.clone().filter(|_| *n > 0).map(|asked| BehindAsk {
                hour: u8::try_from(hour).ok(),
                ..asked
            });
            by_hour::cell(asked, format.count(*n))
        };
        counts.iter().enumerate().map(cell).collect_view()
    };
    let name = city.region;
    view! {
        <tr>
            <th scope="row">{move || name.clone().unwrap_or_else(|| TechnicalTexts::of(texts.locale()).unknown.to_owned())}</th>
            {hours}
            <td class="r">{lead(city.slow, BehindFigure::Opened, Some(IssueType::SlowSpeed))}</td>
            <td class="r">{lead(all, BehindFigure::Fault, None)} " "<Was asked=was value=Signal::derive(count(city.before))/></td>
        </tr>
    }
    .into_any()
}

/// How many faults there were, how many about the speed, and how long each kind takes.
#[component]
pub(super) fn Repairs(figures: StoredValue<Dashboard>) -> impl IntoView {
    let texts = use_texts();
    let t = move || TechnicalTexts::of(texts.locale());
    let technical = figures.with_value(|figures| figures.technical.clone());
    let (faults, slow) = (technical.faults, technical.slow);
    let count = move |n: i64| texts.get().format().count(n);
    let of_faults = move || {
        let part = share(slow[0], faults[0]);
        part.map(|part| format!(" · {}", (t().share)(&texts.get().format().percent(part))))
    };
    let all = behind(figures, BehindFigure::Fault, None);
    let slower = behind(figures, BehindFigure::Opened, Some(IssueType::SlowSpeed));
    let repairs = technical.repairs;
    view! {
        <section class="panel panel-repairs" id=TECHNICAL>
            <header class="panel-head">
                <h2>{move || t().repairs}</h2>
                <p>{move || t().repairs_note}</p>
            </header>
            <ul class="voice-figures">
                <li class="voice-figure">
                    <span>{move || t().faults}</span>
                    <b><Lead asked=all.clone()>{move || count(faults[0])}</Lead></b>
                    <small><Lead asked=all.earlier()>{move || (t().before)(&count(faults[1]))}</Lead></small>
                </li>
                <li class="voice-figure">
                    <span>{move || t().complaints}</span>
                    <b><Lead asked=slower.clone()>{move || count(slow[0])}</Lead></b>
                    <small>
                        <Lead asked=slower.earlier()>{move || (t().before)(&count(slow[1]))}</Lead>
                        {of_faults}
                    </small>
                </li>
            </ul>
            {if repairs.is_empty() {
                view! { <p class="voice-none">{move || t().none_repaired}</p> }.into_any()
            } else {
                view! {
                    <Table caption=Signal::derive(move || t().repairs.to_owned()) caption_hidden=true>
                        <thead>
                            <tr>
                                <th scope="col">{move || t().problem}</th>
                                <th scope="col" class="r">{move || t().closed}</th>
                                <th scope="col" class="r">{move || t().median}</th>
                                <th scope="col" class="r">{move || t().p90}</th>
                            </tr>
                        </thead>
                        <tbody>{repairs.into_iter().map(|kind| repair(kind, figures)).collect_view()}</tbody>
                    </Table>
                }
                .into_any()
            }}
        </section>
    }
    .into_any()
}

fn repair(kind: RepairTimes, figures: StoredValue<Dashboard>) -> impl IntoView {
    let texts = use_texts();
    let span = move |seconds: Option<f64>| {
        move || seconds.map_or_else(|| "–".to_owned(), |seconds| texts.get().format().duration(seconds))
    };
    let count = move |n: i64| move || texts.get().format().count(n);
    let asked = || behind(figures, BehindFigure::Closed, Some(kind.issue));
    view! {
        <tr>
            <th scope="row">{move || (texts.get().insight.issue)(kind.issue)}</th>
            <td class="r"><Lead asked=asked()>{count(kind.closed[0])}</Lead> " "<Was asked=asked() value=Signal::derive(count(kind.closed[1]))/></td>
            <td class="r"><Lead asked=asked()>{span(kind.median[0])}</Lead> " "<Was asked=asked() value=Signal::derive(span(kind.median[1]))/></td>
            <td class="r"><Lead asked=asked()>{span(kind.p90[0])}</Lead> " "<Was asked=asked() value=Signal::derive(span(kind.p90[1]))/></td>
        </tr>
    }
    .into_any()
}
