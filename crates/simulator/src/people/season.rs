//! The shape of a provider's year in Goiás: months of rain and their storms, holidays, the yearly price rise, and a team
//! that learns.

use time::{Date, Month};

/// When contracts are adjusted to the prices, each year.
const RISE: (Month, u8) = (Month::June, 1);
/// For how many days the rise is talked about.
const TALK: f64 = 45.0;

/// National holidays with a fixed day (laws 662/1949, 6.802/1980 and 14.759/2023).
const HOLIDAYS: [(Month, u8); 9] = [
    (Month::January, 1),
    (Month::April, 21),
    (Month::May, 1),
    (Month::September, 7),
    (Month::October, 12),
    (Month::November, 2),
    (Month::November, 15),
    (Month::November, 20),
    (Month::December, 25),
];

/// Whether it is the time of rain, when lines fail more often.
pub(super) const fn rains(date: Date) -> bool {
    use Month::{December, February, January, March, November, October};
    matches!(date.month(), October | November | December | January | February | March)
}

/// One day in so many has a storm.
pub(super) const fn storm_every(date: Date) -> u32 {
    if rains(date) { 6 } else { 40 }
}

/// Whether shops and offices are closed.
pub(super) fn is_holiday(date: Date) -> bool {
    HOLIDAYS.contains(&(date.month(), date.day()))
}

/// How much the last price rise is on people's minds: 1 on its day, nothing after [`TALK`] days.
pub(super) fn talk_of_the_rise(date: Date) -> f64 {
    let this_year = Date::from_calendar_date(date.year(), RISE.0, RISE.1).ok();
    let days = this_year.map_or(-1, |rise| (date - rise).whole_days());
    if days < 0 {
        return 0.0;
    }
    (1.0 - f64::from(i32::try_from(days).unwrap_or(i32::MAX)) / TALK).max(0.0)
}

/// How much longer people waited than they do on the last day: the team has learnt, half of it in a year.
pub(super) fn waits(date: Date, last: Date) -> f64 {
    0.6f64.mul_add(years(date, last), 1.0)
}

/// How many people there were, beside the last day: the provider grows.
pub(super) fn people(date: Date, last: Date) -> f64 {
    1.0 / 0.15f64.mul_add(years(date, last), 1.0)
}

fn years(date: Date, last: Date) -> f64 {
    f64::from(i32::try_from((last - date).whole_days()).unwrap_or(0)).max(0.0) / 365.0
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn a_rise_is_talked_about_and_forgotten() {
        assert_eq!(talk_of_the_rise(date!(2026 - 05 - 31)), 0.0);
        assert_eq!(talk_of_the_rise(date!(2026 - 06 - 01)), 1.0);
        assert!(talk_of_the_rise(date!(2026 - 06 - 20)) < 0.6);
        assert_eq!(talk_of_the_rise(date!(2026 - 08 - 01)), 0.0);
    }

    #[test]
    fn the_past_waited_longer_and_had_fewer_people() {
        let last = date!(2026 - 11 - 28);
        assert_eq!(waits(last, last), 1.0);
        assert!(waits(date!(2025 - 11 - 28), last) > 1.5);
        assert!(people(date!(2025 - 11 - 28), last) < 0.9);
    }

    #[test]
    fn it_storms_in_the_rain() {
        assert!(storm_every(date!(2026 - 01 - 10)) < storm_every(date!(2026 - 07 - 10)));
        assert!(is_holiday(date!(2026 - 09 - 07)) && !is_holiday(date!(2026 - 09 - 08)));
    }
}
