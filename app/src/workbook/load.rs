//! The sheet of capacity and load by the hour of the day.

use enlace_domain::view::Load;

use super::sheet::Cell;
use crate::texts::LoadTexts;

/// The columns.
pub(super) const fn headings(words: &LoadTexts) -> [&'static str; 6] {
    [
        words.hour,
        words.days,
        words.arriving,
        words.online,
        words.limit,
        words.each,
    ]
}

/// The rows, an hour each.
pub(super) fn rows(load: &Load) -> Vec<Vec<Cell>> {
    (0..)
        .zip(&load.hours)
        .map(|(hour, figures)| {
            vec![
                Cell::Count(hour),
                Cell::Count(figures.days),
                Cell::Mean(figures.arriving()),
                Cell::Mean(figures.online()),
                Cell::Mean(figures.limit()),
                Cell::Mean(figures.each()),
            ]
        })
        .collect()
}
