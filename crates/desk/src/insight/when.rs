//! When conversations are opened: by hour of today, by hour of the week, day by day.

use std::collections::HashMap;

use enlace_domain::view::{HourFigure, Step, StepFigure};
use enlace_store::insight::{BRASILIA, HourVolume, Span, Today};
use time::{Date, Duration, OffsetDateTime, Weekday};

use super::span::days;

/// So many days of today's weekday make its usual band.
const BAND: i64 = 8;
/// Most weeks of the season.
const SEASON: i64 = 12;

/// What [`hours`] and [`season`] need to be given.
pub(super) fn past(today: Today) -> Span {
    Span {
        from: today.began - Duration::weeks(SEASON),
        to: today.at,
    }
}

/// The 24 hours of today, each against the last eight days of the same weekday on which the desk was running.
pub(super) fn hours(volume: &[HourVolume], today: Today, first: Option<OffsetDateTime>) -> Vec<HourFigure> {
    let opened: HashMap<OffsetDateTime, i64> = volume.iter().map(|hour| (hour.hour, hour.opened)).collect();
    let count =
        |day: OffsetDateTime, hour: i64| opened.get(&(day + Duration::hours(hour))).copied().unwrap_or_default();
    let usual: Vec<OffsetDateTime> = (1..=BAND)
        .map(|back| today.began - Duration::weeks(back))
        .filter(|day| first.is_some_and(|first| *day >= first))
        .collect();
    (0..24)
        .map(|hour| {
            let mut counts: Vec<i64> = usual.iter().map(|day| count(*day, hour)).collect();
            HourFigure {
                today: (hour <= i64::from(today.hour)).then(|| count(today.began, hour)),
                low: quartile(&mut counts, 1),
                high: quartile(&mut counts, 3),
            }
        })
        .collect()
}

/// Interpolated as PostgreSQL's `percentile_cont` does; `None` of nothing.
fn quartile(counts: &mut [i64], quarters: usize) -> Option<f64> {
    counts.sort_unstable();
    let place = counts.len().checked_sub(1)? * quarters;
    let low = *counts.get(place / 4)?;
    let high = counts.get(place / 4 + 1).copied().unwrap_or(low);
    #[expect(clippy::cast_precision_loss, reason = "counts of conversations are far below 2^52")]
    let (low, step, part) = (low as f64, (high - low) as f64, (place % 4) as f64 / 4.0);
    Some(low + step * part)
}

