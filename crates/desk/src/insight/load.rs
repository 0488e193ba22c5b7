//! Who was online in each hour of the day, against what came.

use enlace_domain::view::{HourLoad, InsightFilter, Load};
use enlace_store::{
    insight::{BRASILIA, Span},
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
    let mut at = span.from;
    while at < span.to {
        of(&mut hours, at, |hour| hour.days += 1);
        at += Duration::HOUR;
    }
    for online in presence::hours(reading.conn(), span).await? {
        of(&mut hours, online.hour, |hour| {
            hour.minutes += online.minutes;
            hour.places += online.places;
        });
    }
    for came in reading.volume(span, &InsightFilter::default()).await? {
        of(&mut hours, came.hour, |hour| hour.opened += came.opened);
    }
    Ok(Load {
        days: Some(span::days(span)),
        hours,
    })
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
        add("capacity", &item, "agents_online_mean", decimal(figures.online()));
        add("capacity", &item, "limit_mean", decimal(figures.limit()));
        add("capacity", &item, "opened_each_agent_hour", decimal(figures.each()));
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

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
