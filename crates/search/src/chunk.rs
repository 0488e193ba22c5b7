//! Cuts an article into passages: one for each heading, and a long one at its paragraphs, or within what has none.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::cutter::Cutter;

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

/// The passages of an article in their order. A heading without text is not one.
#[must_use]
pub fn chunks(markdown: &str) -> Vec<Chunk> {
    let mut cutter = Cutter::default();
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(tag) => open(&mut cutter, markdown, &tag, &range),
            Event::End(tag) => close(&mut cutter, markdown, tag, &range),
            Event::Text(text) | Event::Code(text) => cutter.words(markdown, &text, range),
            Event::SoftBreak | Event::HardBreak => cutter.space(" "),
            _ => {}
        }
    }
    cutter.end(markdown, markdown.len());
    cutter.chunks
}

fn open(cutter: &mut Cutter, markdown: &str, tag: &Tag<'_>, range: &Range<usize>) {
    match tag {
        Tag::Heading { level, .. } => cutter.open_heading(markdown, range.start, *level as usize),
        Tag::List(_) | Tag::BlockQuote(_) => cutter.depth += 1,
        Tag::Table(_) => {
            cutter.depth += 1;
            cutter.table_head = Some(range.start..range.start);
        }
        Tag::TableRow => {
            // the head ends where the first row begins
            if let Some(head) = &mut cutter.table_head
                && head.start == head.end
            {
                head.end = range.start;
            }
        }
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) => {
            cutter.inside += 1;
        }
        _ => {}
    }
}

fn close(cutter: &mut Cutter, markdown: &str, tag: TagEnd, range: &Range<usize>) {
    match tag {
        TagEnd::Heading(_) => cutter.close_heading(range.end),
        TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::Table => {
            cutter.depth = cutter.depth.saturating_sub(1);
            if tag == TagEnd::Table {
                cutter.table_head = None;
            }
            cutter.pause(markdown, range.end);
        }
        TagEnd::Paragraph => cutter.pause(markdown, range.end),
        TagEnd::TableCell => cutter.space("\n"),
        TagEnd::Item => {
            cutter.space("\n");
            cutter.mark(range.end, None);
        }
        TagEnd::TableRow => {
            cutter.space("\n");
            cutter.mark(range.end, cutter.table_head.clone());
        }
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => {
            cutter.inside = cutter.inside.saturating_sub(1);
        }
        TagEnd::CodeBlock => {
            cutter.inside = cutter.inside.saturating_sub(1);
            cutter.mark(range.end, None);
        }
        _ => {}
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
