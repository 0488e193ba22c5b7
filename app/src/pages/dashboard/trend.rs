//! The figure that was chosen, step by step, as the server drew it, with its table.

use std::cell::Cell;

use enlace_domain::view::{BehindAsk, Dashboard, InsightAsk, Period, Step, TrendFigure};
use leptos::{html, prelude::*};
use time::{Date, Duration};

use super::{
    address::address,
    behind::{Lead, behind, of_queue},
    dates::days,
    plot::{Spot, plot},
};
use crate::{
    api::DashboardPictures,
    components::{ChartFrame, Table},
    texts::{FigureTexts, TrendTexts, VoiceTexts, trend_name, trend_value, trend_words, use_texts},
};

thread_local! {
    // of this browser's page: somebody has just chosen a figure, and the keyboard shall be where it was
    static CHOSEN: Cell<bool> = const { Cell::new(false) };
}

/// A step of what is drawn.
#[derive(Clone, Copy)]
struct Point {
    /// Its first day and its last.
    days: [Date; 2],
    value: Option<f64>,
    /// On the days it is compared with, where those are told apart.
    before: Option<f64>,
}

fn points(figures: &Dashboard) -> Vec<Point> {
    #[expect(clippy::cast_precision_loss, reason = "a count of conversations is far below 2^52")]
    let count = |n: i64| Some(n as f64);
    let figure = figures.trend_figure();
    if figure == TrendFigure::Opened {
        let steps = figures.trend.iter().map(|step| Point {
            days: [step.day, step.last],
            value: count(step.opened),
            before: count(step.before),
        });
        return steps.collect();
    }
    let more = match figures.pulse_step() {
        Step::Day => Duration::ZERO,
        Step::Week | Step::Month => Duration::days(6),
    };
    let steps = figures.pulse.iter().map(|pulse| Point {
        days: [pulse.day, pulse.day + more],
        value: figure.of(pulse),
        before: None,
    });
    steps.collect()
}

/// The panel: what is chosen stands in the address.
pub(super) fn trend(found: &DashboardPictures, ask: Memo<InsightAsk>) -> AnyView {
    let texts = use_texts();
    let words = move || FigureTexts::of(texts.locale());
    let figures = StoredValue::new(found.figures.clone());
    let (chosen, rows) = (found.figures.trend_figure(), points(&found.figures));
    let (all, year) = (found.figures.ask.clone(), found.figures.at.year());
    let step = match chosen {
        TrendFigure::Opened => found.figures.step,
        _ => found.figures.pulse_step(),
    };
    let said = move |part: usize| figures.with_value(|figures| trend_words(texts.get(), figures)[part].clone());
    let title = Signal::derive(move || said(0));
    let of_days = move |[from, to]: [Date; 2]| {
        let period = Period::Between { from, to };
        let (figure, queue) = chosen.behind();
        of_queue(BehindAsk::of(InsightAsk { period, ..all.clone() }, figure), queue)
    };
    let say = move |value: Option<f64>| {
        let texts = texts.get();
        value.map_or_else(
            || texts.insight.nothing.to_owned(),
            |value| trend_value(texts, chosen, value),
        )
    };
    let spots = {
        let (rows, of_days) = (rows.clone(), of_days.clone());
        move || {
            let (t, format) = (texts.get(), texts.get().format());
            let spot = |point: &Point| {
                let days_said = days(format, point.days, year);
                let now = format!("{days_said} · {} {}", trend_name(t, chosen), say(point.value));
                Spot {
                    words: match point.before {
                        Some(before) => format!("{now} · {} {}", words().compared, say(Some(before))),
                        None => now,
                    },
                    lead: point.value.map(|_| behind(&of_days(point.days))),
                }
            };
            rows.iter().map(spot).collect::<Vec<_>>()
        }
    };
    let compared = chosen == TrendFigure::Opened;
    let row = move |point: Point| {
        let value = move || say(point.value);
        let figure = match point.value {
            Some(_) => view! { <Lead asked=of_days(point.days)>{value}</Lead> }.into_any(),
            None => value.into_any(),
        };
        view! {
            <tr>
                <th scope="row">{move || days(texts.get().format(), [point.days[0]; 2], year)}</th>
                <td class="r">{figure}</td>
                {compared.then(|| view! { <td class="r">{move || say(point.before)}</td> })}
            </tr>
        }
    };
    view! {
        <ChartFrame
            class="chart-trend"
            title
            subtitle=Signal::derive(move || said(1))
            choices=figure_choices(figures, ask)
            figure=plot(found.trend.clone(), title, spots)
        >
            {compared.then(|| step_choices(step, ask))}
            <Table caption=title caption_hidden=true>
                <thead>
                    <tr>
                        <th scope="col">{move || (words().step_name)(step)}</th>
                        <th scope="col" class="r">{move || trend_name(texts.get(), chosen)}</th>
                        {compared.then(|| view! { <th scope="col" class="r">{move || words().compared}</th> })}
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </Table>
        </ChartFrame>
    }
    .into_any()
}

