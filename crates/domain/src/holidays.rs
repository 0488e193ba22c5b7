//! Holidays: those that were entered, and the national ones of a year by the law.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};
use time::{Date, Duration, Month};

/// The years that holidays may be of.
pub const HOLIDAY_YEARS: RangeInclusive<i32> = 2000..=2100;
/// The letters of a holiday's name.
pub const HOLIDAY_NAME: RangeInclusive<usize> = 2..=80;
/// Since this year 20 November is one of them (law 14.759/2023).
const BLACK_AWARENESS_SINCE: i32 = 2024;

/// A day on which queues with hours are closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// Which day, by Brasília's calendar.
    pub day: Date,
    /// What it is called.
    pub name: String,
}

/// Brazil's national holidays of a year, in order. Carnival and Corpus Christi are none by law.
#[must_use]
pub fn national_holidays(year: i32) -> Vec<Holiday> {
    let fixed = |month, day, name| (Date::from_calendar_date(year, month, day).ok(), name);
    let black_awareness = fixed(Month::November, 20, "Dia da Consciência Negra");
    let mut holidays: Vec<Holiday> = [
        fixed(Month::January, 1, "Confraternização Universal"),
        (
            easter(year).and_then(|easter| easter.checked_sub(Duration::days(2))),
            "Sexta-feira Santa",
        ),
        fixed(Month::April, 21, "Tiradentes"),
        fixed(Month::May, 1, "Dia do Trabalho"),
        fixed(Month::September, 7, "Independência do Brasil"),
        fixed(Month::October, 12, "Nossa Senhora Aparecida"),
        fixed(Month::November, 2, "Finados"),
        fixed(Month::November, 15, "Proclamação da República"),
    ]
    .into_iter()
    .chain((year >= BLACK_AWARENESS_SINCE).then_some(black_awareness))
    .chain([fixed(Month::December, 25, "Natal")])
    .filter_map(|(day, name)| {
        Some(Holiday {
            day: day?,
            name: name.to_owned(),
        })
    })
    .collect();
    // Good Friday may come after Tiradentes
    holidays.sort_by_key(|holiday| holiday.day);
    holidays
}

/// Easter Sunday, by the Gregorian computus (Meeus, Jones and Butcher); the earliest is 22 March.
fn easter(year: i32) -> Option<Date> {
    let golden = year % 19;
    let (century, rest) = (year / 100, year % 100);
    let moon = (century - (century + 8) / 25 + 1) / 3;
    let full_moon = (19 * golden + century - century / 4 - moon + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - full_moon - rest % 4) % 7;
    let late = (golden + 11 * full_moon + 22 * to_sunday) / 451;
    let days = full_moon + to_sunday - 7 * late;
    Date::from_calendar_date(year, Month::March, 22)
        .ok()?
        .checked_add(Duration::days(days.into()))
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn easter_is_where_the_calendars_have_it() {
        let known = [
            date!(2000 - 04 - 23),
            date!(2008 - 03 - 23),
            date!(2011 - 04 - 24),
            date!(2024 - 03 - 31),
            date!(2025 - 04 - 20),
            date!(2026 - 04 - 05),
            date!(2027 - 03 - 28),
            date!(2038 - 04 - 25),
            date!(2049 - 04 - 18),
            date!(2076 - 04 - 19),
        ];
        for sunday in known {
            assert_eq!(easter(sunday.year()), Some(sunday));
        }
    }

    #[test]
    fn a_year_has_its_ten_days_in_order() {
        let days: Vec<Date> = national_holidays(2026).iter().map(|holiday| holiday.day).collect();
        assert_eq!(
            days,
            [
                date!(2026 - 01 - 01),
                date!(2026 - 04 - 03),
                date!(2026 - 04 - 21),
                date!(2026 - 05 - 01),
                date!(2026 - 09 - 07),
                date!(2026 - 10 - 12),
                date!(2026 - 11 - 02),
                date!(2026 - 11 - 15),
                date!(2026 - 11 - 20),
                date!(2026 - 12 - 25),
            ]
        );
        for year in HOLIDAY_YEARS {
            let holidays = national_holidays(year);
            assert!(holidays.is_sorted_by_key(|holiday| holiday.day));
            assert!(
                holidays
                    .iter()
                    .all(|holiday| HOLIDAY_NAME.contains(&holiday.name.chars().count()))
            );
        }
    }

    #[test]
    fn the_day_of_black_awareness_is_one_by_its_law() {
        assert_eq!(national_holidays(2023).len(), 9);
        assert_eq!(national_holidays(2024).len(), 10);
    }
}
