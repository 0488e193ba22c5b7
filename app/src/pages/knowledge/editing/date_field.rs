//! A day, as a date field writes and reads it.

use time::{Date, macros::format_description};

/// A day as a date field writes it.
pub(super) fn day_text(day: Option<Date>) -> String {
    day.and_then(|day| day.format(format_description!("[year]-[month]-[day]")).ok())
        .unwrap_or_default()
}

/// A date field's day: `Some(None)` where it is empty, `None` where it is no day.
#[expect(
    clippy::option_option,
    reason = "an empty field is a good answer, and no day is none"
)]
pub(super) fn day(text: &str) -> Option<Option<Date>> {
    if text.is_empty() {
        return Some(None);
    }
    Date::parse(text, format_description!("[year]-[month]-[day]"))
        .ok()
        .map(Some)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn a_date_field_is_read_as_it_is_written() {
        assert_eq!(day(""), Some(None));
        assert_eq!(
            day(&day_text(Some(date!(2026 - 12 - 31)))),
            Some(Some(date!(2026 - 12 - 31)))
        );
        assert_eq!(day("31/12/2026"), None);
        assert_eq!(day_text(None), "");
    }
}
