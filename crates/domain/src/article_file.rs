//! Pictures and documents of articles: what is taken, and how a text names them.

use crate::{ArticleFileId, FileRefusal, media::Display};

/// Where they are served, before their id. A text names a file by this address.
pub const FILES_AT: &str = "/knowledge/files/";
/// Largest one, in bytes: many read it on a phone, over a poor line.
pub const LARGEST: u64 = 10 * 1024 * 1024;
/// An id is written with so many letters.
const ID_LENGTH: usize = 36;

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

#[cfg(test)]
mod tests {
    use super::*;

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
