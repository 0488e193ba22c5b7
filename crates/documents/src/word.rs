//! A document of Word made Markdown.

use enlace_domain::intake::{ImportRefusal, ImportWarning};
use undoc::{
    Block, Error, ErrorKind, HeadingLevel, ListInfo, ListType, Paragraph, ResourceType, render::RenderOptions,
};

use super::Text;

/// Reads it.
pub(super) fn read(bytes: &[u8]) -> Result<Text, ImportRefusal> {
    let mut document = undoc::parse_bytes(bytes).map_err(refusal)?;
    for section in &mut document.sections {
        styled(&mut section.content);
    }
    let options = RenderOptions::default().with_images(false).with_cleanup();
    let markdown = undoc::render::to_markdown(&document, &options).map_err(refusal)?;
    let pictures = document
        .resources
        .values()
        .filter(|part| part.resource_type == ResourceType::Image)
        .count();
    let warnings = match u32::try_from(pictures) {
        Ok(0) => Vec::new(),
        pictures => vec![ImportWarning::Pictures(pictures.unwrap_or(u32::MAX))],
    };
    Ok(Text { markdown, warnings })
}

/// What the names of Word's own styles say, which are English in every language (ECMA-376, 17.7.4.9): a title stands above
/// the headings, and a list may be one by its style alone.
fn styled(blocks: &mut [Block]) {
    let named = |paragraph: &Paragraph, name: &str| {
        let style = paragraph.style_name.as_deref().unwrap_or_default();
        style.to_ascii_lowercase().starts_with(name)
    };
    let has_title = blocks
        .iter()
        .any(|block| matches!(block, Block::Paragraph(paragraph) if named(paragraph, "title")));
    let mut number = 0;
    for block in blocks {
        let Block::Paragraph(paragraph) = block else {
            number = 0;
            continue;
        };
        if has_title && !named(paragraph, "title") {
            paragraph.heading = below(paragraph.heading);
        }
        let kind = match (&paragraph.list_info, named(paragraph, "list number")) {
            (Some(_), _) => continue,
            (None, true) => ListType::Numbered,
            (None, false) if named(paragraph, "list bullet") => ListType::Bullet,
            (None, false) => {
                number = 0;
                continue;
            }
        };
        number += 1;
        paragraph.list_info = Some(ListInfo {
            number: (kind == ListType::Numbered).then_some(number),
            list_type: kind,
            level: 0,
            marker_image: None,
        });
    }
}

/// One level further down.
const fn below(heading: HeadingLevel) -> HeadingLevel {
    match heading {
        HeadingLevel::None => HeadingLevel::None,
        HeadingLevel::H1 => HeadingLevel::H2,
        HeadingLevel::H2 => HeadingLevel::H3,
        HeadingLevel::H3 => HeadingLevel::H4,
        HeadingLevel::H4 => HeadingLevel::H5,
        HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
}

fn refusal(error: Error) -> ImportRefusal {
    match error.kind() {
        ErrorKind::Encrypted => ImportRefusal::Locked,
        ErrorKind::UnknownFormat | ErrorKind::UnsupportedFormat => ImportRefusal::Type,
        _ => ImportRefusal::Damaged,
    }
}
