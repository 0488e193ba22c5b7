//! The sheets of the goals, and of what reaching them is worth.

use enlace_domain::{goal::Goal, view::GoalsView};

use super::sheet::Cell;
use crate::texts::GoalTexts;

/// The columns of the first.
pub(super) const fn headings(words: &GoalTexts) -> [&'static str; 4] {
    [words.figure, words.baseline, words.now, words.target]
}

/// Its rows, a goal each.
pub(super) fn rows(goals: &GoalsView, words: &GoalTexts) -> Vec<Vec<Cell>> {
    let rows = goals.settings.goals.iter().zip(&goals.now);
    rows.map(|(row, now)| {
        vec![
            Cell::Text((words.goal)(row.goal).to_owned()),
            cell(row.goal, row.baseline),
            cell(row.goal, *now),
            cell(row.goal, Some(row.target)),
        ]
    })
    .collect()
}

/// The rows of the second: each term, then all together; empty where something is missing.
pub(super) fn worth(goals: &GoalsView, words: &GoalTexts) -> Vec<Vec<Cell>> {
    let brl = |worth: Option<f64>| worth.map_or(Cell::Empty, |worth| Cell::Brl(worth * 100.0));
    let mut rows: Vec<_> = goals
        .terms
        .iter()
        .map(|term| vec![Cell::Text((words.goal)(term.goal).to_owned()), brl(term.worth)])
        .collect();
    rows.push(vec![Cell::Text(words.worth_all.to_owned()), brl(goals.worth())]);
    rows
}

/// A goal's value in the unit of its cell.
fn cell(goal: Goal, value: Option<f64>) -> Cell {
    match (goal, value) {
        (Goal::UrgentAnswer, value) => Cell::Duration(value),
        (Goal::FirstContact | Goal::Churn | Goal::Uptime, value) => Cell::Share(value.map(|value| value / 100.0)),
        (Goal::Satisfaction, value) => Cell::Mean(value),
        (Goal::Cost, Some(value)) => Cell::Brl(value * 100.0),
        (Goal::Cost, None) => Cell::Empty,
    }
}
