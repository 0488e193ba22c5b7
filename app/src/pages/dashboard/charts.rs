//! The pictures, as the server drew them, each with its table.

use enlace_domain::view::{BehindAsk, BehindFigure, HourFigure, InsightAsk, Period};
use leptos::prelude::*;
use time::{Duration, UtcOffset, macros::offset};

use super::{
    behind::{Lead, behind},
    by_hour,
    plot::{Row, Spot, heat, plot},
};
use crate::{
    api::DashboardPictures,
    components::{ChartFrame, Table},
    texts::use_texts,
};

/// Most days of the season, which ends yesterday.
const SEASON: Duration = Duration::weeks(12);
/// Where days begin.
const BRASILIA: UtcOffset = offset!(-3);

/// Today by hour.
pub(super) fn hours(found: &DashboardPictures) -> impl IntoView {
    let texts = use_texts();
    let band = move |figure: HourFigure| {
        let format = texts.get().format();
        match (figure.low, figure.high) {
            (Some(low), Some(high)) => format!("{}–{}", format.rounded(low), format.rounded(high)),
            _ => "–".to_owned(),
        }
    };
    let rows = found.figures.hours.clone();
    let today = InsightAsk {
        period: Period::Days(1),
        ..found.figures.ask.clone()
    };
    let of_hour = move |hour: usize| BehindAsk {
        hour: u8::try_from(hour).ok(),
        ..BehindAsk::of(today.clone(), BehindFigure::Opened)
    };
    let spots = {
        let (rows, of_hour) = (rows.clone(), of_hour.clone());
        move || {
            let t = &texts.get().insight;
            let spot = |(hour, figure): (usize, &HourFigure)| {
                let usual = format!("{} {}", t.usual, band(*figure));
                let words = match figure.today {
                    Some(today) => format!("{hour}h · {} {today} · {usual}", t.today),
                    None => format!("{hour}h · {usual}"),
                };
                let lead = figure.today.map(|_| behind(&of_hour(hour)));
                Spot { words, lead }
            };
            rows.iter().enumerate().map(spot).collect::<Vec<_>>()
        }
    };
    let title = texts.signal(|t| t.insight.hours);
    view! {
        <ChartFrame
            title
            subtitle=texts.signal(|t| t.insight.hours_note)
            figure=plot(found.hours.clone(), title, spots)
        >
            <Table caption=texts.signal(|t| t.insight.hours) caption_hidden=true>
                <thead>
                    <tr>
                        <th scope="col">{texts.say(|t| t.insight.hour)}</th>
                        <th scope="col" class="r">{texts.say(|t| t.insight.today)}</th>
                        <th scope="col" class="r">{texts.say(|t| t.insight.usual)}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows
                        .into_iter()
                        .enumerate()
                        .map(|(hour, figure)| view! {
                            <tr>
                                <th scope="row">{format!("{hour}h")}</th>
                                <td class="r">
                                    {match figure.today {
                                        Some(today) => view! { <Lead asked=of_hour(hour)>{today}</Lead> }.into_any(),
                                        None => "–".into_any(),
                                    }}
                                </td>
                                <td class="r">{move || band(figure)}</td>
                            </tr>
                        })
                        .collect_view()}
                </tbody>
            </Table>
        </ChartFrame>
    }
    .into_any()
}

/// The hours of the week.
pub(super) fn season(found: &DashboardPictures) -> impl IntoView {
    let texts = use_texts();
    let means = found.figures.season.clone();
    let today = found.figures.at.to_offset(BRASILIA).date();
    let weeks = InsightAsk {
        period: Period::Between {
            from: today - SEASON,
            to: today - Duration::DAY,
        },
        ..found.figures.ask.clone()
    };
    let names = {
        let (means, weeks) = (means.clone(), weeks.clone());
        move || {
            let t = texts.get();
            let row = |(day, (hours, name)): (usize, (&[f64], &'static str))| {
                let asked = BehindAsk {
                    weekday: u8::try_from(day + 1).ok(),
                    ..BehindAsk::of(weeks.clone(), BehindFigure::Opened)
                };
                let mean = t.format().rounded(hours.iter().sum());
                Row {
                    name: name.to_owned(),
                    words: format!("{} {mean}", t.insight.mean_a_day),
                    lead: Some(behind(&asked)),
                }
            };
            let days = means.chunks(24).zip(t.insight.weekdays);
            days.enumerate().map(row).collect::<Vec<_>>()
        }
    };
    let of_hour = move |day: usize, hour: usize| BehindAsk {
        weekday: u8::try_from(day + 1).ok(),
        hour: u8::try_from(hour).ok(),
        ..BehindAsk::of(weeks.clone(), BehindFigure::Opened)
    };
    // another language writes all of them anew: none of the many cells watches it by itself
    let rows = move || {
        let texts = texts.get();
        let say = |mean: f64| texts.format().rounded(mean);
        let cell = |day: usize, hour: usize, mean: f64| {
            let asked = (mean > 0.0).then(|| of_hour(day, hour));
            by_hour::cell(asked, say(mean))
        };
        let row = |(day, (hours, name)): (usize, (&[f64], &'static str))| {
            let cells = hours.iter().enumerate().map(|(hour, mean)| cell(day, hour, *mean));
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    {cells.collect_view()}
                    <td class="r">{say(hours.iter().sum())}</td>
                </tr>
            }
        };
        let days = means.chunks(24).zip(texts.insight.weekdays);
        days.enumerate().map(row).collect_view()
    };
    view! {
        <ChartFrame
            class="chart-season"
            title=texts.signal(|t| t.insight.season)
            subtitle=texts.signal(|t| t.insight.season_note)
            figure=heat(found.season.clone(), 7, names)
        >
            <Table caption=texts.signal(|t| t.insight.season) caption_hidden=true>
                <thead>
                    <tr>
                        <th scope="col">{texts.say(|t| t.insight.weekday)}</th>
                        {by_hour::heads()}
                        <th scope="col" class="r">{texts.say(|t| t.insight.mean_a_day)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </Table>
        </ChartFrame>
    }
    .into_any()
}
