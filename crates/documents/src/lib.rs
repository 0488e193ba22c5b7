//! Documents of people made articles: Markdown, HTML, PDF and DOCX read into Markdown, and archives of them taken apart
//! and put together.
//!
//! Pure computation, over files that nobody vouches for. What the parsers of others do with a mangled file is theirs: the
//! caller reads on a thread of its own, with [`STACK`] and for a limited time, and takes a panic for a damaged file.

mod archive;
mod clean;
mod head;
mod html;
mod kind;
mod markdown;
mod pdf;
mod title;
mod word;

pub use archive::{Packed, Packer, Unpacked, unpack};
pub use clean::without_files;
pub use head::{Head, Standing, write_article};
pub use kind::{Kind, kind};

use enlace_domain::{
    article::BODY_MAX,
    article_file::unpacked,
    intake::{IMPORT_FILE_MAX, ImportRefusal, ImportWarning},
};

/// The stack that a thread needs which reads documents: those who nest deeply make their parsers do so.
pub const STACK: usize = 64 * 1024 * 1024;

/// What a file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What stands in the file's head, where it has one.
    pub head: Head,
    /// The head's title, the first heading or the file's name.
    pub title: String,
    /// Its text.
    pub markdown: String,
    /// What was left out, or read in another way.
    pub warnings: Vec<ImportWarning>,
}

/// A text in Markdown, and what is to be said of it.
struct Text {
    markdown: String,
    warnings: Vec<ImportWarning>,
}

/// Reads a file that is no archive.
///
/// # Errors
/// [`ImportRefusal`].
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, ImportRefusal> {
    if bytes.is_empty() {
        return Err(ImportRefusal::Empty);
    }
    if bytes.len() as u64 > IMPORT_FILE_MAX {
        return Err(ImportRefusal::TooLarge { limit: IMPORT_FILE_MAX });
    }
    let mut head = Head::default();
    let mut text = match kind(name, bytes) {
        Kind::Pdf => pdf::read(bytes)?,
        Kind::Word => word::read(bytes)?,
        Kind::Html => html::read(bytes)?,
        Kind::Markdown => {
            let (found, mut text) = markdown::read(bytes)?;
            head = found;
            text.markdown = unpacked(&text.markdown);
            text
        }
        Kind::Archive | Kind::Other => return Err(ImportRefusal::Type),
    };
    if kind(name, bytes) != Kind::Markdown {
        text.markdown = clean::tidied(&text.markdown);
    }
    let (markdown, pictures) = clean::without_pictures(&clean::plain(&text.markdown));
    let (title, markdown) = title::of(head.title.as_deref(), &markdown, name);
    if markdown.trim().is_empty() {
        return Err(ImportRefusal::Empty);
    }
    if markdown.chars().count() > BODY_MAX {
        return Err(ImportRefusal::TooLong { limit: BODY_MAX });
    }
    let mut warnings = text.warnings;
    if pictures > 0 {
        warnings.push(ImportWarning::Pictures(pictures));
    }
    if head.unknown > 0 {
        warnings.push(ImportWarning::HeadLines(head.unknown));
    }
    Ok(Document {
        head,
        title,
        markdown,
        warnings,
    })
}
