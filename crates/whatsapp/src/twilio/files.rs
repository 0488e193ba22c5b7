//! Which files Twilio takes: <https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages>. It compares the
//! content type of the address with the file, and gives documents neither a name nor a caption.

use crate::{
    FileAbility, MediaKind,
    provider::{KIBIBYTE, MEBIBYTE},
};

/// Longest caption, in characters: WhatsApp's own.
const CAPTION: usize = 1_024;

/// The files.
pub(super) const FILES: &[FileAbility] = &[
    FileAbility {
        kind: MediaKind::Image,
        types: &["image/jpeg", "image/png"],
        bytes: 5 * MEBIBYTE,
        caption: CAPTION,
    },
    FileAbility {
        kind: MediaKind::Video,
        types: &["video/mp4"],
        bytes: 16 * MEBIBYTE,
        caption: CAPTION,
    },
    FileAbility {
        kind: MediaKind::Audio,
        types: &["audio/mpeg", "audio/ogg", "audio/aac", "audio/amr"],
        bytes: 16 * MEBIBYTE,
        caption: 0,
    },
    FileAbility {
        kind: MediaKind::Document,
        types: &[
            "application/pdf",
            "application/msword",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ],
        bytes: 16 * MEBIBYTE,
        caption: 0,
    },
    FileAbility {
        kind: MediaKind::Sticker,
        types: &["image/webp"],
        bytes: 100 * KIBIBYTE,
        caption: 0,
    },
];
