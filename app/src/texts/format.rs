//! Times, days and figures as people of each language write them.
//!
//! Takes the reader's offset from UTC as an argument: it asks no clock and no browser.

use time::{Date, Month, OffsetDateTime, UtcOffset};

use crate::texts::Locale;

/// Writes times, days and figures in one language.
#[derive(Clone, Copy, Debug)]
pub struct Format(Locale);

impl Format {
    /// For a language.
    #[must_use]
    pub const fn new(locale: Locale) -> Self {
        Self(locale)
    }

    /// The hour of a message: `14:02`. Brazilian desks read 24 hours in both languages.
    #[must_use]
    pub fn hour(self, at: OffsetDateTime, zone: UtcOffset) -> String {
        let at = at.to_offset(zone);
        format!("{:02}:{:02}", at.hour(), at.minute())
    }

    /// A day as a separator shows it: `Hoje`, `Ontem`, `22 de nov.`, and with the year where it is not this one.
    #[must_use]
    pub fn day(self, at: OffsetDateTime, now: OffsetDateTime, zone: UtcOffset) -> String {
        let day = at.to_offset(zone).date();
        let today = now.to_offset(zone).date();
        if day == today {
            return self.pick("Hoje", "Today").to_owned();
        }
        if Some(day) == today.previous_day() {
            return self.pick("Ontem", "Yesterday").to_owned();
        }
        self.date(day, day.year() != today.year())
    }

    /// When something happened, as short as it stays clear: `14:02` today, `Ontem 14:02`, then the day.
    #[must_use]
    pub fn moment(self, at: OffsetDateTime, now: OffsetDateTime, zone: UtcOffset) -> String {
        let day = at.to_offset(zone).date();
        let today = now.to_offset(zone).date();
        if day == today {
            self.hour(at, zone)
        } else if Some(day) == today.previous_day() {
            format!("{} {}", self.pick("Ontem", "Yesterday"), self.hour(at, zone))
        } else {
            self.date(day, day.year() != today.year())
        }
    }

    /// Month and year: `mar. 2021`.
    #[must_use]
    pub fn month(self, at: OffsetDateTime, zone: UtcOffset) -> String {
        let day = at.to_offset(zone).date();
        format!("{} {}", self.month_name(day.month()), day.year())
    }

