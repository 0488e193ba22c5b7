//! Pictures and documents of articles: what is taken, and how a text names them.

use crate::{ArticleFileId, FileRefusal, media::Display};

/// Where they are served, before their id. A text names a file by this address.
pub const FILES_AT: &str = "/knowledge/files/";
/// Largest one, in bytes: many read it on a phone, over a poor line.
pub const LARGEST: u64 = 10 * 1024 * 1024;
/// An id is written with so many letters.
const ID_LENGTH: usize = 36;
/// The folder of an archive of articles in which their files lie.
const PACKED_IN: &str = "arquivos/";
/// How an article in an archive names it: each lies in the folder of its category.
const PACKED_AT: &str = "../arquivos/";

/// Whether a file of this type and size is taken: pictures that every browser draws, and PDF.
///
/// # Errors
/// [`FileRefusal`].
pub fn check(content_type: &str, bytes: u64) -> Result<(), FileRefusal> {
    if bytes == 0 {
        Err(FileRefusal::Empty)
    } else if Display::of(content_type) != Display::Image && content_type != "application/pdf" {
        Err(FileRefusal::Type)
    } else if bytes > LARGEST {
        Err(FileRefusal::TooLarge { limit: LARGEST })
    } else {
        Ok(())
    }
}

/// Whether an address is that of a file of an article.
#[must_use]
pub fn is_file_address(address: &str) -> bool {
    let id = address.strip_prefix(FILES_AT);
    id.is_some_and(|id| id.len() == ID_LENGTH && id.parse::<ArticleFileId>().is_ok())
}

/// The files that a text names, each once, in their order.
#[must_use]
pub fn named_in(text: &str) -> Vec<ArticleFileId> {
    let mut files = Vec::new();
    for (at, address) in text.match_indices(FILES_AT) {
        let from = at + address.len();
        let id = text.get(from..from + ID_LENGTH).and_then(|id| id.parse().ok());
        if let Some(id) = id.filter(|id| !files.contains(id)) {
            files.push(id);
        }
    }
    files
}

/// What a file is called in an archive of articles.
#[must_use]
pub fn packed_name(id: ArticleFileId, content_type: &str) -> String {
    let ending = match content_type {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        "image/gif" => "gif",
        "application/pdf" => "pdf",
        _ => "bin",
    };
    format!("{PACKED_IN}{id}.{ending}")
}

/// Which file of an article a file of an archive is, whatever folders the archive was put into; `None` for others.
#[must_use]
pub fn packed_file(name: &str) -> Option<ArticleFileId> {
    let at = name.rfind(PACKED_IN).filter(|at| {
        let before = name.get(..*at).unwrap_or_default();
        before.is_empty() || before.ends_with('/')
    });
    let last = name.get(at? + PACKED_IN.len()..)?;
    packed_id(last)
        .filter(|(_, length)| *length == last.len())
        .map(|(id, _)| id)
}

/// A text as an archive holds it, where these files lie beside it.
#[must_use]
pub fn packed(text: &str, files: &[(ArticleFileId, String)]) -> String {
    files.iter().fold(text.to_owned(), |text, (id, name)| {
        text.replace(&format!("{FILES_AT}{id}"), &format!("../{name}"))
    })
}

/// A text of an archive as the desk holds it.
#[must_use]
pub fn unpacked(text: &str) -> String {
    let mut own = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(PACKED_AT) {
        let (before, from) = (&rest[..at], &rest[at + PACKED_AT.len()..]);
        own.push_str(before);
        rest = match packed_id(from) {
            Some((id, length)) => {
                own.push_str(FILES_AT);
                own.push_str(&id.to_string());
                &from[length..]
            }
            None => {
                own.push_str(PACKED_AT);
                from
            }
        };
    }
    own.push_str(rest);
    own
}

/// The id that a name in an archive begins with, and how long the name is.
fn packed_id(from: &str) -> Option<(ArticleFileId, usize)> {
    let id = from.get(..ID_LENGTH)?.parse().ok()?;
    let ending = from.get(ID_LENGTH..)?.strip_prefix('.')?;
    let letters = ending.bytes().take_while(u8::is_ascii_lowercase).count();
    (2..=4).contains(&letters).then_some((id, ID_LENGTH + 1 + letters))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        let (one, two) = (ArticleFileId::new(), ArticleFileId::new());
        let names = [
            (one, packed_name(one, "image/png")),
            (two, packed_name(two, "application/pdf")),
        ];
        let text = format!("![a]({FILES_AT}{one}) e [b]({FILES_AT}{two}), ../arquivos/ e ../arquivos/x.png");
        let there = packed(&text, &names);
        assert!(there.starts_with(&format!("![a](../arquivos/{one}.png) e [b](../arquivos/{two}.pdf), ")));
        assert_eq!(unpacked(&there), text);
        assert_eq!(packed_file(&names[0].1), Some(one));
        assert_eq!(packed_file(&format!("enlace/{}", names[1].1)), Some(two));
        for name in [
            "arquivos/a.md".to_owned(),
            format!("{one}.png"),
            format!("x{}", names[0].1),
        ] {
            assert_eq!(packed_file(&name), None, "{name}");
        }
    }

    #[test]
    fn pictures_and_pdfs_of_a_size_are_taken() {
        assert_eq!(check("image/png", LARGEST), Ok(()));
        assert_eq!(check("application/pdf", 1), Ok(()));
        assert_eq!(check("image/png", 0), Err(FileRefusal::Empty));
        assert_eq!(
            check("image/png", LARGEST + 1),
            Err(FileRefusal::TooLarge { limit: LARGEST })
        );
        for other in ["image/svg+xml", "text/html", "video/mp4", "application/zip", ""] {
            assert_eq!(check(other, 1), Err(FileRefusal::Type), "{other}");
        }
    }

    #[test]
    fn files_are_named_by_their_address() {
        let (one, two) = (ArticleFileId::new(), ArticleFileId::new());
        let text =
            format!("![a]({FILES_AT}{one}) [b]({FILES_AT}{two})![c]({FILES_AT}{one}) {FILES_AT}x {FILES_AT}ação");
        assert_eq!(named_in(&text), [one, two]);
        assert!(is_file_address(&format!("{FILES_AT}{one}")));
        for strange in [
            format!("{FILES_AT}{one}/x"),
            FILES_AT.to_owned(),
            format!("//x{FILES_AT}{one}"),
        ] {
            assert!(!is_file_address(&strange), "{strange}");
        }
    }
}
