//! The hours of a week as they are typed.

use enlace_domain::opening::{DAY_MINUTES, OpenSpan, SPANS_A_DAY, hours_field, impossible_day};
use leptos::prelude::*;

/// The fields of a span: its beginning and its end.
pub(super) type SpanFields = [RwSignal<String>; 2];

/// The fields of a weekday.
#[derive(Clone, Copy)]
pub(super) struct DayFields {
    /// Monday is 1, Sunday 7.
    pub(super) weekday: i16,
    /// The second counts where there is a break.
    pub(super) spans: [SpanFields; SPANS_A_DAY],
    /// Whether the day has a break.
    pub(super) has_break: RwSignal<bool>,
}

/// The fields of a week, from Monday on.
#[derive(Clone, Copy)]
pub(super) struct WeekFields(pub(super) [DayFields; 7]);

impl DayFields {
    fn new(weekday: i16) -> Self {
        Self {
            weekday,
            spans: [(); SPANS_A_DAY].map(|()| [(); 2].map(|()| RwSignal::new(String::new()))),
            has_break: RwSignal::new(false),
        }
    }

    fn fill(self, hours: &[OpenSpan]) {
        let mut day = hours.iter().filter(|span| span.weekday == self.weekday);
        let mut filled = 0;
        for [from, until] in self.spans {
            let span = day.next();
            filled += usize::from(span.is_some());
            from.try_set(span.map(|span| written(span.opens)).unwrap_or_default());
            until.try_set(span.map(|span| written(span.closes)).unwrap_or_default());
        }
        self.has_break.try_set(filled > 1);
    }

    /// Makes this day the same as another.
    fn copy(self, day: Self) {
        for ([from, until], [other_from, other_until]) in self.spans.into_iter().zip(day.spans) {
            from.set(other_from.get_untracked());
            until.set(other_until.get_untracked());
        }
        self.has_break.set(day.has_break.get_untracked());
    }

    /// What is typed; `None` where a span lacks its beginning or its end.
    fn read(self) -> Option<Vec<OpenSpan>> {
        let shown = if self.has_break.get_untracked() { SPANS_A_DAY } else { 1 };
        let mut spans = Vec::new();
        for [from, until] in self.spans.into_iter().take(shown) {
            let (from, until) = (from.get_untracked(), until.get_untracked());
            if from.is_empty() && until.is_empty() {
                continue;
            }
            let closes = minutes(&until)?;
            spans.push(OpenSpan {
                weekday: self.weekday,
                opens: minutes(&from)?,
                // nothing ends where the day begins: that is the midnight after it
                closes: if closes == 0 { DAY_MINUTES } else { closes },
            });
        }
        Some(spans)
    }
}

impl WeekFields {
    /// The fields, with these hours in them.
    pub(super) fn new(hours: &[OpenSpan]) -> Self {
        let week = Self([1, 2, 3, 4, 5, 6, 7].map(DayFields::new));
        week.fill(hours);
        week
    }

    /// Writes these hours into the fields.
    pub(super) fn fill(self, hours: &[OpenSpan]) {
        for day in self.0 {
            day.fill(hours);
        }
    }

    /// Makes Tuesday to Friday the same as Monday.
    pub(super) fn copy_monday(self) {
        let [monday, rest @ ..] = self.0;
        for day in rest.into_iter().filter(|day| day.weekday <= 5) {
            day.copy(monday);
        }
    }

    /// What is typed, or the field that is wrong: that of a weekday, or `hours` where no day has any.
    pub(super) fn read(self) -> Result<Vec<OpenSpan>, &'static str> {
        let mut hours = Vec::new();
        for day in self.0 {
            hours.extend(day.read().ok_or(hours_field(day.weekday))?);
        }
        if let Some(weekday) = impossible_day(&hours) {
            return Err(hours_field(weekday));
        }
        if hours.is_empty() {
            return Err("hours");
        }
        Ok(hours)
    }
}

/// Minutes after midnight as a time field holds them.
fn written(minutes: i16) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

/// What a time field holds, in minutes after midnight.
fn minutes(text: &str) -> Option<i16> {
    let mut parts = text.split(':').map(|part| part.parse::<i16>().ok());
    let (hours, minutes) = (parts.next()??, parts.next()??);
    ((0..24).contains(&hours) && (0..60).contains(&minutes)).then_some(hours * 60 + minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_it_is_written() {
        assert_eq!(minutes(&written(510)), Some(510));
        assert_eq!(minutes("18:00:00"), Some(1_080));
        assert_eq!(minutes(&written(DAY_MINUTES)), Some(0));
        for nonsense in ["", "8", "24:00", "08:60", "-1:00", "oito:00"] {
            assert_eq!(minutes(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn a_week_is_read_as_it_was_filled() {
        let owner = Owner::new();
        owner.set();
        let span = |weekday, opens, closes| OpenSpan { weekday, opens, closes };
        let hours = vec![span(1, 480, 720), span(1, 780, 1_080), span(6, 480, DAY_MINUTES)];
        let week = WeekFields::new(&hours);
        assert_eq!(week.read(), Ok(hours));
        week.copy_monday();
        assert_eq!(week.read().map(|hours| hours.len()), Ok(11));

        let [monday, ..] = week.0;
        monday.spans[0][1].set(String::new());
        assert_eq!(week.read(), Err("hours_1"), "half a span");
        monday.spans[0][1].set("07:00".to_owned());
        assert_eq!(week.read(), Err("hours_1"), "it ends before it begins");
        week.fill(&[]);
        assert_eq!(week.read(), Err("hours"), "no hours are not always");
    }
}
