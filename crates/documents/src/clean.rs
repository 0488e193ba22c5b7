//! What every text goes through, whatever it was read from.

use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1252};
use enlace_domain::{
    ArticleFileId,
    article_file::{is_file_address, named_in},
    intake::ImportWarning,
};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The letters of a text: as its first bytes say, else UTF-8, else those of Windows, in which old files are.
pub(super) fn decoded(bytes: &[u8]) -> (String, Vec<ImportWarning>) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let text = encoding
            .decode_without_bom_handling(bytes.get(mark..).unwrap_or_default())
            .0;
        return (text.into_owned(), Vec::new());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), Vec::new()),
        Err(_) => {
            let text: Cow<'_, str> = WINDOWS_1252.decode_without_bom_handling(bytes).0;
            (text.into_owned(), vec![ImportWarning::WindowsLetters])
        }
    }
}

/// One kind of line end, no control characters, and nothing before or behind the text.
pub(super) fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{c}'], "\n");
    let plain: String = text
        .chars()
        .filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t'))
        .collect();
    plain.trim_start_matches('\n').trim_end().to_owned()
}

/// What a converter wrote, with never more than one empty line.
pub(super) fn tidied(text: &str) -> String {
    let text = plain(text);
    let mut lines: Vec<&str> = text
        .lines()
        .map(|line| if line.trim().is_empty() { "" } else { line })
        .collect();
    lines.dedup_by(|line, before| line.is_empty() && before.is_empty());
    lines.join("\n")
}

/// The text with the words of its pictures in their place, and how many there were: they lie elsewhere, where their
/// address leads nobody from here. Those of our own articles stay, as an export names them.
pub(super) fn without_pictures(markdown: &str) -> (String, u32) {
    without(
        markdown,
        |tag| matches!(tag, Tag::Image { dest_url, .. } if !is_file_address(dest_url)),
    )
}

/// The text with their words in the place of the files of articles, pictures or not, that are not here; and how many of
/// them it named.
#[must_use]
pub fn without_files(markdown: &str, is_here: impl Fn(ArticleFileId) -> bool) -> (String, u32) {
    without(markdown, |tag| {
        let (Tag::Image { dest_url, .. } | Tag::Link { dest_url, .. }) = tag else {
            return false;
        };
        is_file_address(dest_url) && !named_in(dest_url).into_iter().all(&is_here)
    })
}

/// The text with their words in the place of the pictures and links that go, and how many went; what stands within one
/// goes with it.
fn without(markdown: &str, goes: impl Fn(&Tag<'_>) -> bool) -> (String, u32) {
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH);
    let mut text = String::with_capacity(markdown.len());
    let (mut from, mut gone) = (0, 0);
    // whether each of those that are open goes
    let mut open: Vec<bool> = Vec::new();
    for (event, range) in parser.into_offset_iter() {
        let within = open.last().copied().unwrap_or_default();
        match event {
            Event::Start(tag @ (Tag::Image { .. } | Tag::Link { .. })) => {
                let goes = goes(&tag);
                if goes && !within {
                    text.push_str(markdown.get(from..range.start).unwrap_or_default());
                    from = range.end;
                    gone += 1;
                }
                open.push(goes || within);
            }
            Event::End(TagEnd::Image | TagEnd::Link) => {
                open.pop();
            }
            Event::Text(words) | Event::Code(words) if within => text.push_str(&words),
            _ => {}
        }
    }
    text.push_str(markdown.get(from..).unwrap_or_default());
    (text, gone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_letters_are_read_and_said() {
        assert_eq!(decoded("ação".as_bytes()), ("ação".to_owned(), vec![]));
        let old = [b'a', 0xe7, 0xe3, b'o'];
        assert_eq!(decoded(&old), ("ação".to_owned(), vec![ImportWarning::WindowsLetters]));
        let wide: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("ão".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(decoded(&wide).0, "ão");
    }

    #[test]
    fn lines_are_tidied() {
        assert_eq!(
            tidied("\u{feff}\r\n\r\num\0\r\n \n\n\ndois  \n\n"),
            "\u{feff}\n\num\n\ndois"
        );
        assert_eq!(tidied("    código\n"), "    código");
    }

    #[test]
    fn a_picture_leaves_its_words() {
        let (text, pictures) =
            without_pictures("Veja ![a **luz**](luz.png) e [![x](y.png)](https://a.b).\n\n![](z.png)");
        assert_eq!((text.as_str(), pictures), ("Veja a luz e [x](https://a.b).\n\n", 3));
        let own = "![luz](/knowledge/files/0199d3a4-0000-7000-8000-000000000001)";
        assert_eq!(without_pictures(own), (own.to_owned(), 0));
    }

    #[test]
    fn files_that_are_not_here_leave_their_words() {
        let (here, gone) = (ArticleFileId::new(), ArticleFileId::new());
        let at = |id: ArticleFileId| format!("/knowledge/files/{id}");
        let text = format!(
            "![luz]({}) [o *manual*]({}) ![foto]({}) [x](https://a.b)",
            at(here),
            at(gone),
            at(gone)
        );
        let left = format!("![luz]({}) o manual foto [x](https://a.b)", at(here));
        assert_eq!(without_files(&text, |id| id == here), (left, 2));
    }
}
