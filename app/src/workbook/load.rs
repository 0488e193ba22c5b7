//! The sheet of capacity and load by the hour of the day.

use enlace_domain::view::Load;

use super::sheet::Cell;
use crate::texts::LoadTexts;

/// The columns.
pub(super) const fn headings(words: &LoadTexts) -> [&'static str; 8] {
    [
        words.hour,
        words.days,
        words.arriving,
        words.at_work,
        words.online,
        words.limit,
        words.each,
        words.state,
    ]
}

/// The rows, an hour each.
pub(super) fn rows(load: &Load, words: &LoadTexts) -> Vec<Vec<Cell>> {
    (0..)
        .zip(&load.hours)
        .map(|(hour, figures)| {
            vec![
                Cell::Count(hour),
                Cell::Count(figures.days),
                Cell::Mean(figures.arriving()),
                Cell::Mean(figures.at_work()),
                Cell::Mean(figures.online()),
                Cell::Mean(figures.limit()),
                Cell::Mean(figures.each()),
                (words.strain)(figures.strain()).map_or(Cell::Empty, |state| Cell::Text(state.to_owned())),
            ]
        })
        .collect()
}
