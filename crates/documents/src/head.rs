//! The head of a Markdown file: lines of `name: value` between two lines of `---`.
//!
//! Written so that YAML reads it, too: a value in double quotes is a string of JSON, which is one of YAML (YAML 1.2, 1.3).
//! What other programs write there and means nothing here is counted and left out.

use enlace_domain::article::{ArticleFields, ArticleState, Audience, is_category_key, slug_of};
use time::{Date, macros::format_description};

/// What a head says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The title.
    pub title: Option<String>,
    /// The name in addresses.
    pub slug: Option<String>,
    /// The key of the category.
    pub category: Option<String>,
    /// What that category is called.
    pub category_name: Option<String>,
    /// For whom.
    pub audience: Option<Audience>,
    /// The ways in which subscribers ask for it, a line each.
    pub asked_as: String,
    /// The first day on which it holds.
    pub valid_from: Option<Date>,
    /// The last day on which it holds.
    pub valid_until: Option<Date>,
    /// So many lines mean nothing here.
    pub unknown: u32,
}

/// How an article stood when it was written to a file: told to people, and not read again, for what is taken in is a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// How far its draft had come.
    pub state: ArticleState,
    /// The version that readers saw.
    pub version: Option<i32>,
}

impl Head {
    /// The head of a text, and the text below it. A text without one is all text.
    #[must_use]
    pub fn split(text: &str) -> (Self, String) {
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let parts = text
            .strip_prefix("---\n")
            .and_then(|rest| match rest.strip_prefix("---\n") {
                Some(body) => Some(("", body)),
                None => rest
                    .split_once("\n---\n")
                    .or_else(|| Some((rest.strip_suffix("\n---")?, ""))),
            });
        match parts {
            Some((head, body)) => (Self::read(head), body.trim_start_matches('\n').to_owned()),
            None => (Self::default(), text),
        }
    }

    fn read(lines: &str) -> Self {
        let mut head = Self::default();
        for line in lines.lines().filter(|line| !line.trim().is_empty()) {
            if head.take(line).is_none() {
                head.unknown = head.unknown.saturating_add(1);
            }
        }
        head
    }

    fn take(&mut self, line: &str) -> Option<()> {
        let (name, value) = line.split_once(':')?;
        let value = unquoted(value.trim())?;
        match name {
            "title" => self.title = Some(value),
            "slug" => self.slug = Some(value),
            "category" => {
                self.category = Some(value)
                    .filter(|key| is_category_key(key))
                    .or_else(|| self.category.take())
            }
            "category_name" => self.category_name = Some(value),
            "audience" => self.audience = Some(value.parse().ok()?),
            "asked_as" => {
                if !self.asked_as.is_empty() {
                    self.asked_as.push('\n');
                }
                self.asked_as.push_str(&value);
            }
            "valid_from" => self.valid_from = Some(day(&value)?),
            "valid_until" => self.valid_until = Some(day(&value)?),
            "state" | "version" => {}
            _ => return None,
        }
        Some(())
    }

    /// The fields of an article with this head. Its name in addresses is read off its title where the head has none.
    #[must_use]
    pub fn fields(&self, title: &str, body: &str) -> ArticleFields {
        let mut fields = ArticleFields {
            slug: self.slug.clone().unwrap_or_else(|| slug_of(title)),
            category: self.category.clone().unwrap_or_default(),
            audience: self.audience.unwrap_or(Audience::Subscriber),
            title: title.to_owned(),
            body: body.to_owned(),
            asked_as: self.asked_as.clone(),
            valid_from: self.valid_from,
            valid_until: self.valid_until,
        };
        if fields.flaw() == Some(enlace_domain::article::ArticleField::Slug) {
            fields.slug = Some(slug_of(title))
                .filter(|slug| !slug.is_empty())
                .unwrap_or_else(|| "documento".to_owned());
        }
        fields
    }
}

/// An article as a file that [`Head::split`] reads again.
#[must_use]
pub fn write_article(fields: &ArticleFields, category_name: &str, standing: Standing) -> String {
    let mut text = String::from("---\n");
    let mut line = |name: &str, value: &str| {
        text.push_str(name);
        text.push_str(": ");
        text.push_str(value);
        text.push('\n');
    };
    line("title", &quoted(&fields.title));
    line("slug", &fields.slug);
    line("category", &fields.category);
    line("category_name", &quoted(category_name));
    line("audience", fields.audience.as_str());
    for (name, day) in [("valid_from", fields.valid_from), ("valid_until", fields.valid_until)] {
        if let Some(day) = day {
            line(name, &day.to_string());
        }
    }
    for way in fields.ways_of_asking() {
        line("asked_as", &quoted(way));
    }
    line("state", standing.state.as_str());
    if let Some(version) = standing.version {
        line("version", &version.to_string());
    }
    text.push_str("---\n\n");
    text.push_str(&fields.body);
    text.push('\n');
    text
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn unquoted(value: &str) -> Option<String> {
    if value.starts_with('"') {
        return serde_json::from_str(value).ok();
    }
    let inner = value.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    Some(inner.map_or_else(|| value.to_owned(), |inner| inner.replace("''", "'")))
}

fn day(text: &str) -> Option<Date> {
    Date::parse(text, format_description!("[year]-[month]-[day]")).ok()
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn what_other_programs_write_is_counted_and_left_out() {
        let file = "\u{feff}---\r\ntitle: Luz LOS: o que é\r\ncategory: equipment\r\naudience: all\r\ntags:\r\n  - luz\r\nvalid_until: 2026-12-31\r\n---\r\n\r\n## Um\r\n";
        let (head, body) = Head::split(file);
        assert_eq!(head.title.as_deref(), Some("Luz LOS: o que é"));
        assert_eq!(head.category.as_deref(), Some("equipment"));
        assert_eq!((head.audience, head.valid_until), (None, Some(date!(2026 - 12 - 31))));
        assert_eq!((head.unknown, body.as_str()), (3, "## Um\n"));
    }

    #[test]
    fn a_rule_is_no_head() {
        assert_eq!(Head::split("---\nTexto.").1, "---\nTexto.");
        assert_eq!(Head::split("Um\n---\nDois").1, "Um\n---\nDois");
    }

    #[test]
    fn what_is_written_is_read_again() {
        let fields = ArticleFields {
            slug: "ola-mundo".to_owned(),
            category: "equipment".to_owned(),
            audience: Audience::Agents,
            title: "\"Olá\", disse: 'mundo' \\ #1".to_owned(),
            body: "---\n\n## Um\n\n    código".to_owned(),
            asked_as: "oi, mundo?\nquem \"é\"".to_owned(),
            valid_from: Some(date!(2026 - 01 - 02)),
            valid_until: None,
        };
        let standing = Standing {
            state: ArticleState::Published,
            version: Some(3),
        };
        let (head, body) = Head::split(&write_article(&fields, "Equipamentos", standing));
        assert_eq!(head.fields(head.title.as_deref().unwrap(), body.trim_end()), fields);
        assert_eq!((head.category_name.as_deref(), head.unknown), (Some("Equipamentos"), 0));
    }
}
