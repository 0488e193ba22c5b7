//! From the days asked for to moments.

use enlace_domain::view::{Against, Period};
use enlace_store::insight::{BRASILIA, Span, Today};
use time::{Date, Duration, OffsetDateTime};

/// The span of a period, up to now; `None` where it has not begun.
pub(crate) fn of(period: Period, today: Today) -> Option<Span> {
    let (from, to) = match period {
        Period::Days(days) => (today.began - Duration::days(i64::from(days) - 1), today.at),
        Period::Between { from, to } => {
            let end = begin(to) + Duration::DAY;
            (begin(from), end.min(today.at))
        }
    };
    (from < to).then_some(Span { from, to })
}

/// The span it is compared with: as long, to the second, for half a day is not measured against a whole one.
pub(super) fn compared(span: Span, against: Against) -> Span {
    let first = day(span.from);
    let back = match against {
        Against::Before => Duration::days((day(span.to - Duration::NANOSECOND) - first).whole_days() + 1),
        Against::Month => first - earlier(first, 1),
        Against::Year => first - earlier(first, 12),
    };
    Span {
        from: span.from - back,
        to: span.to - back,
    }
}

/// First and last day of a span.
pub(super) fn days(span: Span) -> [Date; 2] {
    [day(span.from), day(span.to - Duration::NANOSECOND)]
}

/// The day of a moment.
pub(super) fn day(at: OffsetDateTime) -> Date {
    at.to_offset(BRASILIA).date()
}

/// When a day begins.
pub(super) fn begin(day: Date) -> OffsetDateTime {
    day.midnight().assume_offset(BRASILIA)
}

/// So many months earlier; where the month is too short, its last day.
fn earlier(day: Date, months: u8) -> Date {
    let mut month = day.month();
    let mut year = day.year();
    for _ in 0..months {
        if month == time::Month::January {
            year -= 1;
        }
        month = month.previous();
    }
    let last = month.length(year);
    Date::from_calendar_date(year, month, day.day().min(last)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    const TODAY: Today = Today {
        at: datetime!(2026-03-31 15:30 UTC),
        day: date!(2026 - 03 - 31),
        hour: 12,
        began: datetime!(2026-03-31 03:00 UTC),
    };

    #[test]
    fn a_period_ends_now_and_is_compared_with_as_long_a_one() {
        let span = of(Period::Days(7), TODAY).unwrap();
        assert_eq!(days(span), [date!(2026 - 03 - 25), date!(2026 - 03 - 31)]);
        let before = compared(span, Against::Before);
        assert_eq!(before.to, TODAY.at - Duration::days(7));
        assert_eq!(days(before), [date!(2026 - 03 - 18), date!(2026 - 03 - 24)]);
    }

    #[test]
    fn months_and_years_go_back_by_the_calendar() {
        let today = of(Period::Days(1), TODAY).unwrap();
        assert_eq!(days(compared(today, Against::Month))[0], date!(2026 - 02 - 28));
        assert_eq!(days(compared(today, Against::Year))[0], date!(2025 - 03 - 31));
        let chosen = Period::Between {
            from: date!(2026 - 01 - 10),
            to: date!(2026 - 01 - 12),
        };
        let span = of(chosen, TODAY).unwrap();
        assert_eq!(
            days(compared(span, Against::Month)),
            [date!(2025 - 12 - 10), date!(2025 - 12 - 12)]
        );
        assert_eq!(
            days(compared(span, Against::Before)),
            [date!(2026 - 01 - 07), date!(2026 - 01 - 09)]
        );
    }

    #[test]
    fn what_has_not_begun_has_no_span() {
        let tomorrow = Period::Between {
            from: date!(2026 - 04 - 01),
            to: date!(2026 - 04 - 02),
        };
        assert!(of(tomorrow, TODAY).is_none());
    }
}
