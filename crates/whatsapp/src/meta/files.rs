//! Which files Meta takes: <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media>, "Supported media
//! types"; captions as for each kind of message.

use crate::{
    FileAbility, MediaKind,
    provider::{KIBIBYTE, MEBIBYTE},
};

/// Longest caption, in characters.
const CAPTION: usize = 1_024;

/// The files, at Meta and at those who pass its API on.
pub(crate) const FILES: &[FileAbility] = &[
    FileAbility {
        kind: MediaKind::Image,
        types: &["image/jpeg", "image/png"],
        bytes: 5 * MEBIBYTE,
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
        types: &[
            "application/pdf",
            "text/plain",
            "application/msword",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.ms-excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.ms-powerpoint",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ],
        bytes: 100 * MEBIBYTE,
        caption: CAPTION,
    },
    // an animated one may have 500 KB; the bytes' beginning does not tell which it is
    FileAbility {
        kind: MediaKind::Sticker,
        types: &["image/webp"],
        bytes: 100 * KIBIBYTE,
        caption: 0,
    },
];
