//! Who was online in each hour of the day, against what was open at once.

use enlace_domain::view::{HourLoad, Load};
use enlace_store::{
    insight::{AtWork, BRASILIA, Span},
    presence,
};
use time::{Duration, OffsetDateTime};

use super::{Reading, span};
use crate::{Desk, DeskError};

/// Notes which agents have a page open; harmless twice a minute.
///
/// # Errors
/// The database's.
pub async fn note_online(desk: &Desk) -> Result<(), DeskError> {
    Ok(presence::note(&mut *desk.pool().acquire().await?).await?)
}

/// Capacity and load of the whole hours of a span of which it is known who was online.
pub(super) async fn load(reading: &mut Reading, asked: Span) -> Result<Load, DeskError> {
    let Some(known) = presence::first(reading.conn()).await? else {
        return Ok(Load::default());
    };
    let span = Span {
        from: asked.from.max(known),
        to: whole_hour(asked.to),
    };
    if span.from >= span.to {
        return Ok(Load::default());
    }
    let mut hours = vec![HourLoad::default(); 24];
    open_in(&mut hours, span, &reading.at_work(span).await?);
    for online in presence::hours(reading.conn(), span).await? {
        of(&mut hours, online.hour, |hour| {
            hour.minutes += online.minutes;
            hour.places += online.places;
        });
    }
    Ok(Load {
        days: Some(span::days(span)),
        hours,
    })
}

/// So many microseconds are a second.
const SECOND: i64 = 1_000_000;

/// Notes what was open in the hours of a span, what came in them, and how many they are.
fn open_in(hours: &mut [HourLoad], span: Span, found: &AtWork) {
    let mut flows = found.hours.iter().peekable();
    let mut open = found.open;
    // in microseconds until the end: what is left over of each hour would be lost
    let mut took = [0_i64; 24];
    let mut at = span.from;
    while at < span.to {
        let flow = flows.next_if(|flow| flow.hour == at);
        let in_hour = open * 3_600 * SECOND + flow.map_or(0, |flow| flow.rest);
        open += flow.map_or(0, |flow| flow.change);
        of(hours, at, |hour| {
            hour.days += 1;
            hour.opened += flow.map_or(0, |flow| flow.opened);
        });
        if let Some(took) = took.get_mut(usize::from(at.to_offset(BRASILIA).hour())) {
            *took += in_hour;
        }
        at += Duration::HOUR;
    }
    for (hour, took) in hours.iter_mut().zip(took) {
        hour.open = took / SECOND;
    }
}

/// Changes the hour of the day in which a moment lies.
fn of(hours: &mut [HourLoad], at: OffsetDateTime, change: impl FnOnce(&mut HourLoad)) {
    if let Some(hour) = hours.get_mut(usize::from(at.to_offset(BRASILIA).hour())) {
        change(hour);
    }
}

/// When the hour of a moment began.
fn whole_hour(at: OffsetDateTime) -> OffsetDateTime {
    let into = Duration::seconds(at.unix_timestamp().rem_euclid(3_600)) + Duration::nanoseconds(at.nanosecond().into());
    at - into
}

/// The same as rows of the file: section, item, figure, value.
pub(super) fn rows(add: &mut impl FnMut(&str, &str, &str, Option<String>), load: &Load) {
    if let Some([first, last]) = load.days {
        add("capacity", "", "from", Some(first.to_string()));
        add("capacity", "", "to", Some(last.to_string()));
    }
    let decimal = |value: Option<f64>| value.map(|value| format!("{value:.2}").replace('.', ","));
    for (hour, figures) in load.hours.iter().enumerate() {
        let item = format!("{hour:02}h");
        add("capacity", &item, "opened", Some(figures.opened.to_string()));
        add("capacity", &item, "opened_mean", decimal(figures.arriving()));
        add("capacity", &item, "open_mean", decimal(figures.at_work()));
        add("capacity", &item, "agents_online_mean", decimal(figures.online()));
        add("capacity", &item, "limit_mean", decimal(figures.limit()));
        add("capacity", &item, "opened_each_agent_hour", decimal(figures.each()));
        add(
            "capacity",
            &item,
            "strain",
            figures.strain().as_str().map(str::to_owned),
        );
    }
}

#[cfg(test)]
mod tests {
    use enlace_store::insight::HourFlow;
    use time::macros::datetime;

    use super::*;

    #[test]
    fn what_is_open_is_counted_to_the_second() {
        let from = datetime!(2026-11-28 12:00 UTC);
        let span = Span {
            from,
            to: from + Duration::hours(25),
        };
        // two are open; at half past one a third comes, at half past two all are closed
        let flow = |hours, opened, change, rest: i64| HourFlow {
            hour: from + Duration::hours(hours),
            opened,
            change,
            rest: rest * 60 * SECOND,
        };
        let found = AtWork {
            open: 2,
            hours: vec![flow(1, 1, 1, 30), flow(2, 0, -3, -90)],
        };
        let mut hours = vec![HourLoad::default(); 24];
        open_in(&mut hours, span, &found);
        let minutes = |hour: usize| hours[hour].open / 60;
        assert_eq!([9, 10, 11, 12].map(minutes), [120, 150, 90, 0]);
        assert_eq!((hours[9].days, hours[10].days), (2, 1));
        assert_eq!([9, 10, 11].map(|hour: usize| hours[hour].opened), [0, 1, 0]);
    }

    #[test]
    fn an_hour_begins_with_its_first_nanosecond() {
        assert_eq!(
            whole_hour(datetime!(2026-11-28 12:59:59.999 UTC)),
            datetime!(2026-11-28 12:00 UTC)
        );
        assert_eq!(
            whole_hour(datetime!(2026-11-28 12:00 UTC)),
            datetime!(2026-11-28 12:00 UTC)
        );
    }
}
