//! What a person did in each queue, beside what everybody did there: who works the queue that takes longest is not slow.

use enlace_domain::view::{BehindAsk, BehindFigure, QueueDeeds, share as share_of};
use leptos::prelude::*;

use super::behind::{led, of_queue};
use crate::texts::{FigureTexts, use_texts};

/// A person's deeds in each queue, each with everybody's there.
pub(super) fn pairs(theirs: &[QueueDeeds], everybody: &[QueueDeeds]) -> Vec<[QueueDeeds; 2]> {
    let beside = |theirs: &QueueDeeds| {
        let all = everybody.iter().find(|all| all.queue == theirs.queue)?;
        Some([*theirs, *all])
    };
    theirs.iter().filter_map(beside).collect()
}

/// The rows below a person's; `asked` are that person's conversations.
pub(super) fn rows(asked: &BehindAsk, pairs: &[[QueueDeeds; 2]]) -> AnyView {
    pairs.iter().map(|pair| row(asked, *pair)).collect_view().into_any()
}

/// Opened again, of those closed.
pub(super) fn share(reopened: i64, closed: i64) -> impl Fn() -> String + Copy + Send + Sync + 'static {
    let texts = use_texts();
    move || {
        let share = share_of(reopened, closed);
        share.map_or_else(|| "–".to_owned(), |share| texts.get().format().percent(share))
    }
}

/// The same as counts, small beside it; nothing of who closed none.
pub(super) fn part(reopened: i64, closed: i64) -> impl IntoView {
    let texts = use_texts();
    let counts = move || {
        let format = texts.get().format();
        (FigureTexts::of(texts.locale()).part_of)(&format.count(reopened), &format.count(closed))
    };
    (closed > 0)
        .then(|| view! { <small class="was">{counts}</small> })
        .into_any()
}

fn row(asked: &BehindAsk, [theirs, all]: [QueueDeeds; 2]) -> impl IntoView + use<> {
    let texts = use_texts();
    // of what is in no queue no address can ask
    let asked = theirs.queue.map(|queue| of_queue(asked.clone(), Some(queue)));
    let asked = asked.as_ref();
    let count = move |n: i64| move || texts.get().format().count(n);
    let span = move |seconds: Option<f64>| {
        move || seconds.map_or_else(|| "–".to_owned(), |seconds| texts.get().format().duration(seconds))
    };
    let beside = move |seconds: Option<f64>| {
        let median = span(seconds);
        view! { <small class="was">{move || (FigureTexts::of(texts.locale()).queue_median)(&median())}</small> }
    };
    let queue = move || {
        let texts = texts.get();
        theirs.queue.map_or(texts.insight.unsorted, texts.common.queue)
    };
    view! {
        <tr class="person-queue">
            <th scope="row">{queue}</th>
            <td class="r">{led(asked, BehindFigure::FirstAnswered, count(theirs.answered))}</td>
            <td class="r">
                {led(asked, BehindFigure::FirstAnswered, span(theirs.first_answer))} " "{beside(all.first_answer)}
            </td>
            <td class="r">{led(asked, BehindFigure::Closed, count(theirs.closed))}</td>
            <td class="r">{led(asked, BehindFigure::Closed, span(theirs.handling))} " "{beside(all.handling)}</td>
            <td class="r">
                {led(asked, BehindFigure::Reopened, share(theirs.reopened, theirs.closed))}
                " "{part(theirs.reopened, theirs.closed)}
            </td>
            <td></td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use enlace_domain::QueueKey;

    use super::*;

    #[test]
    fn each_queue_stands_beside_everybodys() {
        let deeds = |queue, first_answer| QueueDeeds {
            queue,
            answered: 3,
            first_answer: Some(first_answer),
            closed: 0,
            handling: None,
            reopened: 0,
        };
        let (urgent, financial) = (Some(QueueKey::TechnicalUrgent), Some(QueueKey::Financial));
        let everybody = [deeds(urgent, 30.0), deeds(financial, 90.0), deeds(None, 5.0)];
        let theirs = [deeds(financial, 80.0), deeds(None, 4.0)];
        let pairs = pairs(&theirs, &everybody);
        let medians: Vec<_> = pairs.iter().map(|pair| pair.map(|deeds| deeds.first_answer)).collect();
        assert_eq!(medians, [[Some(80.0), Some(90.0)], [Some(4.0), Some(5.0)]]);
    }
}
