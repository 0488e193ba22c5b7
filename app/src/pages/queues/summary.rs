//! The hours of a queue in one line.

use enlace_domain::opening::{OpenSpan, WEEKDAYS};

use crate::texts::QueuesTexts;

/// `seg a sex 8h-18h, sáb 8h-12h`; days that follow one another with the same hours stand together.
pub(super) fn summary(hours: &[OpenSpan], t: &QueuesTexts) -> String {
    if hours.is_empty() {
        return t.always_short.to_owned();
    }
    let open = WEEKDAYS
        .map(|weekday| (weekday, spans_of(hours, weekday, t)))
        .filter(|(_, spans)| !spans.is_empty())
        .collect::<Vec<_>>();
    open.chunk_by(|(day, spans), (next, others)| day + 1 == *next && spans == others)
        .filter_map(|days| {
            let ((first, spans), (last, _)) = (days.first()?, days.last()?);
            let (from, to) = ((t.short_weekday)(*first), (t.short_weekday)(*last));
            let names = match days.len() {
                1 => from.to_owned(),
                2 => format!("{from}{}{to}", t.and),
                _ => (t.days)(from, to),
            };
            Some(format!("{names} {spans}"))
        })
        .collect::<Vec<_>>()
        .join(", ")
}

fn spans_of(hours: &[OpenSpan], weekday: i16, t: &QueuesTexts) -> String {
    hours
        .iter()
        .filter(|span| span.weekday == weekday)
        .map(|span| format!("{}-{}", (t.hour)(span.opens), (t.hour)(span.closes)))
        .collect::<Vec<_>>()
        .join(t.and)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(weekdays: impl IntoIterator<Item = i16>, opens: i16, closes: i16) -> Vec<OpenSpan> {
        let span = |weekday| OpenSpan { weekday, opens, closes };
        weekdays.into_iter().map(span).collect()
    }

    #[test]
    fn days_with_the_same_hours_stand_together() {
        let t = &QueuesTexts::PT_BR;
        assert_eq!(summary(&[], t), "sempre");
        let week = [days(1..=5, 480, 1_080), days([6], 480, 750)].concat();
        assert_eq!(summary(&week, t), "seg a sex 8h-18h, sáb 8h-12h30");
        assert_eq!(
            summary(&week, &QueuesTexts::EN),
            "Mon to Fri 8:00-18:00, Sat 8:00-12:30"
        );
        assert_eq!(summary(&days([6, 7], 0, 1_440), t), "sáb e dom 0h-24h");
    }

    #[test]
    fn a_day_between_or_a_break_sets_days_apart() {
        let t = &QueuesTexts::PT_BR;
        assert_eq!(summary(&days([1, 3], 480, 720), t), "seg 8h-12h, qua 8h-12h");
        let with_break = [days([1, 2], 480, 720), days([1], 780, 1_080)].concat();
        assert_eq!(summary(&with_break, t), "seg 8h-12h e 13h-18h, ter 8h-12h");
    }
}
