//! The sheets of the faults: by city and hour, and how long each kind takes.

use enlace_domain::view::Technical;

use super::sheet::Cell;
use crate::texts::{TechnicalTexts, Texts};

/// The columns of the first: a city, its totals, then the hours.
pub(super) fn place_headings(words: &TechnicalTexts, before: &'static str) -> Vec<String> {
    let mut headings = [words.city, words.all, before, words.slow].map(str::to_owned).to_vec();
    headings.extend((0..24).map(|hour| format!("{hour}h")));
    headings
}

/// Its rows.
pub(super) fn places(technical: &Technical, words: &TechnicalTexts) -> Vec<Vec<Cell>> {
    let cities = technical.regions.iter();
    cities
        .map(|city| {
            let name = city.region.as_deref().unwrap_or(words.unknown);
            let mut row = vec![
                Cell::Text(name.to_owned()),
                Cell::Count(city.all()),
                Cell::Count(city.before),
                Cell::Count(city.slow),
            ];
            row.extend(city.hours.iter().map(|n| Cell::Count(*n)));
            row
        })
        .collect()
}

/// The columns of the second: twice the figures, of these days and of those before.
pub(super) fn repair_headings(words: &TechnicalTexts, before: &str) -> Vec<String> {
    let figures = [words.closed, words.median, words.p90];
    let mut headings = vec![words.problem.to_owned()];
    headings.extend(figures.map(str::to_owned));
    headings.extend(figures.map(|figure| format!("{figure} ({before})")));
    headings
}

/// Its rows.
pub(super) fn repairs(technical: &Technical, texts: &Texts) -> Vec<Vec<Cell>> {
    let kinds = technical.repairs.iter();
    kinds
        .map(|kind| {
            let mut row = vec![Cell::Text((texts.insight.issue)(kind.issue).to_owned())];
            for at in [0, 1] {
                row.push(Cell::Count(kind.closed[at]));
                row.push(Cell::Duration(kind.median[at]));
                row.push(Cell::Duration(kind.p90[at]));
            }
            row
        })
        .collect()
}
