//! The sheet of customers who may leave.

use enlace_domain::view::RetentionRow;

use super::sheet::Cell;
use crate::texts::RetentionTexts;

/// The columns.
pub(super) const fn headings(words: &RetentionTexts) -> [&'static str; 6] {
    [
        words.risk,
        words.customers,
        words.open,
        words.closed,
        words.stayed,
        words.fees,
    ]
}

/// The rows, a band each.
pub(super) fn rows(retention: &[RetentionRow], words: &RetentionTexts) -> Vec<Vec<Cell>> {
    let row = |row: &RetentionRow| {
        #[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^52 cents")]
        let cents = row.stayed_cents.map(|cents| cents as f64);
        vec![
            Cell::Text((words.band)(row.band).to_owned()),
            Cell::Count(row.customers),
            row.open.map_or(Cell::Empty, Cell::Count),
            Cell::Count(row.closed),
            Cell::Count(row.stayed),
            cents.map_or_else(|| Cell::Text(words.base.to_owned()), Cell::Brl),
        ]
    };
    retention.iter().map(row).collect()
}
