//! Gathers what the reader of an article says into passages, none of them longer than an embedder takes.
//!
//! A passage ends where a heading begins, and a long one at a paragraph. What has no such place in it for too long (a long
//! list, a table, one endless paragraph) is cut where an item, a row or a paragraph of it has ended, else behind a sentence,
//! else at a space, else between two characters.

use std::ops::Range;

use crate::Chunk;

/// A passage longer than this is cut at a paragraph, in characters: a vector says little about a long text.
const LONG: usize = 1_200;
/// No passage is longer, in bytes of its text. An API takes 8,192 tokens, which are never more than bytes, and title and
/// headings stand before the text.
const MOST: usize = 3_000;
/// Nor this one, which would be cut in the middle of bold words, a link or code: that is put off so far.
const UTMOST: usize = 2 * MOST;

/// What was read, and what is being gathered.
#[derive(Default)]
pub(crate) struct Cutter {
    pub(crate) chunks: Vec<Chunk>,
    /// How many lists, quotes and tables are open.
    pub(crate) depth: usize,
    /// How many stretches of bold words, links, code and their like are open.
    pub(crate) inside: usize,
    /// The head of the table that is being read, in the source.
    pub(crate) table_head: Option<Range<usize>>,
    /// The headings above, each with its level.
    above: Vec<(usize, String)>,
    /// The heading that is being read.
    heading: Option<(usize, String)>,
    /// Where the passage begins.
    start: usize,
    /// The head of the table whose later rows it begins with.
    head: Option<Range<usize>>,
    plain: String,
    /// The last good place to end it.
    last: Option<Boundary>,
}

/// A place where a passage may end.
struct Boundary {
    /// In the source.
    at: usize,
    /// In the passage's text.
    plain: usize,
    /// The head of the table whose rows go on behind it.
    head: Option<Range<usize>>,
}

impl Cutter {
    /// A heading of this level begins.
    pub(crate) fn open_heading(&mut self, markdown: &str, at: usize, level: usize) {
        self.end(markdown, at);
        self.heading = Some((level, String::new()));
    }

    /// It is over: what follows stands below it.
    pub(crate) fn close_heading(&mut self, at: usize) {
        if let Some((level, heading)) = self.heading.take() {
            self.above.retain(|(above, _)| *above < level);
            self.above.push((level, heading.trim().to_owned()));
        }
        self.start = at;
    }

    /// What stands between words.
    pub(crate) fn space(&mut self, text: &str) {
        match &mut self.heading {
            Some((_, heading)) => heading.push_str(text),
            None => self.plain.push_str(text),
        }
    }

    /// Words, with their place in the source.
    pub(crate) fn words(&mut self, markdown: &str, text: &str, range: Range<usize>) {
        if let Some((_, heading)) = &mut self.heading {
            heading.push_str(text);
            return;
        }
        let most = if self.inside == 0 { MOST } else { UTMOST };
        // what the source spells in another way (`&amp;`) is short, and not cut
        let found = markdown.get(range.clone()).and_then(|source| source.find(text));
        let mut at = range.start + found.unwrap_or(0);
        let mut rest = text;
        while self.plain.len() + rest.len() > most {
            if let Some(last) = self.last.take() {
                self.cut(markdown, last);
                continue;
            }
            let room = most.saturating_sub(self.plain.len());
            let said = if found.is_some() { fitting(rest, room) } else { None };
            let length = match said {
                Some(length) => length,
                // a new passage has more room
                None if !self.plain.is_empty() => 0,
                None if found.is_some() => rest.floor_char_boundary(room),
                None => break,
            };
            let (words, after) = rest.split_at(length);
            self.plain.push_str(words);
            at += length;
            self.end(markdown, at);
            rest = after;
        }
        self.plain.push_str(rest);
    }

    /// A paragraph is over: a long passage ends here.
    pub(crate) fn pause(&mut self, markdown: &str, at: usize) {
        self.space("\n");
        if self.depth == 0 && self.plain.chars().count() > LONG {
            self.end(markdown, at);
        } else {
            self.mark(at, None);
        }
    }

    /// An item, a row or a piece of code is over: a passage may end here.
    pub(crate) fn mark(&mut self, at: usize, head: Option<Range<usize>>) {
        if !self.plain.trim().is_empty() {
            self.last = Some(Boundary {
                at,
                plain: self.plain.len(),
                head,
            });
        }
    }

    /// The passage ends where it could have ended before, and what was said since begins the next.
    fn cut(&mut self, markdown: &str, last: Boundary) {
        let since = self.plain.split_off(last.plain);
        self.end(markdown, last.at);
        self.head = last.head;
        self.plain = since;
    }

    /// The passage ends here, and the next begins.
    pub(crate) fn end(&mut self, markdown: &str, at: usize) {
        let plain = self.plain.lines().map(str::trim).filter(|line| !line.is_empty());
        let plain = plain.collect::<Vec<_>>().join("\n");
        self.plain.clear();
        self.last = None;
        let head = self.head.take();
        if plain.is_empty() {
            return;
        }
        let heading: Vec<&str> = self.above.iter().map(|(_, heading)| heading.as_str()).collect();
        let source = |range: Range<usize>| markdown.get(range).unwrap_or_default().trim();
        let own = source(self.start..at);
        self.chunks.push(Chunk {
            heading: heading.join(" › "),
            markdown: head.map_or_else(|| own.to_owned(), |head| format!("{}\n{own}", source(head))),
            plain,
        });
        self.start = at;
    }
}

