//! How many write in an hour: one measure for the past that is made up and for the town that lives, so that a running day
//! goes on as the days before it went.

use time::Weekday;

/// Conversations that a subscriber begins a day, on average. Above a real provider's, so that something happens while
/// somebody watches.
const A_DAY: f64 = 0.08;
/// The hours of a provider's day, from midnight; the peak is after dinner.
const HOURS: [f64; 24] = [
    0.25, 0.14, 0.09, 0.07, 0.07, 0.1, 0.25, 0.6, 0.95, 1.15, 1.2, 1.15, 1.0, 1.05, 1.15, 1.15, 1.2, 1.3, 1.55, 1.9,
    1.9, 1.5, 0.9, 0.5,
];
/// Monday first.
const WEEKDAYS: [f64; 7] = [1.15, 1.05, 1.0, 1.0, 1.05, 0.95, 0.8];

/// How many of so many subscribers begin a conversation in an hour of Brasília's day, on average.
pub(super) fn an_hour(subscribers: f64, weekday: Weekday, hour: u8) -> f64 {
    let share = HOURS.get(usize::from(hour)).copied().unwrap_or_default() / HOURS.iter().sum::<f64>();
    let day = usize::from(weekday.number_days_from_monday());
    subscribers * A_DAY * share * WEEKDAYS.get(day).copied().unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_seven_times_the_day_and_evenings_are_its_peak() {
        let mut day = Weekday::Monday;
        let mut all = 0.0;
        for _ in 0..7 {
            all += (0..24).map(|hour| an_hour(1_000.0, day, hour)).sum::<f64>();
            day = day.next();
        }
        assert!((all - 7_000.0 * A_DAY).abs() < 1.0, "{all}");
        assert!(an_hour(1_000.0, Weekday::Monday, 20) > 10.0 * an_hour(1_000.0, Weekday::Monday, 3));
    }
}
