//! Each queue: how many wait now, as the board counts them, and how it did in the days asked for.

use enlace_domain::{
    QueueKey,
    view::{BehindAsk, BehindFigure, Dashboard, Figures, InsightAsk},
};
use leptos::prelude::*;

use super::{
    behind::{Lead, of_queue},
    right_now::standing,
    was::Was,
};
use crate::{
    components::{Badge, Table, Tone},
    live::use_live,
    texts::use_texts,
};

/// The panel of queues.
#[component]
pub(super) fn QueueFigures(figures: StoredValue<Dashboard>) -> impl IntoView {
    let texts = use_texts();
    view! {
        <section class="panel panel-queues">
            <header class="panel-head">
                <h2>{texts.say(|t| t.insight.queues)}</h2>
                <p>{texts.say(|t| t.insight.queues_note)}</p>
            </header>
            <Table caption=texts.signal(|t| t.insight.queues) caption_hidden=true>
                <thead>
                    <tr>
                        <th scope="col">{texts.say(|t| t.insight.queue)}</th>
                        <th scope="col" class="r">{texts.say(|t| t.insight.in_queue)}</th>
                        <th scope="col" class="r">{texts.say(|t| t.insight.opened)}</th>
                        <th scope="col" class="r">{texts.say(|t| t.insight.median)}</th>
                        <th scope="col" class="r">{texts.say(|t| t.insight.p90)}</th>
                        <th scope="col" class="r">{texts.say(|t| t.insight.on_time_short)}</th>
                        <th scope="col" class="r">{texts.say(|t| t.insight.first_contact)}</th>
                        <th scope="col" class="r">{texts.say(|t| t.insight.escalation)}</th>
                        <th scope="col" class="r">{texts.say(|t| t.insight.handling)}</th>
                    </tr>
                </thead>
                <tbody>
                    {figures.with_value(|figures| {
                        figures.queues.iter().map(|(key, rows)| row(*key, *rows, &figures.ask)).collect_view()
                    })}
                </tbody>
            </Table>
        </section>
    }
    .into_any()
}

fn row(key: QueueKey, [figures, before]: [Figures; 2], ask: &InsightAsk) -> impl IntoView + use<> {
    let [opened, answered, slowest, in_time, settled, escalated, closed] = [
        BehindFigure::Opened,
        BehindFigure::Answered,
        BehindFigure::Answered,
        BehindFigure::InTime,
        BehindFigure::Settled,
        BehindFigure::Escalated,
        BehindFigure::Closed,
    ]
    .map(|figure| of_queue(BehindAsk::of(ask.clone(), figure), Some(key)));
    let texts = use_texts();
    let live = use_live();
    let waiting = Memo::new(move |_| {
        live.read(|board| {
            board
                .cards()
                .filter(|card| card.queue == Some(key) && card.assigned.is_none())
                .count()
        })
    });
    let in_queue = move || {
        let n = waiting.get();
        let count = texts.get().format().count(i64::try_from(n).unwrap_or_default());
        if n == 0 {
            return count.into_any();
        }
        let asked = of_queue(standing(BehindFigure::Waiting), Some(key));
        view! { <Lead asked>{count}</Lead> }.into_any()
    };
    let span = move |seconds: Option<f64>| {
        seconds.map_or_else(|| "–".to_owned(), |seconds| texts.get().format().duration(seconds))
    };
    let share =
        move |share: Option<f64>| share.map_or_else(|| "–".to_owned(), |share| texts.get().format().percent(share));
    let on_time = figures.on_time();
    let tone = match on_time {
        Some(share) if share >= 0.95 => Tone::Good,
        Some(share) if share >= 0.85 => Tone::Warn,
        Some(_) => Tone::Bad,
        None => Tone::Neutral,
    };
    let in_time_now = in_time.clone();
    view! {
        <tr>
            <th scope="row">{move || (texts.get().common.queue)(key)}</th>
            <td class="r">{in_queue}</td>
            <td class="r">
                <Lead asked=opened.clone()>{move || texts.get().format().count(figures.opened)}</Lead>
                " "<Was asked=opened value=move || texts.get().format().count(before.opened)/>
            </td>
            <td class="r">
                <Lead asked=answered.clone()>{move || span(figures.first_answer)}</Lead>
                " "<Was asked=answered value=move || span(before.first_answer)/>
            </td>
            <td class="r">
                <Lead asked=slowest.clone()>{move || span(figures.first_answer_p90)}</Lead>
                " "<Was asked=slowest value=move || span(before.first_answer_p90)/>
            </td>
            <td class="r">
                <Badge tone><Lead asked=in_time_now.clone()>{move || share(on_time)}</Lead></Badge>
                " "<Was asked=in_time value=move || share(before.on_time())/>
            </td>
            <td class="r">
                <Lead asked=settled.clone()>{move || share(figures.first_contact())}</Lead>
                " "<Was asked=settled value=move || share(before.first_contact())/>
            </td>
            <td class="r">
                <Lead asked=escalated.clone()>{move || share(figures.escalation())}</Lead>
                " "<Was asked=escalated value=move || share(before.escalation())/>
            </td>
            <td class="r">
                <Lead asked=closed.clone()>{move || span(figures.handling)}</Lead>
                " "<Was asked=closed value=move || span(before.handling)/>
            </td>
        </tr>
    }
    .into_any()
}
