//! Articles of the knowledge base: what they are made of, and what is allowed there.

use serde::{Deserialize, Serialize};
use time::Date;

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
        /// A draft that nobody had published gave way to an older version.
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
/// Longest slug, in characters.
pub const SLUG_MAX: usize = 80;

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

    /// The fields in which two texts of an article differ.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<ArticleField> {
        [
            (ArticleField::Slug, self.slug != other.slug),
            (ArticleField::Category, self.category != other.category),
            (ArticleField::Audience, self.audience != other.audience),
            (ArticleField::Title, self.title != other.title),
            (ArticleField::Body, self.body != other.body),
            (ArticleField::AskedAs, self.asked_as != other.asked_as),
            (ArticleField::ValidFrom, self.valid_from != other.valid_from),
            (ArticleField::ValidUntil, self.valid_until != other.valid_until),
        ]
        .into_iter()
        .filter_map(|(field, differs)| differs.then_some(field))
        .collect()
    }

    /// Puts two changes of one text together, field by field: what `mine` and `theirs` have made of `base`. With it
    /// comes what they have changed. `None` where both have changed the same field to different things.
    #[must_use]
    pub fn merge(base: &Self, mine: &Self, theirs: &Self) -> Option<(Self, Vec<ArticleField>)> {
        let changed = base.differences(theirs);
        let apart = mine.differences(theirs);
        let both = base
            .differences(mine)
            .into_iter()
            .any(|field| changed.contains(&field) && apart.contains(&field));
        if both {
            return None;
        }
        let theirs_of = |field: ArticleField| changed.contains(&field);
        let pick = |field, mine: &String, theirs: &String| if theirs_of(field) { theirs } else { mine }.clone();
        let merged = Self {
            slug: pick(ArticleField::Slug, &mine.slug, &theirs.slug),
            category: pick(ArticleField::Category, &mine.category, &theirs.category),
            audience: if theirs_of(ArticleField::Audience) {
                theirs.audience
            } else {
                mine.audience
            },
            title: pick(ArticleField::Title, &mine.title, &theirs.title),
            body: pick(ArticleField::Body, &mine.body, &theirs.body),
            asked_as: pick(ArticleField::AskedAs, &mine.asked_as, &theirs.asked_as),
            valid_from: if theirs_of(ArticleField::ValidFrom) {
                theirs.valid_from
            } else {
                mine.valid_from
            },
            valid_until: if theirs_of(ArticleField::ValidUntil) {
                theirs.valid_until
            } else {
                mine.valid_until
            },
        };
        Some((merged, changed))
    }

    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_until.is_none_or(|until| day <= until)
    }
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

fn is_slug(text: &str) -> bool {
    text.len() <= SLUG_MAX
        && text.split('-').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

/// The slug of a title: accents folded, everything else but letters and digits a hyphen. Empty where nothing is left.
#[must_use]
pub fn slug_of(title: &str) -> String {
    let mut slug = String::new();
    for letter in title.chars().flat_map(char::to_lowercase).map(fold) {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() == SLUG_MAX {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}

fn fold(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ã' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn article() -> ArticleFields {
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
    fn a_slug_is_read_off_the_title() {
        assert_eq!(slug_of("Luz LOS vermelha: o que é?"), "luz-los-vermelha-o-que-e");
        assert_eq!(slug_of("  Instalação & ÇÃO "), "instalacao-cao");
        assert!(slug_of("!?").is_empty());
        assert!(is_slug(&slug_of(&"a b ".repeat(60))));
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
    fn two_changes_of_different_fields_go_together() {
        let base = article();
        let mine = ArticleFields {
            body: "Meu texto".to_owned(),
            ..article()
        };
        let theirs = ArticleFields {
            title: "Outro título".to_owned(),
            ..article()
        };
        let (merged, changed) = ArticleFields::merge(&base, &mine, &theirs).unwrap();
        assert_eq!(
            (merged.body.as_str(), merged.title.as_str()),
            ("Meu texto", "Outro título")
        );
        assert_eq!(changed, [ArticleField::Title]);
        let body = "Texto de outra pessoa".to_owned();
        assert_eq!(
            ArticleFields::merge(&base, &mine, &ArticleFields { body, ..article() }),
            None
        );
        let same = ArticleFields::merge(&base, &mine, &mine).unwrap();
        assert_eq!(same.0, mine);
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
