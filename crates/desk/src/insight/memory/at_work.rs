//! How many conversations are open at once, hour by hour: the same as the database's query gives
//! (`enlace_store::insight::at_work`).

use enlace_store::insight::{HourFlow, Span};
use time::OffsetDateTime;

use super::{
    chosen::Chosen,
    count::HOUR,
    narrow::{When, micros, moment},
};

impl Chosen {
    /// How many were open when the span began, whatever the filter. Nothing before it is looked at: all that was opened less
    /// all that was closed was open.
    pub(super) fn open_before(&self) -> i64 {
        let before = Span {
            from: OffsetDateTime::UNIX_EPOCH,
            to: self.span.from,
        };
        let [opened, closed] = [When::Opened, When::Closed]
            .map(|when| i64::try_from(self.facts.within(when, before).len()).unwrap_or(i64::MAX));
        opened - closed
    }

    /// What was opened and closed in each hour, of a span of whole hours.
    pub(super) fn count_flows(&self) -> Vec<HourFlow> {
        let first = micros(self.span.from).div_euclid(HOUR);
        let hours = usize::try_from(micros(self.span.to).div_euclid(HOUR) - first).unwrap_or_default();
        // what was opened and closed, and what was left of the hour
        let mut flows = vec![([0_i64; 2], 0_i64); hours];
        for (which, (when, change)) in [(When::Opened, 1), (When::Closed, -1)].into_iter().enumerate() {
            for at in self.of(when).filter_map(|fact| when.of(fact)) {
                let hour = usize::try_from(at.div_euclid(HOUR) - first).ok();
                if let Some((times, rest)) = hour.and_then(|hour| flows.get_mut(hour)) {
                    times[which] += 1;
                    *rest += change * (HOUR - at.rem_euclid(HOUR));
                }
            }
        }
        let hours = (first..).zip(flows).filter(|(_, (times, _))| *times != [0, 0]);
        hours
            .map(|(hour, ([opened, closed], rest))| HourFlow {
                hour: moment(hour * HOUR),
                opened,
                change: opened - closed,
                rest,
            })
            .collect()
    }
}
