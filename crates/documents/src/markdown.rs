//! A text with Markdown's signs, and the head that may stand above it.

use enlace_domain::intake::ImportRefusal;

use super::{Head, Text, clean::decoded};

/// Reads it. What a browser would run may stand in it: it is taken out whenever the text is drawn.
pub(super) fn read(bytes: &[u8]) -> Result<(Head, Text), ImportRefusal> {
    if bytes.contains(&0) && !bytes.starts_with(&[0xff, 0xfe]) && !bytes.starts_with(&[0xfe, 0xff]) {
        return Err(ImportRefusal::Type);
    }
    let (text, warnings) = decoded(bytes);
    let (head, markdown) = Head::split(&text);
    Ok((head, Text { markdown, warnings }))
}
