//! The numbers behind the lines in the tiles, day by day or week by week.

use enlace_domain::{
    QueueKey,
    view::{BehindAsk, BehindFigure, Dashboard, InsightAsk, Period, Pulse},
};
use leptos::prelude::*;
use time::Duration;

use super::{behind::of_queue, by_hour::cell};
use crate::{
    components::Table,
    texts::{FigureTexts, Texts, VoiceTexts, use_texts},
};

/// The table, folded until somebody asks for it; nothing where the tiles have no lines. Each figure leads behind itself.
#[component]
pub(super) fn PulseTable(figures: StoredValue<Dashboard>) -> impl IntoView {
    let texts = use_texts();
    let words = move || FigureTexts::of(texts.locale());
    let (pulse, ask) = figures.with_value(|figures| (figures.pulse.clone(), figures.ask.clone()));
    let step = match pulse.as_slice() {
        [first, second, ..] => second.day - first.day,
        _ => Duration::DAY,
    };
    // another language writes all of them anew: none of the many cells watches it by itself
    let is_told = pulse.len() > 1;
    let rows = move || {
        let texts = texts.get();
        pulse.iter().map(|pulse| row(texts, pulse, step, &ask)).collect_view()
    };
    is_told.then(|| {
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
                    <tbody>{rows}</tbody>
                </Table>
            </details>
        }
    })
}

fn row(texts: &'static Texts, pulse: &Pulse, step: Duration, ask: &InsightAsk) -> impl IntoView + use<> {
    let (figures, format) = (pulse.figures, texts.format());
    let of_step = InsightAsk {
        period: Period::Between {
            from: pulse.day,
            to: pulse.day + step - Duration::DAY,
        },
        ..ask.clone()
    };
    let lead = |figure, queue, said: Option<String>| match said {
        Some(said) => cell(Some(of_queue(BehindAsk::of(of_step.clone(), figure), queue)), said).into_any(),
        None => cell(None, "–".to_owned()).into_any(),
    };
    let span = |seconds: Option<f64>| seconds.map(|seconds| format.duration(seconds));
    let percent = |share: Option<f64>| share.map(|share| format.percent(share));
    view! {
        <tr>
            <th scope="row">{format.short_day(pulse.day)}</th>
            {lead(BehindFigure::Answered, Some(QueueKey::TechnicalUrgent), span(pulse.urgent))}
            {lead(BehindFigure::Settled, None, percent(figures.first_contact()))}
            {lead(BehindFigure::Scored, None, pulse.satisfaction.map(|mean| format.decimal(mean, 2)))}
            {lead(BehindFigure::InTime, None, percent(figures.on_time()))}
            {lead(BehindFigure::Closed, None, span(figures.handling))}
            {lead(BehindFigure::Escalated, None, percent(figures.escalation()))}
            {lead(BehindFigure::Opened, None, Some(format.count(figures.opened)))}
        </tr>
    }
    .into_any()
}