/// Conversations of each hour of the week on average, over the whole weeks before today, twelve at most; Monday first.
pub(super) fn season(volume: &[HourVolume], today: Today, first: Option<OffsetDateTime>) -> Vec<f64> {
    let season = Span {
        from: today.began - Duration::weeks(SEASON),
        to: today.began,
    };
    let Span { from, to } = whole_weeks(season, first);
    let weeks = (to - from).whole_weeks();
    let mut counts = [0_i64; 7 * 24];
    for hour in volume.iter().filter(|hour| hour.hour >= from && hour.hour < to) {
        let at = hour.hour.to_offset(BRASILIA);
        let place = usize::from(at.weekday().number_days_from_monday()) * 24 + usize::from(at.hour());
        if let Some(count) = counts.get_mut(place) {
            *count += hour.opened;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of conversations are far below 2^52")]
    let means = counts.iter().map(|count| *count as f64 / weeks.max(1) as f64).collect();
    means
}

/// What hours of the week are counted over: a span throughout which the desk was running, or the whole weeks at its end in
/// which it was. Empty without one.
pub(super) fn whole_weeks(span: Span, first: Option<OffsetDateTime>) -> Span {
    let first = first.unwrap_or(span.to);
    if first <= span.from {
        return span;
    }
    let weeks = (span.to - first).whole_weeks().max(0);
    Span {
        from: span.to - Duration::weeks(weeks),
        ..span
    }
}

/// How long the steps of a trend are where nobody has chosen: more than a quarter of bars is a smear.
pub(super) fn step(span: Span) -> Step {
    let [first, last] = days(span);
    if (last - first).whole_days() > 92 {
        Step::Week
    } else {
        Step::Day
    }
}

/// Conversations opened in each step of a span, beside those of the days it is compared with, one day with one day.
pub(super) fn trend(volumes: [&[HourVolume]; 2], spans: [Span; 2], step: Step) -> Vec<StepFigure> {
    let [opened, before] = volumes.map(by_day);
    let [[first, last], [other, _]] = spans.map(days);
    let mut steps: Vec<StepFigure> = Vec::new();
    for place in 0..=(last - first).whole_days() {
        let day = first + Duration::days(place);
        let on = |days: &HashMap<Date, i64>, day: Date| days.get(&day).copied().unwrap_or_default();
        let (opened, before) = (on(&opened, day), on(&before, other + Duration::days(place)));
        let begins = match step {
            Step::Day => true,
            Step::Week => day.weekday() == Weekday::Monday,
            Step::Month => day.day() == 1,
        };
        match steps.last_mut().filter(|_| !begins) {
            Some(step) => {
                step.last = day;
                step.opened += opened;
                step.before += before;
            }
            None => steps.push(StepFigure {
                day,
                last: day,
                opened,
                before,
            }),
        }
    }
    steps
}

fn by_day(volume: &[HourVolume]) -> HashMap<Date, i64> {
    let mut days = HashMap::new();
    for hour in volume {
        *days.entry(hour.hour.to_offset(BRASILIA).date()).or_default() += hour.opened;
    }
    days
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::{super::span::begin, *};

    // a Wednesday, half past noon
    const TODAY: Today = Today {
        at: datetime!(2026-11-25 15:30 UTC),
        day: date!(2026 - 11 - 25),
        hour: 12,
        began: datetime!(2026-11-25 03:00 UTC),
    };

    fn opened(hour: OffsetDateTime, opened: i64) -> HourVolume {
        HourVolume { hour, opened }
    }

    #[test]
    fn today_is_measured_against_days_on_which_the_desk_ran() {
        let volume = [
            opened(datetime!(2026-11-11 13:00 UTC), 8),
            opened(datetime!(2026-11-18 13:00 UTC), 4),
            opened(datetime!(2026-11-25 13:00 UTC), 3),
        ];
        let hours = hours(&volume, TODAY, Some(datetime!(2026-11-10 20:00 UTC)));
        assert_eq!(
            hours[10],
            HourFigure {
                today: Some(3),
                low: Some(5.0),
                high: Some(7.0)
            }
        );
        assert_eq!((hours[12].today, hours[13].today), (Some(0), None));
        assert_eq!(hours[9].high, Some(0.0));
    }

    #[test]
    fn a_season_is_of_whole_weeks() {
        let volume = [
            opened(datetime!(2026-11-16 13:00 UTC), 6),
            opened(datetime!(2026-11-23 13:00 UTC), 2),
            opened(datetime!(2026-11-25 13:00 UTC), 9),
        ];
        let season = season(&volume, TODAY, Some(datetime!(2026-11-10 20:00 UTC)));
        assert_eq!(season[10], 4.0, "Mondays at ten, of two weeks; today is none of them");
        assert_eq!(season.iter().sum::<f64>(), 4.0);
    }

    #[test]
    fn weeks_in_which_the_desk_began_are_not_whole() {
        let span = Span {
            from: datetime!(2026-11-01 03:00 UTC),
            to: TODAY.began,
        };
        let from = |first| whole_weeks(span, first).from;
        assert_eq!(from(Some(datetime!(2026-10-31 12:00 UTC))), span.from, "no week is cut");
        assert_eq!(
            from(Some(datetime!(2026-11-10 20:00 UTC))),
            TODAY.began - Duration::weeks(2)
        );
        assert_eq!(from(Some(datetime!(2026-11-24 20:00 UTC))), span.to);
        assert_eq!(from(None), span.to);
    }

    #[test]
    fn days_stand_beside_those_they_are_compared_with() {
        let span = |from, to| Span { from, to };
        let volume = [
            opened(datetime!(2026-11-25 02:00 UTC), 5),
            opened(datetime!(2026-11-25 03:00 UTC), 1),
        ];
        let before = [opened(datetime!(2026-11-22 03:00 UTC), 7)];
        let spans = [
            span(datetime!(2026-11-24 03:00 UTC), TODAY.at),
            span(datetime!(2026-11-22 03:00 UTC), datetime!(2026-11-23 15:30 UTC)),
        ];
        let by = |step| {
            let steps = trend([&volume, &before], spans, step);
            steps.iter().map(|step| (step.opened, step.before)).collect::<Vec<_>>()
        };
        assert_eq!(by(Step::Day), [(5, 7), (1, 0)]);
        assert_eq!(by(Step::Month), [(6, 7)]);
        let steps = trend([&volume, &before], spans, Step::Week);
        assert_eq!((steps.len(), begin(steps[0].day)), (1, datetime!(2026-11-24 03:00 UTC)));
    }
}
