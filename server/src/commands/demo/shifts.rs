//! When the demo's people were at work before its first start, so that what they can do stands beside what came.

use enlace_desk::seed::PersonHour;
use enlace_simulator::SHIFTS;
use time::{Duration, OffsetDateTime, UtcOffset};

/// After so many hours of a shift comes its break, and so much of that hour is worked.
const BREAK_AFTER: i64 = 4;
const BREAK_LEAVES: i16 = 20;

/// The whole hours of the last `days` days.
pub(super) fn shifts(days: u32, now: OffsetDateTime) -> Vec<PersonHour> {
    let brasilia = UtcOffset::from_hms(-3, 0, 0).unwrap_or(UtcOffset::UTC);
    let today = now.to_offset(brasilia).date();
    let mut hours = Vec::new();
    for back in (0..=i64::from(days)).rev() {
        let day = today - Duration::days(back);
        for shift in SHIFTS.iter().filter(|shift| shift.is_on(day.weekday())) {
            let (begins, ends) = shift.span(day);
            let over = (0..(ends - begins).whole_hours())
                .map(|worked| (worked, begins + Duration::hours(worked)))
                .filter(|(_, hour)| *hour + Duration::HOUR <= now);
            hours.extend(over.map(|(worked, hour)| PersonHour {
                hour,
                person: format!("{}@fibracerrado.example", shift.person),
                minutes: if worked == BREAK_AFTER { BREAK_LEAVES } else { 60 },
            }));
        }
    }
    hours
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use time::macros::datetime;

    use super::*;

    #[test]
    fn nobody_has_worked_in_an_hour_that_is_not_over() {
        let now = datetime!(2026-11-28 16:30 UTC); // a Saturday, 13:30 in Brasília
        let hours = shifts(7, now);
        assert!(hours.iter().all(|one| one.hour + Duration::HOUR <= now));
        let today = hours.iter().filter(|one| one.hour >= datetime!(2026-11-28 03:00 UTC));
        // Igor until 7, Ana from then on, Carla from 8, Diego from 9
        assert_eq!(today.count(), 7 + 6 + 5 + 4);
        let sunday = hours
            .iter()
            .filter(|one| one.hour.to_offset(UtcOffset::UTC).date() == time::macros::date!(2026 - 11 - 22));
        assert!(sunday.clone().count() > 0 && sunday.clone().all(|one| !one.person.starts_with("ana")));
    }

    #[test]
    fn whoever_answered_was_at_work_and_the_hours_cost_what_they_should() {
        let town = enlace_simulator::subscribers(2026, 2_000);
        let now = datetime!(2026-11-28 16:00 UTC);
        let past = enlace_simulator::past(2026, &town, 30, now);
        let there: HashSet<(String, OffsetDateTime)> =
            shifts(31, now).into_iter().map(|one| (one.person, one.hour)).collect();
        let hour = |at: OffsetDateTime| at - Duration::seconds(at.unix_timestamp().rem_euclid(3_600));
        let whole = |at: OffsetDateTime| hour(at).replace_nanosecond(0).unwrap();
        let mut worked = HashSet::new();
        for one in &past {
            let person = format!("{}@fibracerrado.example", one.person);
            for at in one.answered.into_iter().chain([one.closed]) {
                let hour = whole(at);
                if hour + Duration::HOUR <= now {
                    assert!(there.contains(&(person.clone(), hour)), "{one:?}");
                    worked.insert((person.clone(), hour));
                }
            }
        }
        // what a conversation costs, beside the 15 BRL it is said to have cost before
        let cost = (f64::from(u32::try_from(worked.len()).unwrap()) * 25.0 + 9_400.0)
            / f64::from(u32::try_from(past.len()).unwrap());
        assert!(worked.len() <= there.len() && (5.0..14.0).contains(&cost), "{cost}");
    }
}
