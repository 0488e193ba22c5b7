//! Documents that are taken into the knowledge base: why one is refused, and what whoever takes it in should know.

use serde::{Deserialize, Serialize};

/// Largest file that is read, in bytes; also what a file of an archive may grow to.
pub const IMPORT_FILE_MAX: u64 = 20 * 1024 * 1024;
/// Most files in one archive.
pub const IMPORT_FILES_MAX: usize = 500;
/// Most pages of a PDF: an article of more is read by nobody.
pub const IMPORT_PAGES_MAX: u32 = 200;

/// Why a file becomes no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ImportRefusal {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is larger than is read.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// Bytes.
        limit: u64,
    },
    /// Neither Markdown, HTML, PDF, DOCX nor an archive of these.
    #[error("neither Markdown, HTML, PDF, DOCX nor a zip of these")]
    Type,
    /// It opens with a password only.
    #[error("protected by a password")]
    Locked,
    /// Its pages are pictures.
    #[error("its pages are pictures and hold no text")]
    NoText,
    /// It has more pages than are read.
    #[error("more than {limit} pages")]
    TooManyPages {
        /// Pages.
        limit: u32,
    },
    /// Its text is longer than an article may be.
    #[error("its text is longer than {limit} characters")]
    TooLong {
        /// Characters.
        limit: usize,
    },
    /// An archive with more files, or with more in them, than is read.
    #[error("more than {limit} files, or more in them than is read")]
    TooMuch {
        /// Files.
        limit: usize,
    },
    /// It is not what it says it is, or is broken.
    #[error("damaged: it can't be read")]
    Damaged,
    /// Reading it took too long.
    #[error("reading it takes too long")]
    TooSlow,
}

/// What was not taken over as it stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ImportWarning {
    /// So many pictures were left out.
    #[error("{0} pictures left out")]
    Pictures(u32),
    /// So many pages hold no text.
    #[error("{0} pages without text")]
    PagesWithoutText(u32),
    /// A PDF does not say what is a heading or a list: that was read off how it looks.
    #[error("headings and lists were read off the look of the pages")]
    ByLook,
    /// It names no encoding; its letters were read as those of Windows.
    #[error("read in the encoding of Windows")]
    WindowsLetters,
    /// So many lines of the head mean nothing here.
    #[error("{0} lines of the head left out")]
    HeadLines(u32),
    /// Another article has its name in addresses, and says something else.
    #[error("another article has its name in addresses: this one gets one of its own")]
    SlugTaken,
}
