//! Tables and pictures of figures.

use enlace_domain::QueueKey;
use leptos::prelude::*;

use super::kit;
use crate::{
    components::{Badge, ChartFrame, Table, Tone},
    texts::use_texts,
};

/// Queue, waiting, median first answer, percent on time.
const ROWS: [(QueueKey, i64, &str, f64); 5] = [
    (QueueKey::TechnicalUrgent, 14, "0:28", 0.92),
    (QueueKey::TechnicalNormal, 22, "6:40", 0.97),
    (QueueKey::Commercial, 8, "9:12", 0.99),
    (QueueKey::Financial, 1_017, "12:31", 0.98),
    (QueueKey::Cancellation, 5, "1:55", 0.94),
];

pub(super) fn table() -> impl IntoView {
    let texts = use_texts();
    view! {
        <Table caption=texts.signal(|t| kit(t).table) caption_hidden=true>
            <thead>
                <tr>
                    <th scope="col">{texts.say(|t| kit(t).queue)}</th>
                    <th scope="col" class="r">{texts.say(|t| kit(t).waiting)}</th>
                    <th scope="col" class="r">{texts.say(|t| kit(t).median)}</th>
                    <th scope="col" class="r">{texts.say(|t| kit(t).on_time)}</th>
                </tr>
            </thead>
            <tbody>
                {ROWS
                    .map(|(queue, waiting, median, on_time)| {
                        let tone = if on_time >= 0.97 { Tone::Good } else if on_time >= 0.93 { Tone::Warn } else { Tone::Bad };
                        view! {
                            <tr>
                                <td>{move || (texts.get().common.queue)(queue)}</td>
                                <td class="r">{move || texts.get().format().count(waiting)}</td>
                                <td class="r">{median}</td>
                                <td class="r"><Badge tone>{move || texts.get().format().percent(on_time)}</Badge></td>
                            </tr>
                        }
                    })
                    .collect_view()}
            </tbody>
        </Table>
    }
}

/// Conversations of the hours 8 to 14, and the usual band of each.
const HOURS: [(u8, u8, u8, u8); 7] = [
    (8, 12, 8, 17),
    (9, 19, 14, 26),
    (10, 28, 21, 34),
    (11, 37, 29, 43),
    (12, 41, 33, 48),
    (13, 36, 31, 46),
    (14, 47, 34, 50),
];

pub(super) fn charts() -> impl IntoView {
    let texts = use_texts();
    let x = |hour: u8| 34 + (i32::from(hour) - 8) * 68;
    let y = |count: u8| 150 - i32::from(count) * 5 / 2;
    let line = HOURS
        .map(|(hour, count, ..)| format!("{},{}", x(hour), y(count)))
        .join(" ");
    let band = HOURS
        .iter()
        .map(|(hour, _, low, _)| (hour, low))
        .chain(HOURS.iter().rev().map(|(hour, _, _, high)| (hour, high)))
        .map(|(hour, edge)| format!("{},{}", x(*hour), y(*edge)))
        .collect::<Vec<_>>()
        .join(" ");
    let figure = move || {
        let (line, band) = (line.clone(), band.clone());
        view! {
            <svg viewBox="0 0 520 176" role="img" aria-label=texts.say(|t| kit(t).per_hour_words)>
                {[0_u8, 25, 50].map(|count| view! {
                    <path class="chart-grid" d=format!("M34 {0}H500", y(count))/>
                    <text class="chart-text" x="26" y=y(count) text-anchor="end" dominant-baseline="central">{count}</text>
                }).collect_view()}
                <polygon class="chart-band" points=band/>
                <polyline class="chart-line" points=line/>
                <circle cx=x(14) cy=y(47) r="4.500" fill="var(--accent)"/>
                <text x=x(14) y=y(47) dx="10" dominant-baseline="central" class="chart-now">{texts.say(|t| kit(t).now)}" 47"</text>
                {HOURS.map(|(hour, ..)| view! {
                    <text class="chart-text" x=x(hour) y="170" text-anchor="middle">{format!("{hour}h")}</text>
                }).collect_view()}
            </svg>
        }
    };
    view! {
        <div class="kit-sheet kit-sheet-wide">
            <ChartFrame title=texts.signal(|t| kit(t).per_hour) subtitle=texts.signal(|t| kit(t).usual) figure>
                <Table caption=texts.signal(|t| kit(t).per_hour) caption_hidden=true>
                    <thead>
                        <tr>
                            <th scope="col">{texts.say(|t| kit(t).hour)}</th>
                            <th scope="col" class="r">{texts.say(|t| kit(t).conversations)}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {HOURS.map(|(hour, count, ..)| view! { <tr><td>{format!("{hour} h")}</td><td class="r">{count}</td></tr> }).collect_view()}
                    </tbody>
                </Table>
            </ChartFrame>
        </div>
    }
}
