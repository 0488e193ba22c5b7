//! What a file of a message is: how far it came to us, and how it may be shown.

use crate::queue::named_enum;

named_enum! {
    /// How far a file came.
    MediaState, "media state" {
        /// On its way to us.
        Pending = "pending",
        /// Here.
        Stored = "stored",
        /// Could not be had; a person may try again.
        Failed = "failed",
    }
}

/// How a file may be shown. Only what is on these lists is ever drawn by a browser; SVG and HTML, which can carry
/// programs, are on none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Display {
    /// In its place, as a picture.
    Image,
    /// With a player.
    Audio,
    /// With a player.
    Video,
    /// Only to be saved, under a type that no browser opens by itself.
    Download,
}

impl Display {
    /// How a file of this content type (as its bytes tell it) may be shown.
    #[must_use]
    pub fn of(content_type: &str) -> Self {
        match content_type {
            "image/jpeg" | "image/png" | "image/webp" | "image/gif" => Self::Image,
            "audio/mpeg" | "audio/ogg" | "audio/mp4" | "audio/aac" | "audio/amr" | "audio/wav" => Self::Audio,
            "video/mp4" | "video/3gpp" | "video/webm" => Self::Video,
            _ => Self::Download,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_carry_a_program_is_never_shown() {
        for dangerous in ["image/svg+xml", "text/html", "text/xml", "application/pdf", ""] {
            assert_eq!(Display::of(dangerous), Display::Download, "{dangerous}");
        }
        assert_eq!(Display::of("image/jpeg"), Display::Image);
    }
}
