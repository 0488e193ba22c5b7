//! The sheets of what came of conversations: each kind with its amounts, and the contracts; then who sold.

use enlace_domain::view::{Gain, Gains, Results};

use super::sheet::Cell;
use crate::texts::OutcomeTexts;

/// The columns of the first.
pub(super) const fn headings(words: &OutcomeTexts) -> [&'static str; 5] {
    [
        words.outcome,
        words.count,
        words.count_before,
        words.value,
        words.value_before,
    ]
}

/// Its rows: the kinds, what was sold together, the shares and the value of each conversation, then the contracts where
/// they are told.
pub(super) fn rows(results: &Results, words: &OutcomeTexts) -> Vec<Vec<Cell>> {
    let (now, before) = (&results.now, &results.before);
    let row = |name: &str, now: Gain, before: Gain| {
        vec![
            Cell::Text(name.to_owned()),
            Cell::Count(now.n),
            Cell::Count(before.n),
            amount(now),
            amount(before),
        ]
    };
    let mut rows: Vec<_> = now
        .kinds
        .iter()
        .map(|(kind, gain)| row((words.kind)(*kind), *gain, before.of(*kind)))
        .collect();
    rows.push(row(words.sold, now.sold(), before.sold()));
    let share = |name: &str, now, before| vec![Cell::Text(name.to_owned()), Cell::Share(now), Cell::Share(before)];
    rows.push(share(words.conversion, now.conversion(), before.conversion()));
    rows.push(share(words.disputed, now.disputed(), before.disputed()));
    let each = |gains: &Gains| gains.cents_each().map_or(Cell::Empty, Cell::Brl);
    rows.push(vec![
        Cell::Text(words.each.to_owned()),
        Cell::Empty,
        Cell::Empty,
        each(now),
        each(before),
    ]);
    if let Some([now, before]) = results.contracts {
        rows.push(share(words.churn, now.churn(), before.churn()));
        rows.push(vec![
            Cell::Text(words.running.to_owned()),
            Cell::Count(now.running),
            Cell::Count(before.running),
        ]);
    }
    rows
}

/// The columns of the second; `person` heads the first of them.
pub(super) const fn people_headings(person: &'static str, words: &OutcomeTexts) -> [&'static str; 4] {
    [person, words.sales, words.upgrades, words.value]
}

/// Its rows.
pub(super) fn people(results: &Results) -> Vec<Vec<Cell>> {
    let people = results.people.iter();
    people
        .map(|row| {
            let mut all = row.sales;
            all += row.upgrades;
            vec![
                Cell::Text(row.person.name.clone()),
                Cell::Count(row.sales.n),
                Cell::Count(row.upgrades.n),
                amount(all),
            ]
        })
        .collect()
}

/// The amounts together; empty where none is known.
fn amount(gain: Gain) -> Cell {
    #[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^52 cents")]
    let cents = gain.cents as f64;
    if gain.known == 0 { Cell::Empty } else { Cell::Brl(cents) }
}
