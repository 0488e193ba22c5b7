//! The sheets of what subscribers said in words, and of low scores that nobody has seen to: those that the page lists.

use enlace_domain::{SurveyKind, view::Said};

use super::sheet::Cell;
use crate::texts::{Texts, VoiceTexts};

/// The columns of both.
pub(super) const fn headings(texts: &'static Texts, words: &'static VoiceTexts) -> [&'static str; 6] {
    [
        words.at,
        words.question,
        words.given,
        words.comment,
        texts.insight.queue,
        texts.insight.person,
    ]
}

/// The rows, in the order of the page.
pub(super) fn rows(said: &[Said], texts: &Texts, words: &VoiceTexts) -> Vec<Vec<Cell>> {
    let row = |said: &Said| {
        let kind = match said.kind {
            SurveyKind::Satisfaction => words.title,
            SurveyKind::Recommending => words.nps,
        };
        vec![
            Cell::Moment(said.at),
            Cell::Text(kind.to_owned()),
            Cell::Count(said.score.into()),
            said.comment.clone().map_or(Cell::Empty, Cell::Text),
            said.queue
                .map_or(Cell::Empty, |queue| Cell::Text((texts.common.queue)(queue).to_owned())),
            Cell::Text(said.person.clone().unwrap_or_else(|| words.automation.to_owned())),
        ]
    };
    said.iter().map(row).collect()
}
