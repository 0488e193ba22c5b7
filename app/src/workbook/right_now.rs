//! The sheets of this moment: the queues, who is online, and what the desk stands on.

use enlace_domain::view::RightNow;

use super::sheet::Cell;
use crate::{
    pages::channel_state::word,
    texts::{FigureTexts, HealthTexts, LoadTexts, Locale, Texts},
};

/// The columns of the first.
pub(super) const fn headings(texts: &'static Texts, words: &'static FigureTexts) -> [&'static str; 7] {
    [
        texts.insight.queue,
        words.priority,
        texts.insight.in_queue,
        words.held,
        words.oldest,
        words.at_risk,
        words.late,
    ]
}

/// Its rows, a queue each.
pub(super) fn rows(now: &RightNow, texts: &Texts) -> Vec<Vec<Cell>> {
    let queues = now.queues.iter();
    queues
        .map(|queue| {
            #[expect(clippy::cast_precision_loss, reason = "nobody waits for 2^52 seconds")]
            let oldest = queue.oldest.map(|seconds| seconds as f64);
            vec![
                Cell::Text((texts.common.queue)(queue.key).to_owned()),
                Cell::Count(queue.priority.get().into()),
                Cell::Count(queue.waiting),
                Cell::Count(queue.held),
                Cell::Duration(oldest),
                Cell::Count(queue.at_risk),
                Cell::Count(queue.late),
            ]
        })
        .collect()
}

/// The columns of the second.
pub(super) const fn people_headings(
    texts: &'static Texts,
    words: &'static FigureTexts,
    load: &'static LoadTexts,
) -> [&'static str; 3] {
    [texts.insight.person, words.held, load.limit]
}

/// Its rows, a person each.
pub(super) fn people(now: &RightNow) -> Vec<Vec<Cell>> {
    let people = now.people.iter();
    people
        .map(|person| {
            vec![
                Cell::Text(person.name.clone()),
                Cell::Count(person.held),
                person.most.map_or(Cell::Empty, |most| Cell::Count(most.into())),
            ]
        })
        .collect()
}

/// The rows of the third: name, state, messages that wait.
pub(super) fn standing(now: &RightNow, texts: &Texts, locale: Locale) -> Vec<Vec<Cell>> {
    let health = HealthTexts::of(locale);
    let channels = now.health.channels.iter().map(|channel| {
        vec![
            Cell::Text(channel.name.clone()),
            Cell::Text(word(channel.state, texts).to_owned()),
            Cell::Count(channel.waiting),
        ]
    });
    let parts = now.health.parts.iter().map(|(part, state)| {
        vec![
            Cell::Text((health.part)(*part).to_owned()),
            Cell::Text((health.state)(*state)),
            Cell::Empty,
        ]
    });
    channels.chain(parts).collect()
}
