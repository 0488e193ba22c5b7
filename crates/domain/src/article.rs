//! Articles of the knowledge base: what they are made of, and what is allowed there.

mod merge;
mod slug;

use serde::{Deserialize, Serialize};
use time::Date;

use self::slug::is_slug;
pub use self::slug::{SLUG_MAX, slug_of};
use crate::queue::named_enum;

named_enum! {
    /// How far the draft of an article has come.
    ArticleState, "article state" {
        /// Being written.
        Draft = "draft",
        /// Written; somebody else is to read it.
        InReview = "in_review",
        /// The draft is what readers see.
        Published = "published",
    }
}

named_enum! {
    /// For whom an article is written.
    Audience, "audience" {
        /// Subscribers; agents read it, too, and may send it on.
        Subscriber = "subscriber",
        /// People of the desk only.
        Agents = "agents",
    }
}

named_enum! {
    /// Why a version was kept.
    VersionReason, "version reason" {
        /// It was published.
        Published = "published",
        /// An older version was brought back.
        Restored = "restored",
        /// A text that nobody had published gave way to another.
        SetAside = "set_aside",
    }
}

named_enum! {
    /// What came of an answer that automation gave from the knowledge base.
    AnswerOutcome, "answer outcome" {
        /// The subscriber said that it helped.
        Solved = "solved",
        /// The subscriber asked for a person.
        Person = "person",
        /// The subscriber said nothing: a person looks at it.
        Silence = "silence",
    }
}

named_enum! {
    /// A part of an article that an editor changes.
    ArticleField, "article field" {
        /// The name in the address.
        Slug = "slug",
        /// The category.
        Category = "category",
        /// For whom.
        Audience = "audience",
        /// The title.
        Title = "title",
        /// The text.
        Body = "body",
        /// How people ask for it.
        AskedAs = "asked_as",
        /// The first day.
        ValidFrom = "valid_from",
        /// The last day.
        ValidUntil = "valid_until",
    }
}

/// Longest title, in characters.
pub const TITLE_MAX: usize = 160;
/// Longest text, in characters of Markdown.
pub const BODY_MAX: usize = 100_000;
/// So many ways of asking an article has at most.
pub const ASKED_AS_MAX: usize = 40;
/// Longest way of asking, in characters.
pub const ASKED_MAX: usize = 160;

/// What an editor writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleFields {
    /// The name in addresses: lower-case letters, digits and single hyphens; unique.
    pub slug: String,
    /// The key of a category.
    pub category: String,
    /// For whom.
    pub audience: Audience,
    /// The title, without Markdown.
    pub title: String,
    /// Markdown; may be empty in a draft.
    pub body: String,
    /// How people ask for what it says, one way a line; searched, never shown for an answer.
    #[serde(default)]
    pub asked_as: String,
    /// The first day on which it holds, in Brasília; `None`: since ever.
    pub valid_from: Option<Date>,
    /// The last day on which it holds, in Brasília; `None`: for good.
    pub valid_until: Option<Date>,
}

impl ArticleFields {
    /// The first field that does not hold what a draft may hold.
    #[must_use]
    pub fn flaw(&self) -> Option<ArticleField> {
        let title = self.title.trim().chars().count();
        let ends_first = matches!((self.valid_from, self.valid_until), (Some(from), Some(until)) if until < from);
        if !(3..=TITLE_MAX).contains(&title) {
            Some(ArticleField::Title)
        } else if !is_slug(&self.slug) {
            Some(ArticleField::Slug)
        } else if self.body.chars().count() > BODY_MAX || self.body.contains('\0') {
            Some(ArticleField::Body)
        } else if !self.asked_as_fits() {
            Some(ArticleField::AskedAs)
        } else if ends_first {
            Some(ArticleField::ValidUntil)
        } else {
            None
        }
    }