/// How much of the text fits, up to the end of a sentence or at least of a word; `None` where not even a word does.
fn fitting(text: &str, room: usize) -> Option<usize> {
    let text = &text[..text.floor_char_boundary(room)];
    let spaces = || {
        text.char_indices()
            .rev()
            .filter(|(_, letter)| letter.is_whitespace())
            .map(|(at, space)| (at, at + space.len_utf8()))
    };
    let sentence = spaces()
        .take_while(|(at, _)| *at >= text.len() / 2)
        .find(|(at, _)| text[..*at].ends_with(['.', '!', '?', ';', ':']));
    sentence.or_else(|| spaces().next()).map(|(_, after)| after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chunks;

    fn longest(found: &[Chunk]) -> usize {
        found.iter().map(|chunk| chunk.plain.len()).max().unwrap_or(0)
    }

    #[test]
    fn a_long_list_is_cut_between_its_items() {
        let items: String = (1..=200)
            .map(|number| format!("{number}. Passo número {number}: confira o cabo.\n"))
            .collect();
        let found = chunks(&format!("## Passos\n\n{items}\n\nDepois."));
        assert!(found.len() > 2 && longest(&found) <= MOST, "{}", longest(&found));
        assert!(found.iter().all(|chunk| chunk.heading == "Passos"));
        let lines: Vec<&str> = found.iter().flat_map(|chunk| chunk.plain.lines()).collect();
        assert_eq!(lines.len(), 201);
        assert_eq!(lines[41], "Passo número 42: confira o cabo.");
        let markdown: Vec<&str> = found.iter().flat_map(|chunk| chunk.markdown.lines()).collect();
        let markdown: Vec<&str> = markdown.into_iter().filter(|line| !line.is_empty()).collect();
        assert_eq!(markdown[41], "42. Passo número 42: confira o cabo.");
        assert_eq!(markdown.len(), 201);
    }

    #[test]
    fn a_long_table_is_cut_between_its_rows_and_each_part_has_its_head() {
        let rows: String = (1..=200)
            .map(|number| format!("| Plano {number} | {number}9,90 por mês |\n"))
            .collect();
        let found = chunks(&format!("| Plano | Preço |\n|---|---|\n{rows}\nFim."));
        assert!(longest(&found) <= MOST, "{}", longest(&found));
        let (last, parts) = found.split_last().unwrap();
        assert_eq!(last.markdown, "Fim.");
        assert!(parts.len() > 1);
        for chunk in parts {
            assert!(
                chunk.markdown.starts_with("| Plano | Preço |\n|---|---|\n| Plano "),
                "{}",
                chunk.markdown
            );
        }
        let shown: usize = parts
            .iter()
            .map(|chunk| chunk.markdown.matches(",90 por mês").count())
            .sum();
        assert_eq!(shown, 200);
    }

    #[test]
    fn an_endless_paragraph_is_cut_behind_sentences() {
        let text = "O técnico confere a conexão da fibra. ".repeat(400);
        let found = chunks(&text);
        assert!(found.len() > 4 && longest(&found) <= MOST, "{}", longest(&found));
        assert!(
            found
                .iter()
                .all(|chunk| chunk.plain.ends_with("fibra.") && chunk.markdown == chunk.plain)
        );
        assert_eq!(
            found
                .iter()
                .map(|chunk| chunk.plain.matches("fibra.").count())
                .sum::<usize>(),
            400
        );
    }

    #[test]
    fn words_without_a_space_are_cut_between_characters() {
        let found = chunks(&"ção".repeat(4_000));
        assert!(longest(&found) <= MOST);
        let letters: String = found.iter().map(|chunk| chunk.plain.as_str()).collect();
        assert_eq!(letters, "ção".repeat(4_000));
    }

    #[test]
    fn a_link_stays_whole_and_code_of_any_length_does_not_stay_one_passage() {
        let text = format!("{}[o nosso aplicativo](https://app.test)\n", "palavra ".repeat(374));
        let found = chunks(&text);
        let linked: Vec<&Chunk> = found
            .iter()
            .filter(|chunk| chunk.markdown.contains("app.test"))
            .collect();
        assert_eq!(linked.len(), 1);
        assert!(linked[0].markdown.contains("[o nosso aplicativo](https://app.test)"));
        let code = chunks(&format!("```\n{}\n```\n", "linha de um registro\n".repeat(2_000)));
        assert!(code.len() > 5 && longest(&code) <= UTMOST, "{}", longest(&code));
    }

    #[test]
    fn what_the_source_spells_in_another_way_is_not_lost() {
        let text = "Fibra &amp; rádio. ".repeat(500);
        let found = chunks(&text);
        assert!(found.len() > 1);
        assert_eq!(
            found
                .iter()
                .map(|chunk| chunk.plain.matches('&').count())
                .sum::<usize>(),
            500
        );
    }
}