/// The figures that can be drawn; nothing where only conversations opened can.
fn figure_choices(figures: StoredValue<Dashboard>, ask: Memo<InsightAsk>) -> ViewFn {
    let texts = use_texts();
    let (told, chosen) = figures.with_value(|figures| (figures.tells_steps(), figures.trend_figure()));
    let choices = move || {
        told.then(|| {
            let chips = TrendFigure::ALL.map(|choice| figure_chip(choice, chosen, ask));
            view! {
                <nav class="dashboard-chips" aria-label=move || FigureTexts::of(texts.locale()).figure_word>
                    {chips.collect_view()}
                </nav>
            }
        })
    };
    choices.into()
}

fn figure_chip(choice: TrendFigure, chosen: TrendFigure, ask: Memo<InsightAsk>) -> impl IntoView {
    let texts = use_texts();
    let link = NodeRef::<html::A>::new();
    if choice == chosen {
        Effect::new(move |_| {
            if let Some(link) = link.get().filter(|_| CHOSEN.take()) {
                // it is in its place with the next frame
                request_animation_frame(move || {
                    // An element that can't take focus keeps it where it is.
                    let _ = link.focus();
                });
            }
        });
    }
    let name = move || {
        let t = &texts.get().insight;
        match choice {
            TrendFigure::Opened => t.opened,
            TrendFigure::FirstAnswer => t.first_answer,
            TrendFigure::OnTime => t.on_time_short,
            TrendFigure::FirstContact => TrendTexts::of(texts.locale()).first_contact,
            TrendFigure::Satisfaction => VoiceTexts::of(texts.locale()).title,
        }
    };
    view! {
        <a
            node_ref=link
            href=move || address("/dashboard", &InsightAsk { trend: choice, ..ask.get() })
            class="chip"
            aria-current=(choice == chosen).then_some("true")
            // another window is no choice of this one
            on:click=move |event| CHOSEN.set(choice != chosen && !event.ctrl_key() && !event.meta_key())
        >
            {name}
        </a>
    }
    .into_any()
}

/// How long the steps of conversations opened can be.
fn step_choices(step: Step, ask: Memo<InsightAsk>) -> impl IntoView {
    let texts = use_texts();
    let words = move || FigureTexts::of(texts.locale());
    let chip = move |choice: Step| {
        view! {
            <a
                href=move || address("/dashboard", &InsightAsk { step: Some(choice), ..ask.get() })
                class="chip"
                aria-current=(choice == step).then_some("true")
            >
                {move || (words().step_name)(choice)}
            </a>
        }
    };
    view! { <nav class="dashboard-chips" aria-label=move || words().step>{Step::ALL.map(chip).collect_view()}</nav> }
        .into_any()
}
