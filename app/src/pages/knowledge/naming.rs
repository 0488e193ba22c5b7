//! Files in the Markdown of an article: how one is named, put into the text and taken out of it.

use enlace_domain::{ArticleFileId, article_file::FILES_AT, view::ArticleFileView};

/// A file as Markdown names it.
pub(super) fn named(file: &ArticleFileView) -> String {
    let words: String = file
        .file_name
        .as_deref()
        .unwrap_or("arquivo")
        .replace(['[', ']', '\n'], " ");
    let words = if file.picture {
        words.rsplit_once('.').map_or(words.as_str(), |(name, _)| name)
    } else {
        words.as_str()
    };
    let sign = if file.picture { "!" } else { "" };
    format!("{sign}[{words}]({FILES_AT}{})", file.id)
}

/// The text with a piece at the cursor, which a browser counts in units of UTF-16, or at the end where there is none; and
/// where the cursor stands behind it.
pub(super) fn put_in(text: &str, cursor: Option<u32>, piece: &str) -> (String, u32) {
    let mut units = 0;
    let place = text.char_indices().find(|(_, letter)| {
        let here = units;
        units += letter.len_utf16();
        cursor.is_some_and(|cursor| here >= cursor as usize)
    });
    let place = place.map_or(text.len(), |(place, _)| place);
    let (before, after) = text.split_at(place);
    let space = |there: bool| if there { " " } else { "" };
    let left = space(before.chars().next_back().is_some_and(|letter| !letter.is_whitespace()));
    let right = space(after.chars().next().is_some_and(|letter| !letter.is_whitespace()));
    let before = format!("{before}{left}{piece}");
    let cursor = u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX);
    (format!("{before}{right}{after}"), cursor)
}

/// The text without the pieces that name a file, and without the lines that they leave empty.
pub(super) fn without(text: &str, file: ArticleFileId) -> String {
    let end = format!("]({FILES_AT}{file})");
    let mut kept: Vec<String> = Vec::new();
    for line in text.split('\n') {
        let mut line = line.to_owned();
        let mut found = false;
        while let Some(at) = line.find(&end) {
            let begin = line.get(..at).and_then(|before| before.rfind('[')).unwrap_or(at);
            let picture = line.get(..begin).is_some_and(|before| before.ends_with('!'));
            let from = begin - usize::from(picture);
            line.replace_range(from..at + end.len(), "");
            found = true;
            let (before, after) = line.split_at(from);
            if after.is_empty() {
                line.truncate(before.trim_end().len());
            } else if after.starts_with(' ') && before.ends_with(' ') {
                // of the two spaces around it one is enough
                line.remove(from);
            }
        }
        if !found {
            kept.push(line);
        } else if line.trim().is_empty() {
            // of the empty lines around it one is enough
            if kept.last().is_some_and(String::is_empty) {
                kept.pop();
            }
        } else {
            kept.push(line);
        }
    }
    kept.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id() -> ArticleFileId {
        "0199d3a4-0000-7000-8000-000000000001".parse().unwrap()
    }

    #[test]
    fn a_picture_is_shown_and_a_document_named() {
        let file = |picture, name: &str| ArticleFileView {
            id: id(),
            picture,
            file_name: Some(name.to_owned()),
            bytes: 1,
        };
        let address = format!("{FILES_AT}{}", id());
        assert_eq!(named(&file(true, "luz [los].png")), format!("![luz  los ]({address})"));
        assert_eq!(named(&file(false, "manual.pdf")), format!("[manual.pdf]({address})"));
    }

    #[test]
    fn it_stands_where_the_cursor_is() {
        let put = |text, cursor| put_in(text, cursor, "X");
        assert_eq!(put("ação fim", Some(4)), ("ação X fim".to_owned(), 6));
        assert_eq!(put("😀 fim", Some(3)), ("😀 X fim".to_owned(), 4));
        assert_eq!(put("fim", None), ("fim X".to_owned(), 5));
        assert_eq!(put("", Some(0)), ("X".to_owned(), 1));
        assert_eq!(put("um\n", Some(3)), ("um\nX".to_owned(), 4));
    }

    #[test]
    fn it_is_taken_out_wherever_it_stands() {
        let piece = format!("[luz 1]({FILES_AT}{})", id());
        assert_eq!(
            without(
                &format!("Veja !{piece} aqui.\n\n!{piece}\n\n- {piece} e [x](y)\n"),
                id()
            ),
            "Veja aqui.\n\n- e [x](y)\n"
        );
        assert_eq!(without(&format!("    - luz {piece}"), id()), "    - luz");
        assert_eq!(without("[a](b)  c", id()), "[a](b)  c");
    }
}
