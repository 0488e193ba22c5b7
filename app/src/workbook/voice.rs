//! The sheet of what subscribers say: each question by itself and both together, in these days and in those before; then by
//! queue, then by who closed the conversation.

use enlace_domain::view::{Scores, Voice};

use super::sheet::Cell;
use crate::texts::{FigureTexts, Locale, Texts, VoiceTexts};

/// The sheet's columns.
pub(super) const fn headings(words: &VoiceTexts, figures: &FigureTexts) -> [&'static str; 8] {
    [
        figures.figure_word,
        figures.days_word,
        words.asked,
        words.answers,
        words.response,
        words.mean,
        words.good,
        words.nps,
    ]
}

/// The rows below them.
pub(super) fn rows(texts: &Texts, voice: &Voice, locale: Locale) -> Vec<Vec<Cell>> {
    let words = VoiceTexts::of(locale);
    let figures = FigureTexts::of(locale);
    let [now, before] = [figures.asked_days, figures.compared];
    let mut rows = Vec::new();
    for (span, scores) in [now, before].into_iter().zip(voice.satisfaction) {
        rows.push(row(words.title, span, scores, satisfied(scores)));
    }
    for (span, scores) in [now, before].into_iter().zip(voice.recommending) {
        rows.push(row(words.nps, span, scores, recommended(scores)));
    }
    let spans = voice.satisfaction.into_iter().zip(voice.recommending);
    for (span, (mut both, recommending)) in [now, before].into_iter().zip(spans) {
        both += recommending;
        rows.push(row(words.response, span, both, [Cell::Empty, Cell::Empty, Cell::Empty]));
    }
    for (queue, satisfaction, recommending) in &voice.queues {
        let [mean, good, _] = satisfied(*satisfaction);
        let [.., nps] = recommended(*recommending);
        let name = (texts.common.queue)(*queue);
        rows.push(row(name, now, *satisfaction, [mean, good, nps]));
    }
    for one in &voice.people {
        let person = one.person.as_ref();
        let name = person.map_or(words.automation, |person| person.name.as_str());
        rows.push(row(name, now, one.scores, satisfied(one.scores)));
    }
    rows
}

/// The last three cells of who was asked how it was.
fn satisfied(scores: Scores) -> [Cell; 3] {
    [Cell::Mean(scores.mean()), Cell::Share(scores.good()), Cell::Empty]
}

/// The same of who was asked if they would recommend us.
fn recommended(scores: Scores) -> [Cell; 3] {
    [Cell::Empty, Cell::Empty, Cell::Points(scores.net_promoters())]
}

fn row(name: &str, span: &str, scores: Scores, said: [Cell; 3]) -> Vec<Cell> {
    let mut row = vec![
        Cell::Text(name.to_owned()),
        Cell::Text(span.to_owned()),
        Cell::Count(scores.asked),
        Cell::Count(scores.answered),
        Cell::Share(scores.response()),
    ];
    row.extend(said);
    row
}
