//! Which files a linked device sends: those of WhatsApp itself, for Maytapi names none. Whatever is neither picture, film
//! nor sound goes as a document, whatever it is.

use crate::{FileAbility, MediaKind, provider::MEBIBYTE};

/// Longest caption, in characters: WhatsApp's own.
const CAPTION: usize = 1_024;

/// The files.
pub(super) const FILES: &[FileAbility] = &[
    FileAbility {
        kind: MediaKind::Image,
        types: &["image/jpeg", "image/png"],
        bytes: 16 * MEBIBYTE,
        caption: CAPTION,
    },
    FileAbility {
        kind: MediaKind::Video,
        types: &["video/mp4", "video/3gpp"],
        bytes: 16 * MEBIBYTE,
        caption: CAPTION,
    },
    FileAbility {
        kind: MediaKind::Audio,
        types: &["audio/mpeg", "audio/ogg", "audio/mp4", "audio/aac", "audio/amr"],
        bytes: 16 * MEBIBYTE,
        caption: 0,
    },
    FileAbility {
        kind: MediaKind::Document,
        types: &[],
        bytes: 100 * MEBIBYTE,
        caption: CAPTION,
    },
];
