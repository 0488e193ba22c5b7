//! When the demo's people were at work before its first start, so that what they can do stands beside what came.

use enlace_desk::seed::PersonHour;
use time::{Duration, OffsetDateTime, UtcOffset, Weekday};

/// From and to which hour each works, by Brasília's clock; the evening is the busiest.
const SHIFTS: [(&str, u8, u8); 4] = [("ana", 7, 16), ("bruno", 13, 22), ("carla", 8, 17), ("diego", 12, 21)];
/// After so many hours of a shift comes its break, and so much of that hour is worked.
const BREAK_AFTER: u8 = 4;
const BREAK_LEAVES: i16 = 20;

/// The whole hours of the last `days` days. On Sundays every second of them works.
pub(super) fn shifts(days: u32, now: OffsetDateTime) -> Vec<PersonHour> {
    let brasilia = UtcOffset::from_hms(-3, 0, 0).unwrap_or(UtcOffset::UTC);
    let today = now.to_offset(brasilia).date();
    let mut hours = Vec::new();
    for back in (0..=i64::from(days)).rev() {
        let day = today - Duration::days(back);
        let sunday = day.weekday() == Weekday::Sunday;
        for (place, (name, from, to)) in SHIFTS.iter().enumerate() {
            if sunday && place % 2 == 0 {
                continue;
            }
            for hour in *from..*to {
                let at = day.midnight().assume_offset(brasilia) + Duration::hours(hour.into());
                if at + Duration::HOUR > now {
                    continue;
                }
                hours.push(PersonHour {
                    hour: at,
                    person: format!("{name}@fibracerrado.example"),
                    minutes: if hour - from == BREAK_AFTER { BREAK_LEAVES } else { 60 },
                });
            }
        }
    }
    hours
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn nobody_has_worked_in_an_hour_that_is_not_over() {
        let now = datetime!(2026-11-28 16:30 UTC); // a Saturday, 13:30 in Brasília
        let hours = shifts(7, now);
        assert!(hours.iter().all(|one| one.hour + Duration::HOUR <= now));
        let today = hours.iter().filter(|one| one.hour >= datetime!(2026-11-28 03:00 UTC));
        // Ana from 7, Carla from 8, Diego from 12
        assert_eq!(today.count(), 6 + 5 + 1);
        let sunday = hours
            .iter()
            .filter(|one| one.hour.to_offset(UtcOffset::UTC).date() == time::macros::date!(2026 - 11 - 22));
        assert!(sunday.clone().count() > 0 && sunday.clone().all(|one| !one.person.starts_with("ana")));
    }
}
