//! When the people of a queue are there, and how soon they answer.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

/// Minutes within which a queue may promise its first answer: up to a week.
pub const FIRST_ANSWER_MINUTES: RangeInclusive<i32> = 1..=10_080;
/// The minutes of a day.
pub const DAY_MINUTES: i16 = 1_440;
/// The days of a week: Monday is 1, Sunday 7.
pub const WEEKDAYS: RangeInclusive<i16> = 1..=7;
/// How often a queue may open on one day: with a break at noon, twice.
pub const SPANS_A_DAY: usize = 2;

/// A span of a weekday in which a queue is open, by Brasília's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OpenSpan {
    /// Monday is 1, Sunday 7.
    pub weekday: i16,
    /// Minutes after midnight.
    pub opens: i16,
    /// Minutes after midnight, later than `opens`; 1440 is the end of the day.
    pub closes: i16,
}

impl OpenSpan {
    /// Whether it is on a day of the week, within it, and ends after it began.
    fn is_possible(self) -> bool {
        WEEKDAYS.contains(&self.weekday) && (0..self.closes).contains(&self.opens) && self.closes <= DAY_MINUTES
    }
}

/// The first day that can't be as these spans say: one ends before it begins or reaches beyond the day, two overlap, or
/// there are more than [`SPANS_A_DAY`].
#[must_use]
pub fn impossible_day(spans: &[OpenSpan]) -> Option<i16> {
    let mut sorted = spans.to_vec();
    sorted.sort_unstable();
    if let Some(span) = sorted.iter().find(|span| !span.is_possible()) {
        return Some(span.weekday);
    }
    let mut days = sorted.chunk_by(|one, next| one.weekday == next.weekday);
    let overlap = |day: &&[OpenSpan]| {
        let mut pairs = day.iter().zip(day.iter().skip(1));
        day.len() > SPANS_A_DAY || pairs.any(|(one, next)| next.opens < one.closes)
    };
    days.find(overlap)?.first().map(|span| span.weekday)
}

/// The field of a weekday's hours, as errors name it.
#[must_use]
pub const fn hours_field(weekday: i16) -> &'static str {
    match weekday {
        1 => "hours_1",
        2 => "hours_2",
        3 => "hours_3",
        4 => "hours_4",
        5 => "hours_5",
        6 => "hours_6",
        7 => "hours_7",
        _ => "hours",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn span(weekday: i16, opens: i16, closes: i16) -> OpenSpan {
        OpenSpan { weekday, opens, closes }
    }

    #[test]
    fn a_break_at_noon_is_possible_and_so_is_the_whole_day() {
        assert_eq!(impossible_day(&[]), None);
        let week = [span(1, 780, 1_080), span(1, 480, 720), span(7, 0, DAY_MINUTES)];
        assert_eq!(impossible_day(&week), None);
        assert_eq!(
            impossible_day(&[span(3, 480, 720), span(3, 720, 1_080)]),
            None,
            "they touch"
        );
    }

    #[test]
    fn the_day_that_can_not_be_is_named() {
        assert_eq!(impossible_day(&[span(1, 480, 720), span(2, 720, 480)]), Some(2));
        assert_eq!(impossible_day(&[span(2, 480, 480)]), Some(2));
        assert_eq!(impossible_day(&[span(6, 480, 1_441)]), Some(6));
        assert_eq!(impossible_day(&[span(6, -1, 480)]), Some(6));
        assert_eq!(impossible_day(&[span(8, 480, 720)]), Some(8));
        assert_eq!(impossible_day(&[span(4, 480, 720), span(4, 700, 1_080)]), Some(4));
        let thrice = [span(5, 0, 60), span(5, 120, 180), span(5, 240, 300)];
        assert_eq!(impossible_day(&thrice), Some(5));
    }

    #[test]
    fn every_day_has_a_field_of_its_own() {
        let mut fields: Vec<_> = WEEKDAYS.map(hours_field).collect();
        fields.dedup();
        assert_eq!(fields.len(), 7);
        assert!(!fields.contains(&hours_field(0)));
    }
}