    /// The ways of asking, each once, without empty lines.
    #[must_use]
    pub fn ways_of_asking(&self) -> Vec<&str> {
        let mut ways = Vec::new();
        for way in self.asked_as.lines().map(str::trim).filter(|way| !way.is_empty()) {
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
        ways
    }

    fn asked_as_fits(&self) -> bool {
        let ways = self.ways_of_asking();
        let fit = ways.iter().all(|way| way.chars().count() <= ASKED_MAX);
        fit && ways.len() <= ASKED_AS_MAX && !self.asked_as.contains('\0')
    }

    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_until.is_none_or(|until| day <= until)
    }
}

/// The keys of the categories that Enlace comes with.
const BUILT_IN: [&str; 3] = ["technical_troubleshooting", "plans_and_pricing", "billing_and_payments"];

/// Whether a category came with Enlace: its name can be changed as any other's, but it can't be removed.
#[must_use]
pub fn is_built_in_category(key: &str) -> bool {
    BUILT_IN.contains(&key)
}

/// Whether this may be the key of a category, as the database has it.
#[must_use]
pub fn is_category_key(text: &str) -> bool {
    (2..=40).contains(&text.len())
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    /// A draft without flaws.
    pub(super) fn article() -> ArticleFields {
        ArticleFields {
            slug: "luz-los".to_owned(),
            category: "technical_troubleshooting".to_owned(),
            audience: Audience::Subscriber,
            title: "Luz LOS".to_owned(),
            body: String::new(),
            asked_as: String::new(),
            valid_from: None,
            valid_until: None,
        }
    }

    #[test]
    fn the_flaw_is_named() {
        assert_eq!(article().flaw(), None);
        for slug in ["", "Luz", "luz los", "-luz", "luz-", "luz--los", "ação"] {
            let slug = slug.to_owned();
            assert_eq!(ArticleFields { slug, ..article() }.flaw(), Some(ArticleField::Slug));
        }
        let title = " x ".to_owned();
        assert_eq!(ArticleFields { title, ..article() }.flaw(), Some(ArticleField::Title));
        let backwards = ArticleFields {
            valid_from: Some(date!(2026 - 02 - 01)),
            valid_until: Some(date!(2026 - 01 - 31)),
            ..article()
        };
        assert_eq!(backwards.flaw(), Some(ArticleField::ValidUntil));
    }

    #[test]
    fn ways_of_asking_are_lines_and_few() {
        let asked = |asked_as: &str| ArticleFields {
            asked_as: asked_as.to_owned(),
            ..article()
        };
        let some = asked("  que luz é essa?\n\nluz vermelha\nluz vermelha \n");
        assert_eq!(some.ways_of_asking(), ["que luz é essa?", "luz vermelha"]);
        assert_eq!(some.flaw(), None);
        assert_eq!(asked(&"a".repeat(ASKED_MAX + 1)).flaw(), Some(ArticleField::AskedAs));
        let many: String = (0..=ASKED_AS_MAX).map(|at| format!("pergunta {at}\n")).collect();
        assert_eq!(asked(&many).flaw(), Some(ArticleField::AskedAs));
        assert_eq!(article().differences(&some), [ArticleField::AskedAs]);
        let theirs = ArticleFields {
            title: "Outro título".to_owned(),
            ..article()
        };
        let (merged, changed) = ArticleFields::merge(&article(), &some, &theirs).unwrap();
        assert_eq!((merged.asked_as, merged.title), (some.asked_as, theirs.title));
        assert_eq!(changed, [ArticleField::Title]);
    }

    #[test]
    fn both_ends_of_the_validity_belong_to_it() {
        let january = ArticleFields {
            valid_from: Some(date!(2026 - 01 - 01)),
            valid_until: Some(date!(2026 - 01 - 31)),
            ..article()
        };
        assert!(january.holds_on(date!(2026 - 01 - 01)) && january.holds_on(date!(2026 - 01 - 31)));
        assert!(!january.holds_on(date!(2025 - 12 - 31)) && !january.holds_on(date!(2026 - 02 - 01)));
        assert!(article().holds_on(date!(2026 - 01 - 01)));
        assert_eq!(
            january.differences(&article()),
            [ArticleField::ValidFrom, ArticleField::ValidUntil]
        );
    }
}
