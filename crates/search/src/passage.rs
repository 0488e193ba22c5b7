//! A passage of an article as the index holds it, and which passages a question may meet.

use enlace_domain::{ArticleId, article::Audience};
use time::Date;
use uuid::Uuid;

use crate::point::{ASKED, TEXT};

/// One passage, or a way of asking for an article.
#[derive(Clone, Debug)]
pub struct Passage {
    /// Names it in PostgreSQL.
    pub id: Uuid,
    /// Of a way of asking: the passage that stands for the article where none of its own is found. `None` of a passage.
    pub asked_for: Option<Uuid>,
    /// Of which article.
    pub article: ArticleId,
    /// Of which version of it. Whoever puts an article in without its vectors may say so by a negative number: the index
    /// keeps it and gives it back.
    pub version: i32,
    /// What is searched: title, headings and text, without Markdown.
    pub text: String,
    /// The vector of the text, of unit length, where there is an embedder.
    pub sense: Option<Vec<f32>>,
    /// The key of its category.
    pub category: String,
    /// For whom it is written.
    pub audience: Audience,
    /// The first day on which it holds, in Brasília.
    pub valid_from: Option<Date>,
    /// The last.
    pub valid_until: Option<Date>,
}

impl Passage {
    /// Its kind, as the index holds it.
    pub(crate) const fn kind(&self) -> &'static str {
        if self.asked_for.is_some() { ASKED } else { TEXT }
    }

    /// The passage that is shown where this is found.
    pub(crate) fn shown(&self) -> Uuid {
        self.asked_for.unwrap_or(self.id)
    }
}

/// Which passages a question may meet.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Only of this category.
    pub category: Option<String>,
    /// Only for this audience: what is written for agents is never sent to a subscriber.
    pub audience: Option<Audience>,
    /// Those that hold on this day, in Brasília.
    pub day: Date,
}

/// A day as a number that sorts: 2026-11-28 is 20261128.
#[must_use]
pub(crate) fn day_number(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(u8::from(day.month())) * 100 + i64::from(day.day())
}

/// Before every day.
pub(crate) const EVER: i64 = 0;
/// After every day.
pub(crate) const FOR_GOOD: i64 = 99_999_999;

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn days_sort_as_numbers() {
        assert_eq!(day_number(date!(2026 - 11 - 28)), 20_261_128);
        assert!(day_number(date!(2026 - 12 - 01)) < day_number(date!(2027 - 01 - 01)));
        assert!(EVER < day_number(date!(2026 - 01 - 01)) && day_number(date!(2026 - 01 - 01)) < FOR_GOOD);
    }
}
