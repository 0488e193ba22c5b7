//! A PDF made Markdown. It says where letters stand, and not what is a heading or a list: that is read off its look.

use enlace_domain::intake::{IMPORT_PAGES_MAX, ImportRefusal, ImportWarning};
use unpdf::{Error, ErrorKind, ParseOptions, PdfParser, render::RenderOptions};

use super::Text;

/// Reads it, on this thread alone.
pub(super) fn read(bytes: &[u8]) -> Result<Text, ImportRefusal> {
    let parser = PdfParser::from_bytes_with_options(bytes, ParseOptions::new().sequential()).map_err(refusal)?;
    if parser.page_count() > IMPORT_PAGES_MAX {
        return Err(ImportRefusal::TooManyPages {
            limit: IMPORT_PAGES_MAX,
        });
    }
    let document = parser.parse().map_err(refusal)?;
    let bare = document
        .pages
        .iter()
        .filter(|page| page.plain_text().trim().is_empty())
        .count();
    if bare == document.pages.len() {
        return Err(ImportRefusal::NoText);
    }
    let options = RenderOptions::default();
    let markdown = unpdf::render::to_markdown(&document, &options).map_err(refusal)?;
    let mut warnings = vec![ImportWarning::ByLook];
    if bare > 0 {
        warnings.push(ImportWarning::PagesWithoutText(u32::try_from(bare).unwrap_or(u32::MAX)));
    }
    Ok(Text { markdown, warnings })
}

fn refusal(error: Error) -> ImportRefusal {
    match error.kind() {
        ErrorKind::Encrypted | ErrorKind::InvalidPassword => ImportRefusal::Locked,
        _ => ImportRefusal::Damaged,
    }
}
