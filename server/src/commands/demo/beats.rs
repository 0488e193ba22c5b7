//! When the demo's desk was up before its first start: always, but for a few short stops.

use time::{Duration, OffsetDateTime};

/// So many days back.
const DAYS: u32 = 60;
/// The stops: so many hours ago, for so many minutes.
const STOPS: [(i64, i64); 7] = [(1_271, 12), (981, 9), (790, 16), (563, 7), (395, 14), (212, 5), (68, 6)];

/// From when to when it was up, in order, in the last days of so many.
pub(super) fn spans(days: u32, now: OffsetDateTime) -> Vec<(OffsetDateTime, OffsetDateTime)> {
    let mut from = now - Duration::days(days.min(DAYS).into());
    let mut spans = Vec::new();
    for (ago, minutes) in STOPS {
        let stop = now - Duration::hours(ago);
        if stop > from {
            spans.push((from, stop));
            from = stop + Duration::minutes(minutes);
        }
    }
    spans.push((from, now));
    spans
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn it_was_up_nearly_always() {
        let now = datetime!(2026-11-28 16:30 UTC);
        for days in [30, 365] {
            let spans = spans(days, now);
            assert!(spans.len() > 2 && spans.is_sorted() && spans.iter().all(|(from, to)| from < to));
            let up: Duration = spans.iter().map(|(from, to)| *to - *from).sum();
            let share = up / Duration::days(days.min(DAYS).into());
            assert!((0.999..0.9995).contains(&share), "{share} of {days} days");
        }
        assert_eq!(spans(1, now), [(now - Duration::DAY, now)]);
    }
}
