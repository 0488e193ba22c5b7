//! The sheet of what subscribers say: all together, then by queue, then by who closed the conversation.

use enlace_domain::view::{Scores, Voice};

use super::sheet::Cell;
use crate::texts::{Locale, Texts, VoiceTexts};

/// The sheet's name and its columns.
pub(super) struct Headings {
    pub(super) name: &'static str,
    pub(super) columns: [&'static str; 5],
}

/// In this language; `of_what` heads the first column.
pub(super) fn headings(of_what: &'static str, locale: Locale) -> Headings {
    let words = VoiceTexts::of(locale);
    Headings {
        name: words.title,
        columns: [of_what, words.asked, words.answers, words.mean, words.good],
    }
}

/// The rows below them.
pub(super) fn rows(texts: &Texts, voice: &Voice, locale: Locale) -> Vec<Vec<Cell>> {
    let words = VoiceTexts::of(locale);
    let mut rows = vec![row(words.title, voice.satisfaction[0])];
    let queues = voice.queues.iter();
    rows.extend(queues.map(|(queue, satisfaction, _)| row((texts.common.queue)(*queue), *satisfaction)));
    rows.extend(voice.people.iter().map(|one| {
        let name = one
            .person
            .as_ref()
            .map_or(words.automation, |person| person.name.as_str());
        row(name, one.scores)
    }));
    rows
}

fn row(name: &str, scores: Scores) -> Vec<Cell> {
    vec![
        Cell::Text(name.to_owned()),
        Cell::Count(scores.asked),
        Cell::Count(scores.answered),
        Cell::Mean(scores.mean()),
        Cell::Share(scores.good()),
    ]
}
