//! The sheet of what each person did.

use enlace_domain::view::{Dashboard, PersonFigures, QueueDeeds, Scores};

use super::sheet::Cell;
use crate::texts::{FigureTexts, Texts, VoiceTexts};

/// The columns.
pub(super) const fn headings(
    texts: &'static Texts,
    words: &'static FigureTexts,
    voice: &'static VoiceTexts,
) -> [&'static str; 10] {
    let t = &texts.insight;
    [
        t.person,
        t.answered,
        t.first_answer,
        t.closed,
        t.handling,
        t.reopened,
        voice.title,
        voice.answers,
        words.answered_before,
        words.closed_before,
    ]
}

/// The rows, a person each.
pub(super) fn rows(figures: &Dashboard) -> Vec<Vec<Cell>> {
    let people = figures.people.iter();
    people
        .map(|person| {
            let scores = scores(figures, person);
            vec![
                Cell::Text(person.name.clone()),
                Cell::Count(person.answered),
                Cell::Duration(person.first_answer),
                Cell::Count(person.closed),
                Cell::Duration(person.handling),
                Cell::Count(person.reopened),
                Cell::Mean(scores.mean()),
                Cell::Count(scores.answered),
                Cell::Count(person.before[0]),
                Cell::Count(person.before[1]),
            ]
        })
        .collect()
}

/// The columns of what they did queue by queue.
pub(super) const fn queue_headings(texts: &'static Texts) -> [&'static str; 7] {
    let t = &texts.insight;
    [
        t.person,
        t.queue,
        t.answered,
        t.first_answer,
        t.closed,
        t.handling,
        t.reopened,
    ]
}

/// Its rows: each person's, then those of all together.
pub(super) fn queues(figures: &Dashboard, texts: &Texts, words: &FigureTexts) -> Vec<Vec<Cell>> {
    let row = |name: &str, deeds: &QueueDeeds| {
        let queue = deeds.queue.map_or(texts.insight.unsorted, texts.common.queue);
        vec![
            Cell::Text(name.to_owned()),
            Cell::Text(queue.to_owned()),
            Cell::Count(deeds.answered),
            Cell::Duration(deeds.first_answer),
            Cell::Count(deeds.closed),
            Cell::Duration(deeds.handling),
            Cell::Count(deeds.reopened),
        ]
    };
    let mut rows = Vec::new();
    for person in &figures.people {
        rows.extend(person.queues.iter().map(|deeds| row(&person.name, deeds)));
    }
    rows.extend(figures.everybody.iter().map(|deeds| row(words.all_people, deeds)));
    rows
}

/// How satisfied those are whose conversations they closed.
fn scores(figures: &Dashboard, person: &PersonFigures) -> Scores {
    let mut rows = figures.voice.people.iter();
    let row = rows.find(|row| row.person.as_ref().is_some_and(|closed_by| closed_by.id == person.id));
    row.map(|row| row.scores).unwrap_or_default()
}