    /// A count with its thousands apart: `2.000`, `2,000`.
    #[must_use]
    pub fn count(self, n: i64) -> String {
        let digits = n.unsigned_abs().to_string();
        let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
        if n < 0 {
            out.push('-');
        }
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                out.push(self.pick('.', ','));
            }
            out.push(digit);
        }
        out
    }

    /// A file's size: `340 kB`, `1,2 MB`.
    #[must_use]
    pub fn bytes(self, bytes: i64) -> String {
        let kilo = (bytes + 500) / 1_000;
        if kilo < 1_000 {
            return format!("{} kB", kilo.max(1));
        }
        let tenths = (bytes + 50_000) / 100_000;
        format!("{}{}{} MB", tenths / 10, self.pick(',', '.'), tenths % 10)
    }

    /// A share of one, as whole percent: `64 %`, `64%`.
    #[must_use]
    pub fn percent(self, share: f64) -> String {
        let whole = (share * 100.0).round();
        match self.0 {
            Locale::PtBr => format!("{whole} %"),
            Locale::En => format!("{whole}%"),
        }
    }

    /// A share of one in percent, with a decimal where it isn't whole: `84,6 %`, `85 %`.
    #[must_use]
    pub fn fine_percent(self, share: f64) -> String {
        let tenths = (share * 1_000.0).round();
        let value = self.decimal(tenths / 10.0, usize::from(tenths % 10.0 != 0.0));
        format!("{value}{}", self.pick(" %", "%"))
    }

    /// A span in minutes, for what is read at a glance: `<1 min`, `3 min`, `1 h 05`, `2 d`.
    #[must_use]
    pub fn span(self, seconds: i64) -> String {
        let minutes = seconds.abs() / 60;
        match minutes {
            0 => "<1 min".to_owned(),
            1..60 => format!("{minutes} min"),
            60..2_880 => format!("{} h {:02}", minutes / 60, minutes % 60),
            _ => format!("{} d", minutes / 1_440),
        }
    }

    /// A day in as few letters as it stays clear: `22 nov.`.
    #[must_use]
    pub fn short_day(self, day: Date) -> String {
        let month = self.month_name(day.month());
        match self.0 {
            Locale::PtBr => format!("{} {month}", day.day()),
            Locale::En => format!("{month} {}", day.day()),
        }
    }

    /// A measured duration, given in seconds: `28 s`, `4 min 05`, `1 h 12`, `3 d`.
    #[must_use]
    pub fn duration(self, seconds: f64) -> String {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "no duration here is longer than 2^52 seconds"
        )]
        let whole = seconds.max(0.0).round() as i64;
        match whole {
            0..60 => format!("{whole} s"),
            60..3_600 => format!("{} min {:02}", whole / 60, whole % 60),
            _ => self.span(whole),
        }
    }

    /// A figure between 0 and 1 in thousandths: `0,842`, `0.842`.
    #[must_use]
    pub fn thousandths(self, value: f64) -> String {
        self.decimal(value, 3)
    }

    /// A figure with so many decimals: `4,52`, `4.52`.
    #[must_use]
    pub fn decimal(self, value: f64, digits: usize) -> String {
        format!("{value:.digits$}").replace('.', self.pick(",", "."))
    }

    /// An amount in BRL, to the cent: `R$ 1.234,56`, `R$ 1,234.56`.
    #[must_use]
    pub fn money(self, amount: f64) -> String {
        #[expect(clippy::cast_possible_truncation, reason = "no amount here is beyond 2^52 cents")]
        let cents = (amount * 100.0).round() as i64;
        let sign = if cents < 0 { "-" } else { "" };
        let cents = cents.abs();
        format!(
            "{sign}R$\u{a0}{}{}{:02}",
            self.count(cents / 100),
            self.pick(',', '.'),
            cents % 100
        )
    }

    /// A figure of at most one decimal below ten, whole above: `3,4`, `1.017`.
    #[must_use]
    pub fn rounded(self, value: f64) -> String {
        #[expect(clippy::cast_possible_truncation, reason = "no figure here is beyond 2^52")]
        let (tenths, whole) = ((value * 10.0).round() as i64, value.round() as i64);
        if tenths.abs() >= 100 || tenths % 10 == 0 {
            return self.count(whole);
        }
        format!("{}{}{}", tenths / 10, self.pick(',', '.'), tenths % 10)
    }

    /// A day: `31 de dez.`, and with its year `31 de dez. de 2026`.
    #[must_use]
    pub fn date(self, day: Date, with_year: bool) -> String {
        let month = self.month_name(day.month());
        match (self.0, with_year) {
            (Locale::PtBr, false) => format!("{} de {month}", day.day()),
            (Locale::PtBr, true) => format!("{} de {month} de {}", day.day(), day.year()),
            (Locale::En, false) => format!("{month} {}", day.day()),
            (Locale::En, true) => format!("{month} {}, {}", day.day(), day.year()),
        }
    }

    fn month_name(self, month: Month) -> &'static str {
        const PT: [&str; 12] = [
            "jan.", "fev.", "mar.", "abr.", "mai.", "jun.", "jul.", "ago.", "set.", "out.", "nov.", "dez.",
        ];
        const EN: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        let place = usize::from(u8::from(month)) - 1;
        self.pick(PT, EN)[place]
    }

    fn pick<T>(self, pt: T, en: T) -> T {
        match self.0 {
            Locale::PtBr => pt,
            Locale::En => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::{datetime, offset};

    use super::*;

    const PT: Format = Format::new(Locale::PtBr);
    const EN: Format = Format::new(Locale::En);
    const ZONE: UtcOffset = offset!(-3);

    #[test]
    fn days_are_counted_where_the_reader_is() {
        let now = datetime!(2026-11-22 01:30 UTC); // still the 21st in Brazil
        assert_eq!(PT.day(datetime!(2026-11-21 04:00 UTC), now, ZONE), "Hoje");
        assert_eq!(PT.day(datetime!(2026-11-21 02:59 UTC), now, ZONE), "Ontem");
        assert_eq!(PT.day(datetime!(2026-11-02 12:00 UTC), now, ZONE), "2 de nov.");
        assert_eq!(EN.day(datetime!(2025-03-02 12:00 UTC), now, ZONE), "Mar 2, 2025");
    }

    #[test]
    fn moments_grow_with_their_distance() {
        let now = datetime!(2026-11-22 18:00 UTC);
        assert_eq!(PT.moment(datetime!(2026-11-22 17:02 UTC), now, ZONE), "14:02");
        assert_eq!(PT.moment(datetime!(2026-11-21 17:02 UTC), now, ZONE), "Ontem 14:02");
        assert_eq!(EN.moment(datetime!(2026-10-21 17:02 UTC), now, ZONE), "Oct 21");
    }

    #[test]
    fn figures_read_as_people_write_them() {
        assert_eq!(PT.count(2_000), "2.000");
        assert_eq!(EN.count(-1_234_567), "-1,234,567");
        assert_eq!(PT.count(12), "12");
        assert_eq!(PT.percent(0.636), "64 %");
        assert_eq!(
            (PT.fine_percent(0.8456), PT.fine_percent(0.85), EN.fine_percent(0.846)),
            ("84,6 %".into(), "85 %".into(), "84.6%".into())
        );
        assert_eq!(
            (PT.fine_percent(1.0), PT.fine_percent(0.0)),
            ("100 %".into(), "0 %".into())
        );
        assert_eq!(
            (PT.span(20), PT.span(200), PT.span(3_900)),
            ("<1 min".into(), "3 min".into(), "1 h 05".into())
        );
    }
}
