//! What became of those worked on and of those held out, and how sure their difference is.

use serde::{Deserialize, Serialize};

use crate::Money;

/// What became of customers in cases that were opened at least 30 days ago.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ChurnGroup {
    /// Cases.
    pub cases: i64,
    /// Of those, customers who left within 30 days of the opening.
    pub left: i64,
    /// What they paid a month when the cases were opened, all together.
    pub monthly_fees: Money,
}

impl ChurnGroup {
    /// The share that left; `None` of fewer cases than a share can be told from.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        crate::view::share(self.left, self.cases).filter(|_| self.cases >= Self::LEAST)
    }

    /// Cases that a group needs before its share says anything.
    pub const LEAST: i64 = 20;

    /// How much more of these left than of `other`; `None` where either group is too small.
    #[must_use]
    pub fn more_left_than(&self, other: &Self) -> Option<ShareDifference> {
        (self.cases >= Self::LEAST && other.cases >= Self::LEAST)
            .then(|| ShareDifference::of([self.left, self.cases], [other.left, other.cases]))
            .flatten()
    }
}

/// A difference of two shares with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShareDifference {
    /// The lower end.
    pub low: f64,
    /// As it was counted.
    pub counted: f64,
    /// The upper end.
    pub high: f64,
}

impl ShareDifference {
    /// Of the first `[some, of]` less the second; `None` of nothing.
    ///
    /// Newcombe's method 10 (1998): the distances to the ends of the two shares' Wilson intervals, put together. Unlike
    /// the textbook's it holds for few cases and for shares near 0.
    #[must_use]
    pub fn of(first: [i64; 2], second: [i64; 2]) -> Option<Self> {
        let [first, second] = [Wilson::of(first)?, Wilson::of(second)?];
        let counted = first.share - second.share;
        Some(Self {
            low: counted - (first.share - first.low).hypot(second.high - second.share),
            counted,
            high: counted + (first.high - first.share).hypot(second.share - second.low),
        })
    }

    /// Whether there may be no difference at all.
    #[must_use]
    pub fn holds_zero(&self) -> bool {
        self.low <= 0.0 && self.high >= 0.0
    }
}

/// A share with its 95 % interval by Wilson.
struct Wilson {
    low: f64,
    share: f64,
    high: f64,
}

impl Wilson {
    /// The normal distribution's 97.5 % point.
    const Z: f64 = 1.959_963_984_540_054;

    fn of([some, of]: [i64; 2]) -> Option<Self> {
        let share = crate::view::share(some, of)?;
        #[expect(clippy::cast_precision_loss, reason = "a count of cases is far below 2^52")]
        let of = of as f64;
        let square = Self::Z * Self::Z;
        let middle = share + square / (2.0 * of);
        let half = Self::Z * (share * (1.0 - share) / of + square / (4.0 * of * of)).sqrt();
        let all = 1.0 + square / of;
        Some(Self {
            low: ((middle - half) / all).max(0.0),
            share,
            high: ((middle + half) / all).min(1.0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(cases: i64, left: i64) -> ChurnGroup {
        ChurnGroup {
            cases,
            left,
            ..ChurnGroup::default()
        }
    }

    #[test]
    fn a_handful_of_cases_has_no_rate() {
        assert_eq!(group(19, 3).rate(), None);
        assert_eq!(group(20, 3).rate(), Some(0.15));
        assert_eq!(group(19, 3).more_left_than(&group(400, 3)), None);
        assert_eq!(group(400, 3).more_left_than(&group(19, 3)), None);
    }

    #[test]
    fn the_interval_is_newcombes() {
        // the examples of his paper, method 10
        for (first, second, low, high) in [
            ([56, 70], [48, 80], 0.0524, 0.3339),
            ([9, 10], [3, 10], 0.1705, 0.8090),
            ([10, 10], [0, 10], 0.6075, 1.0),
        ] {
            let found = ShareDifference::of(first, second).unwrap();
            assert!((found.low - low).abs() < 5e-5, "{found:?}");
            assert!((found.high - high).abs() < 5e-5, "{found:?}");
        }
    }

    #[test]
    fn what_may_be_chance_holds_zero() {
        let of = |first, second| ShareDifference::of(first, second).unwrap();
        assert!(of([6, 24], [30, 200]).holds_zero());
        assert!(!of([12, 24], [30, 200]).holds_zero());
        assert!(!of([2, 200], [12, 24]).holds_zero());
        assert_eq!(ShareDifference::of([0, 0], [1, 2]), None);
    }
}
