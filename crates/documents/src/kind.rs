//! What a file is: by its bytes, and only between kinds of text by its name.

use std::io::Cursor;

use zip::ZipArchive;

/// What can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text, with or without Markdown's signs.
    Markdown,
    /// A web page.
    Html,
    /// A PDF.
    Pdf,
    /// A document of Word; also one that a password closes.
    Word,
    /// A zip of files.
    Archive,
    /// Anything else.
    Other,
}

/// PDF's mark may come after other bytes (ISO 32000-1, annex H, 3.4.1).
const PDF_WITHIN: usize = 1024;

/// What this file is.
#[must_use]
pub fn kind(name: &str, bytes: &[u8]) -> Kind {
    let head = bytes.get(..PDF_WITHIN).unwrap_or(bytes);
    if head.windows(5).any(|part| part == b"%PDF-") {
        return Kind::Pdf;
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return of_zip(bytes);
    }
    // the container of old Word, and of a new document that a password closes ([MS-CFB], 2.2)
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return Kind::Word;
    }
    let has_ending = |endings: &[&str]| {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        ending.is_some_and(|ending| endings.contains(&ending.as_str()))
    };
    let begin = String::from_utf8_lossy(head)
        .trim_start_matches('\u{feff}')
        .trim_start()
        .to_ascii_lowercase();
    if begin.starts_with("<!doctype html") || begin.starts_with("<html") || has_ending(&["html", "htm", "xhtml"]) {
        return Kind::Html;
    }
    if has_ending(&["md", "markdown", "mdown", "txt"]) || (begin.starts_with("---") && !bytes.contains(&0)) {
        return Kind::Markdown;
    }
    Kind::Other
}

/// A document of Word is a zip, too; so are spreadsheets, which are not read.
fn of_zip(bytes: &[u8]) -> Kind {
    let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return Kind::Archive;
    };
    if archive.index_for_name("word/document.xml").is_some() {
        Kind::Word
    } else if archive.index_for_name("[Content_Types].xml").is_some() {
        Kind::Other
    } else {
        Kind::Archive
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_come_before_the_name() {
        for (name, bytes, expected) in [
            ("a.md", &b"%PDF-1.7"[..], Kind::Pdf),
            ("a.pdf", b"\xff\xd8\xff\xe0", Kind::Other),
            ("a.txt", b"<!DOCTYPE html><p>x", Kind::Html),
            ("a.md", b"# Luz", Kind::Markdown),
            ("a", b"---\ntitle: x\n---\n", Kind::Markdown),
            ("a.docx", b"PK\x03\x04", Kind::Archive),
            ("a.exe", b"MZ", Kind::Other),
        ] {
            assert_eq!(kind(name, bytes), expected, "{name}");
        }
    }
}
