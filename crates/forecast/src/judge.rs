//! How good a score is: measures over rows of which it is known who left.

use crate::card::CurvePoint;

/// The chance that somebody who left has a higher score than somebody who stayed, a tie counting half (area under the
/// receiver operating characteristic); `None` where all left or all stayed.
#[must_use]
pub fn area_under_curve(scores: &[f64], left: &[bool]) -> Option<f64> {
    let mut order: Vec<(f64, bool)> = scores.iter().copied().zip(left.iter().copied()).collect();
    order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut stayed, mut leavers) = (0.0, 0.0, 0.0);
    for tie in order.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let gone = tie.iter().filter(|(_, left)| *left).count();
        let (gone, still) = (number(gone), number(tie.len() - gone));
        below += gone * (stayed + still / 2.0);
        stayed += still;
        leavers += gone;
    }
    (stayed > 0.0 && leavers > 0.0).then(|| below / (stayed * leavers))
}

/// The mean of the precision at each leaver, from the highest score down; `None` where nobody left.
#[must_use]
pub fn average_precision(scores: &[f64], left: &[bool]) -> Option<f64> {
    let mut order: Vec<(f64, bool)> = scores.iter().copied().zip(left.iter().copied()).collect();
    order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    let (mut seen, mut found, mut sum) = (0.0, 0.0, 0.0);
    for tie in order.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let gone = number(tie.iter().filter(|(_, left)| *left).count());
        seen += number(tie.len());
        found += gone;
        sum += gone * found / seen;
    }
    (found > 0.0).then(|| sum / found)
}

/// The mean square of what the scores are off, as probabilities.
#[must_use]
pub fn brier(scores: &[f64], left: &[bool]) -> f64 {
    let sum: f64 = scores
        .iter()
        .zip(left)
        .map(|(score, left)| (score - f64::from(u8::from(*left))).powi(2))
        .sum();
    sum / number(scores.len()).max(1.0)
}

/// Those above a threshold, and those of them who left: how many rows, precision and recall (`None` of nothing).
#[must_use]
pub fn precision_at(threshold: f64, scores: &[f64], left: &[bool]) -> (u64, Option<f64>, Option<f64>) {
    let above = scores.iter().zip(left).filter(|(score, _)| **score > threshold);
    let (rows, found) = above.fold((0_usize, 0_usize), |(rows, found), (_, left)| {
        (rows + 1, found + usize::from(*left))
    });
    let all = left.iter().filter(|left| **left).count();
    let share = |part, whole| (whole > 0).then(|| number(part) / number(whole));
    (rows as u64, share(found, rows), share(found, all))
}

/// What was said against what happened, in ten steps of the probability; empty steps are left out.
#[must_use]
pub fn calibration_curve(scores: &[f64], left: &[bool]) -> Vec<CurvePoint> {
    let mut steps = [(0_usize, 0.0_f64, 0_usize); 10];
    for (score, left) in scores.iter().zip(left) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a tenth of a share"
        )]
        let step = ((score * 10.0) as usize).min(9);
        let place = &mut steps[step];
        *place = (place.0 + 1, place.1 + score, place.2 + usize::from(*left));
    }
    steps
        .into_iter()
        .filter(|(rows, ..)| *rows > 0)
        .map(|(rows, sum, gone)| CurvePoint {
            rows: rows as u64,
            said: sum / number(rows),
            happened: number(gone) / number(rows),
        })
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^52")]
fn number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCORES: [f64; 4] = [0.1, 0.4, 0.35, 0.8];
    const LEFT: [bool; 4] = [false, false, true, true];

    #[test]
    fn the_area_is_the_share_of_pairs_in_the_right_order() {
        assert_eq!(area_under_curve(&SCORES, &LEFT), Some(0.75));
        assert_eq!(area_under_curve(&[0.5; 4], &LEFT), Some(0.5));
        assert_eq!(area_under_curve(&SCORES, &[true; 4]), None);
    }

    #[test]
    fn average_precision_weighs_the_top() {
        let mean = average_precision(&SCORES, &LEFT).unwrap();
        assert!((mean - (1.0 + 2.0 / 3.0) / 2.0).abs() < 1e-12, "{mean}");
    }

    #[test]
    fn precision_counts_those_above() {
        assert_eq!(precision_at(0.36, &SCORES, &LEFT), (2, Some(0.5), Some(0.5)));
        assert_eq!(precision_at(0.9, &SCORES, &LEFT), (0, None, Some(0.0)));
    }

    #[test]
    fn the_curve_has_what_was_said_and_what_happened() {
        let curve = calibration_curve(&[0.12, 0.18, 1.0], &[false, true, true]);
        assert_eq!(curve.len(), 2);
        assert_eq!((curve[0].rows, curve[0].happened), (2, 0.5));
        assert!((curve[0].said - 0.15).abs() < 1e-12);
    }
}
