//! How many conversations are open at once, hour by hour: the same as the database's query gives
//! (`enlace_store::insight::at_work`).

use enlace_store::insight::{AtWork, HourFlow, Span};
use time::OffsetDateTime;

use super::{
    count::HOUR,
    facts::Facts,
    narrow::{When, micros, moment},
};

impl Facts {
    /// What is open at once in a span of whole hours. What happened before it is not looked at: all that was opened less all
    /// that was closed was open.
    pub(in super::super) fn at_work(&self, span: Span) -> AtWork {
        let before = Span {
            from: OffsetDateTime::UNIX_EPOCH,
            to: span.from,
        };
        let [opened, closed] =
            [When::Opened, When::Closed].map(|when| i64::try_from(self.within(when, before).len()).unwrap_or(i64::MAX));
        let first = micros(span.from).div_euclid(HOUR);
        let hours = usize::try_from(micros(span.to).div_euclid(HOUR) - first).unwrap_or_default();
        // what was opened and closed, and what was left of the hour
        let mut flows = vec![([0_i64; 2], 0_i64); hours];
        for (which, (when, change)) in [(When::Opened, 1), (When::Closed, -1)].into_iter().enumerate() {
            for at in self
                .within(when, span)
                .iter()
                .filter_map(|place| when.of(self.at(*place)))
            {
                let hour = usize::try_from(at.div_euclid(HOUR) - first).ok();
                if let Some((times, rest)) = hour.and_then(|hour| flows.get_mut(hour)) {
                    times[which] += 1;
                    *rest += change * (HOUR - at.rem_euclid(HOUR));
                }
            }
        }
        let hours = (first..).zip(flows).filter(|(_, (times, _))| *times != [0, 0]);
        AtWork {
            open: opened - closed,
            hours: hours
                .map(|(hour, ([opened, closed], rest))| HourFlow {
                    hour: moment(hour * HOUR),
                    opened,
                    change: opened - closed,
                    rest,
                })
                .collect(),
        }
    }
}
