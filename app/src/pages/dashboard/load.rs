//! Who is online in each hour of the day, against what comes: of the whole desk, whatever the page is restricted to.

use enlace_domain::view::{BehindAsk, BehindFigure, Dashboard, HourLoad, InsightAsk, InsightFilter, Period};
use leptos::prelude::*;

use super::{
    behind::{Lead, behind},
    dates::days,
    plot::{Spot, plot},
};
use crate::{
    api::Picture,
    components::{ChartFrame, Table},
    texts::{LoadTexts, use_texts},
};

/// The panel; until it is known who was online, a line that says so.
#[component]
pub(super) fn LoadPanel(
    /// As the server drew it; empty while nothing is known.
    picture: Picture,
    figures: StoredValue<Dashboard>,
) -> impl IntoView {
    let texts = use_texts();
    let t = move || LoadTexts::of(texts.locale());
    let (load, year) = figures.with_value(|figures| (figures.load.clone(), figures.at.year()));
    let title = Signal::derive(move || t().title.to_owned());
    let Some([from, to]) = load.days else {
        return view! {
            <section class="panel panel-load">
                <header class="panel-head"><h2>{title}</h2></header>
                <p class="voice-none">{move || t().none}</p>
            </section>
        }
        .into_any();
    };
    let subtitle = Signal::derive(move || (t().note)(&days(texts.get().format(), [from, to], year)));
    let ask = InsightAsk {
        period: Period::Between { from, to },
        filter: InsightFilter::default(),
        ..figures.with_value(|figures| figures.ask.clone())
    };
    let of_hour = move |hour: usize| BehindAsk {
        hour: u8::try_from(hour).ok(),
        ..BehindAsk::of(ask.clone(), BehindFigure::Opened)
    };
    let spots = {
        let (hours, of_hour) = (load.hours.clone(), of_hour.clone());
        move || {
            let (t, format) = (t(), texts.get().format());
            let say = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format.decimal(value, 1));
            let spot = |(hour, figures): (usize, &HourLoad)| Spot {
                words: format!(
                    "{hour}h · {} {} · {} {}",
                    t.arriving,
                    say(figures.arriving()),
                    t.limit,
                    say(figures.limit())
                ),
                lead: Some(behind(&of_hour(hour))),
            };
            hours.iter().enumerate().map(spot).collect::<Vec<_>>()
        }
    };
    let row = move |(hour, figures): (usize, HourLoad)| {
        let say = move |value: Option<f64>| {
            move || value.map_or_else(|| "–".to_owned(), |value| texts.get().format().decimal(value, 1))
        };
        let asked = of_hour(hour);
        view! {
            <tr>
                <th scope="row">{format!("{hour}h")}</th>
                <td class="r"><Lead asked>{say(figures.arriving())}</Lead></td>
                <td class="r">{say(figures.online())}</td>
                <td class="r">{say(figures.limit())}</td>
                <td class="r">{say(figures.each())}</td>
            </tr>
        }
    };
    view! {
        <ChartFrame class="chart-load" title subtitle figure=plot(picture, title, spots)>
            <Table caption=title caption_hidden=true>
                <thead>
                    <tr>
                        <th scope="col">{move || t().hour}</th>
                        <th scope="col" class="r">{move || t().arriving}</th>
                        <th scope="col" class="r">{move || t().online}</th>
                        <th scope="col" class="r">{move || t().limit}</th>
                        <th scope="col" class="r">{move || t().each}</th>
                    </tr>
                </thead>
                <tbody>{load.hours.into_iter().enumerate().map(row).collect_view()}</tbody>
            </Table>
        </ChartFrame>
    }
    .into_any()
}
