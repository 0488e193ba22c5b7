//! Cuts an article into passages: one for each heading, and a long one at its paragraphs.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A passage of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// The headings above it, from the outermost in; empty before the first.
    pub heading: String,
    /// Its text as Markdown, without the heading.
    pub markdown: String,
    /// Its text without Markdown.
    pub plain: String,
}

/// A passage longer than this is cut at a paragraph, in characters: a vector says little about a long text.
const LONG: usize = 1_200;

/// The passages of an article in their order. A heading without text is not one.
#[must_use]
pub fn chunks(markdown: &str) -> Vec<Chunk> {
    let mut cutter = Cutter::default();
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let mut depth = 0_usize;
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                cutter.end(markdown, range.start);
                cutter.heading = Some((level as usize, String::new()));
            }
            Event::End(TagEnd::Heading(_)) => cutter.begin(range.end),
            Event::Start(Tag::List(_) | Tag::BlockQuote(_) | Tag::Table(_)) => depth += 1,
            Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::Table) => {
                depth = depth.saturating_sub(1);
                cutter.pause(markdown, range.end, depth);
            }
            Event::End(TagEnd::Paragraph) => cutter.pause(markdown, range.end, depth),
            Event::End(TagEnd::Item | TagEnd::TableCell | TagEnd::TableRow) => cutter.say("\n"),
            Event::Text(text) | Event::Code(text) => cutter.say(&text),
            Event::SoftBreak | Event::HardBreak => cutter.say(" "),
            _ => {}
        }
    }
    cutter.end(markdown, markdown.len());
    cutter.chunks
}

#[derive(Default)]
struct Cutter {
    chunks: Vec<Chunk>,
    /// The headings above, each with its level.
    above: Vec<(usize, String)>,
    /// The heading that is being read.
    heading: Option<(usize, String)>,
    /// Where the passage begins.
    start: usize,
    plain: String,
}

impl Cutter {
    fn say(&mut self, text: &str) {
        match &mut self.heading {
            Some((_, heading)) => heading.push_str(text),
            None => self.plain.push_str(text),
        }
    }

    /// A heading is over: what follows stands below it.
    fn begin(&mut self, at: usize) {
        if let Some((level, heading)) = self.heading.take() {
            self.above.retain(|(above, _)| *above < level);
            self.above.push((level, heading.trim().to_owned()));
        }
        self.start = at;
    }

    /// A paragraph is over: a long passage ends here.
    fn pause(&mut self, markdown: &str, at: usize, depth: usize) {
        self.plain.push('\n');
        if depth == 0 && self.plain.chars().count() > LONG {
            self.end(markdown, at);
            self.start = at;
        }
    }

    fn end(&mut self, markdown: &str, at: usize) {
        let plain = self.plain.lines().map(str::trim).filter(|line| !line.is_empty());
        let plain = plain.collect::<Vec<_>>().join("\n");
        self.plain.clear();
        if plain.is_empty() {
            return;
        }
        let heading: Vec<&str> = self.above.iter().map(|(_, heading)| heading.as_str()).collect();
        self.chunks.push(Chunk {
            heading: heading.join(" › "),
            markdown: markdown.get(self.start..at).unwrap_or_default().trim().to_owned(),
            plain,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_heading_is_a_passage() {
        let found = chunks(
            "Antes.\n\n## Luz LOS\n\nA luz **LOS** vermelha.\n\n### O que fazer\n\n1. Confira o cabo.\n2. Espere.\n\n## Visita\n\nNo mesmo dia.\n",
        );
        let said: Vec<(&str, &str)> = found
            .iter()
            .map(|chunk| (chunk.heading.as_str(), chunk.plain.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                ("", "Antes."),
                ("Luz LOS", "A luz LOS vermelha."),
                ("Luz LOS › O que fazer", "Confira o cabo.\nEspere."),
                ("Visita", "No mesmo dia."),
            ]
        );
        assert_eq!(found[1].markdown, "A luz **LOS** vermelha.");
        assert_eq!(found[2].markdown, "1. Confira o cabo.\n2. Espere.");
    }

    #[test]
    fn a_long_passage_is_cut_between_paragraphs_and_nothing_is_lost() {
        let paragraph = "palavra ".repeat(80);
        let text = format!("## Longo\n\n{paragraph}\n\n{paragraph}\n\n{paragraph}\n\n{paragraph}\n\nfim");
        let found = chunks(&text);
        assert!(found.len() > 1 && found.iter().all(|chunk| chunk.heading == "Longo"));
        let words: usize = found.iter().map(|chunk| chunk.plain.split_whitespace().count()).sum();
        assert_eq!(words, 4 * 80 + 1);
    }

    #[test]
    fn an_empty_article_has_none() {
        assert!(chunks("").is_empty());
        assert!(chunks("# Só um título\n\n## E outro").is_empty());
    }
}
