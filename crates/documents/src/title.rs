//! What an article is called: by the head, else by the heading that stands above all others, else by its file.

use enlace_domain::article::TITLE_MAX;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A heading, and where it stands.
struct Heading {
    level: usize,
    words: String,
    end: usize,
    /// Nothing stands above it.
    first: bool,
}

/// The title, and the text. A heading that is the title and the first line goes: the title stands above the text anyway.
pub(super) fn of(said: Option<&str>, markdown: &str, file: &str) -> (String, String) {
    if let Some(said) = said.filter(|said| !said.trim().is_empty()) {
        return (cut(said), markdown.to_owned());
    }
    let headings = headings(markdown);
    let top = headings.iter().map(|heading| heading.level).min();
    let mut tops = headings.iter().filter(|heading| Some(heading.level) == top);
    let alone = match (tops.next(), tops.next()) {
        (Some(heading), None) => Some(heading),
        _ => None,
    };
    let without = |heading: &Heading| markdown.get(heading.end..).unwrap_or_default().trim_start().to_owned();
    match alone.filter(|heading| heading.words.chars().count() >= 3) {
        Some(heading) if heading.first && !without(heading).is_empty() => (cut(&heading.words), without(heading)),
        Some(heading) => (cut(&heading.words), markdown.to_owned()),
        None => (by_file(file), markdown.to_owned()),
    }
}

fn headings(markdown: &str) -> Vec<Heading> {
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let mut headings: Vec<Heading> = Vec::new();
    let mut within = false;
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                within = true;
                headings.push(Heading {
                    level: level as usize,
                    words: String::new(),
                    end: range.end,
                    first: markdown.get(..range.start).unwrap_or_default().trim().is_empty(),
                });
            }
            Event::End(TagEnd::Heading(_)) => within = false,
            Event::Text(words) | Event::Code(words) if within => {
                if let Some(heading) = headings.last_mut() {
                    heading.words.push_str(&words);
                }
            }
            _ => {}
        }
    }
    headings
}

/// `pasta/segunda_via.pdf` is "Segunda via".
fn by_file(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let name = name.rsplit_once('.').map_or(name, |(name, _)| name);
    let name = name.replace(['_', '-'], " ");
    let mut letters = name.trim().chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    let title: String = first.into_iter().chain(letters.map(String::from)).collect();
    if title.chars().count() < 3 {
        format!("Documento {title}").trim_end().to_owned()
    } else {
        cut(&title)
    }
}

fn cut(title: &str) -> String {
    title
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(TITLE_MAX)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_text(markdown: &str) -> (String, String) {
        of(None, markdown, "pasta/segunda_via-boleto.pdf")
    }

    fn pair(title: &str, text: &str) -> (String, String) {
        (title.to_owned(), text.to_owned())
    }

    #[test]
    fn the_heading_above_all_others_is_the_title() {
        assert_eq!(
            of_text("# Luz **LOS**\n\nTexto.\n\n## Um"),
            pair("Luz LOS", "Texto.\n\n## Um")
        );
        assert_eq!(
            of_text("Antes.\n\n## Luz\n\nTexto."),
            pair("Luz", "Antes.\n\n## Luz\n\nTexto.")
        );
    }

    #[test]
    fn of_several_none_is_and_the_file_names_it() {
        assert_eq!(
            of_text("## Um\n\n## Dois"),
            pair("Segunda via boleto", "## Um\n\n## Dois")
        );
        assert_eq!(of(None, "Texto", "x.md").0, "Documento X");
    }

    #[test]
    fn a_title_that_is_said_leaves_the_text_alone() {
        assert_eq!(
            of(Some("Luz"), "# Luz\n\nTexto.", "a.md"),
            pair("Luz", "# Luz\n\nTexto.")
        );
    }
}
