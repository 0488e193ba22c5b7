//! Who is online in each hour of the day, against what is open at once: of the whole desk, whatever the page is restricted
//! to.

use enlace_domain::view::{BehindAsk, BehindFigure, Dashboard, HourLoad, InsightAsk, InsightFilter, Period, Strain};
use leptos::prelude::*;

use super::{
    behind::{Lead, behind},
    dates::days,
    plot::{Spot, plot},
};
use crate::{
    api::Picture,
    components::{Badge, ChartFrame, Table, Tone},
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
            let spot = |(hour, figures): (usize, &HourLoad)| {
                let (open, limit) = (say(figures.at_work()), say(figures.limit()));
                let mut words = format!("{hour}h · {} {open} · {} {limit}", t.at_work, t.limit);
                if let Some(state) = (t.strain)(figures.strain()) {
                    words.push_str(" · ");
                    words.push_str(state);
                }
                Spot {
                    words,
                    lead: Some(behind(&of_hour(hour))),
                }
            };
            hours.iter().enumerate().map(spot).collect::<Vec<_>>()
        }
    };
    let row = move |(hour, figures): (usize, HourLoad)| {
        let say = move |value: Option<f64>| {
            move || value.map_or_else(|| "–".to_owned(), |value| texts.get().format().decimal(value, 1))
        };
        let asked = of_hour(hour);
        let tone = match figures.strain() {
            Strain::Room => None,
            Strain::Over => Some(Tone::Warn),
            Strain::Nobody => Some(Tone::Bad),
        };
        let state = move || (t().strain)(figures.strain());
        view! {
            <tr>
                <th scope="row">{format!("{hour}h")}</th>
                <td class="r"><Lead asked>{say(figures.arriving())}</Lead></td>
                <td class="r">{say(figures.at_work())}</td>
                <td class="r">{say(figures.online())}</td>
                <td class="r">{say(figures.limit())}</td>
                <td class="r">{say(figures.each())}</td>
                <td>{tone.map(|tone| view! { <Badge tone>{state}</Badge> })}</td>
            </tr>
        }
    };
    let picture = plot(picture, title, spots);
    let figure: ViewFn = {
        let spells = [Strain::Nobody, Strain::Over].map(|strain| load.spells(strain));
        let said = move || {
            let t = t();
            let say = |spells: &[(usize, usize)]| {
                let spells = spells.iter().map(|(from, to)| (t.spell)(*from, *to));
                spells.collect::<Vec<_>>().join(", ")
            };
            let [nobody, over] = &spells;
            (t.sentence)(&say(nobody), &say(over))
        };
        (move || {
            let said = said.clone();
            view! {
                {picture.run()}
                <p class="load-said">{said}</p>
            }
        })
        .into()
    };
    view! {
        <ChartFrame class="chart-load" title subtitle figure>
            <Table caption=title caption_hidden=true>
                <thead>
                    <tr>
                        <th scope="col">{move || t().hour}</th>
                        <th scope="col" class="r">{move || t().arriving}</th>
                        <th scope="col" class="r">{move || t().at_work}</th>
                        <th scope="col" class="r">{move || t().online}</th>
                        <th scope="col" class="r">{move || t().limit}</th>
                        <th scope="col" class="r">{move || t().each}</th>
                        <th scope="col">{move || t().state}</th>
                    </tr>
                </thead>
                <tbody>{load.hours.into_iter().enumerate().map(row).collect_view()}</tbody>
            </Table>
        </ChartFrame>
    }
    .into_any()
}
