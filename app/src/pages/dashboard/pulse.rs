//! The numbers behind the lines in the tiles, day by day or week by week.

use enlace_domain::view::{Dashboard, Pulse};
use leptos::prelude::*;

use crate::{
    components::Table,
    texts::{FigureTexts, VoiceTexts, use_texts},
};

/// The table, folded until somebody asks for it; nothing where the tiles have no lines.
#[component]
pub(super) fn PulseTable(figures: StoredValue<Dashboard>) -> impl IntoView {
    let texts = use_texts();
    let words = move || FigureTexts::of(texts.locale());
    let pulse = figures.with_value(|figures| figures.pulse.clone());
    let row = move |pulse: Pulse| {
        let figures = pulse.figures;
        let span = move |seconds: Option<f64>| {
            move || seconds.map_or_else(|| "–".to_owned(), |seconds| texts.get().format().duration(seconds))
        };
        let percent = move |share: Option<f64>| {
            move || share.map_or_else(|| "–".to_owned(), |share| texts.get().format().percent(share))
        };
        let score = move || {
            let mean = pulse.satisfaction;
            mean.map_or_else(|| "–".to_owned(), |mean| texts.get().format().decimal(mean, 2))
        };
        view! {
            <tr>
                <th scope="row">{move || texts.get().format().short_day(pulse.day)}</th>
                <td class="r">{span(pulse.urgent)}</td>
                <td class="r">{percent(figures.first_contact())}</td>
                <td class="r">{score}</td>
                <td class="r">{percent(figures.on_time())}</td>
                <td class="r">{span(figures.handling)}</td>
                <td class="r">{percent(figures.escalation())}</td>
                <td class="r">{move || texts.get().format().count(figures.opened)}</td>
            </tr>
        }
    };
    (pulse.len() > 1).then(|| {
        view! {
            <details class="pulse">
                <summary>{move || words().pulse}</summary>
                <Table caption=Signal::derive(move || words().pulse.to_owned()) caption_hidden=true>
                    <thead>
                        <tr>
                            <th scope="col">{move || words().since}</th>
                            <th scope="col" class="r">{texts.say(|t| t.insight.urgent)}</th>
                            <th scope="col" class="r">{texts.say(|t| t.insight.first_contact)}</th>
                            <th scope="col" class="r">{move || VoiceTexts::of(texts.locale()).title}</th>
                            <th scope="col" class="r">{texts.say(|t| t.insight.on_time)}</th>
                            <th scope="col" class="r">{texts.say(|t| t.insight.handling)}</th>
                            <th scope="col" class="r">{texts.say(|t| t.insight.escalation)}</th>
                            <th scope="col" class="r">{texts.say(|t| t.insight.opened)}</th>
                        </tr>
                    </thead>
                    <tbody>{pulse.into_iter().map(row).collect_view()}</tbody>
                </Table>
            </details>
        }
    })
}
