//! What was read by week, against the weeks of the training.

use enlace_domain::{
    QueueKey,
    view::{DriftView, ReadingWeek},
};
use leptos::prelude::*;

use super::page::{ratio, use_words};
use crate::{components::Table, texts::use_texts};

/// The panel.
#[component]
pub(super) fn Weeks(drift: DriftView) -> impl IntoView {
    let (texts, words) = (use_texts(), use_words());
    let reference = drift.reference;
    view! {
        <section class="panel">
            <header class="panel-head">
                <h2>{move || words.get().weeks}</h2>
                <p>{move || words.get().reference_note}</p>
            </header>
            <Table caption=Signal::derive(move || words.get().weeks.to_owned()) caption_hidden=true>
                <thead>
                    <tr>
                        <th scope="col">{move || words.get().week}</th>
                        <th scope="col" class="r">{move || words.get().messages}</th>
                        <th scope="col" class="r">{move || words.get().asked}</th>
                        <th scope="col" class="r">{move || words.get().confidence}</th>
                        <th scope="col" class="r">{move || words.get().corrected}</th>
                        {QueueKey::ALL.iter().map(|queue| view! {
                            <th scope="col" class="r">{move || (texts.get().common.queue)(*queue)}</th>
                        }).collect_view()}
                    </tr>
                </thead>
                <tbody>
                    <Week name=Signal::derive(move || words.get().reference.to_owned()) week=reference/>
                    {drift.weeks.into_iter().map(|(day, week)| view! {
                        <Week name=Signal::derive(move || texts.get().format().short_day(day)) week/>
                    }).collect_view()}
                </tbody>
            </Table>
        </section>
    }
    .into_any()
}

#[component]
fn Week(name: Signal<String>, week: ReadingWeek) -> impl IntoView {
    let (texts, words) = (use_texts(), use_words());
    let messages = week.messages;
    let percent = move |share: f64| match messages {
        0 => words.get().none.to_owned(),
        _ => texts.get().format().percent(share),
    };
    let part = move |part: u64| percent(ratio(part, messages));
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="r">{move || texts.get().format().count(i64::try_from(messages).unwrap_or(i64::MAX))}</td>
            <td class="r">{move || part(week.asked)}</td>
            <td class="r">{move || percent(week.confidence)}</td>
            <td class="r">{move || part(week.corrected)}</td>
            {week.queues.into_iter().map(|queue| view! { <td class="r">{move || part(queue)}</td> }).collect_view()}
        </tr>
    }
    .into_any()
}
