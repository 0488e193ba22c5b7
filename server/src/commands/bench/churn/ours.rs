//! Our forest.

use std::time::Instant;

use enlace_forecast::{Binned, Bins, Forest, ForestSettings, Table, area_under_curve};

use super::{FOLDS, Measured, ROUNDS};

/// Measures our forest with these settings.
pub fn measure(
    table: &Table,
    left: &[bool],
    part: &[usize],
    grown: &Table,
    grown_left: &[bool],
    settings: ForestSettings,
) -> Measured {
    let mut areas = Vec::new();
    for fold in 0..FOLDS {
        let (test, train): (Vec<usize>, Vec<usize>) = (0..left.len()).partition(|row| part[*row] == fold);
        let pick = |rows: &[usize]| -> Vec<bool> { rows.iter().map(|row| left[*row]).collect() };
        let (bins, forest) = train_on(&table.pick(&train), &pick(&train), settings);
        areas.extend(area_under_curve(
            &forest.shares(&bins.apply(&table.pick(&test))),
            &pick(&test),
        ));
    }
    let (mut train_s, mut score_s) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..ROUNDS {
        let started = Instant::now();
        let (bins, forest) = train_on(grown, grown_left, settings);
        train_s = train_s.min(started.elapsed().as_secs_f64());
        let started = Instant::now();
        let binned: Binned = bins.apply(grown);
        std::hint::black_box(forest.shares(&binned));
        score_s = score_s.min(started.elapsed().as_secs_f64());
    }
    #[expect(clippy::cast_precision_loss, reason = "five parts")]
    let auc = areas.iter().sum::<f64>() / areas.len().max(1) as f64;
    Measured { auc, train_s, score_s }
}

/// From numbers to trees, the choice of bins included.
fn train_on(table: &Table, left: &[bool], settings: ForestSettings) -> (Bins, Forest) {
    let bins = Bins::of(table);
    let binned = bins.apply(table);
    let forest = Forest::grow(&bins, &binned, left, settings);
    (bins, forest)
}
