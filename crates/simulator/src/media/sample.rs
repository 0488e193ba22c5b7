//! The files that subscribers send: small, but a viewer or player takes each of them.

use axum::body::Bytes;

use crate::message::Written;

/// A file as a phone sends it.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub mime_type: &'static str,
    pub extension: &'static str,
    pub filename: Option<String>,
    pub bytes: Bytes,
}

static PICTURE: &[u8] = include_bytes!("../../data/picture.jpg");
static VOICE: &[u8] = include_bytes!("../../data/voice.ogg");
static FILM: &[u8] = include_bytes!("../../data/film.mp4");
static DOCUMENT: &[u8] = include_bytes!("../../data/document.pdf");
static STICKER: &[u8] = include_bytes!("../../data/sticker.webp");

impl Sample {
    /// The file that comes with what is written. No two pictures are equal: `tag` goes into each as a comment.
    pub fn of(written: &Written, tag: &str) -> Option<Self> {
        let (mime_type, extension, bytes) = match written {
            Written::Audio => ("audio/ogg", "ogg", Bytes::from_static(VOICE)),
            Written::Image { .. } => ("image/jpeg", "jpg", commented(PICTURE, tag)),
            Written::Video { .. } => ("video/mp4", "mp4", Bytes::from_static(FILM)),
            Written::Document { .. } => ("application/pdf", "pdf", Bytes::from_static(DOCUMENT)),
            Written::Sticker => ("image/webp", "webp", Bytes::from_static(STICKER)),
            Written::Contact { name, number } => ("text/vcard", "vcf", Bytes::from(card(name, number))),
            _ => return None,
        };
        let filename = match written {
            Written::Document { filename, .. } => Some(filename.clone()),
            _ => None,
        };
        Some(Self {
            mime_type,
            extension,
            filename,
            bytes,
        })
    }
}

/// Somebody's card (RFC 6350).
fn card(name: &str, number: &str) -> String {
    format!("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:{name}\r\nTEL;TYPE=cell:+{number}\r\nEND:VCARD\r\n")
}

/// A JPEG with a comment segment (marker FFFE) behind its first marker.
fn commented(jpeg: &[u8], comment: &str) -> Bytes {
    let (start, rest) = jpeg.split_at(2);
    // The length counts its own two bytes; a tag is an id, far shorter than a segment may be.
    let length = u16::try_from(comment.len() + 2).unwrap_or(2).to_be_bytes();
    let comment = if length == [0, 2] { "" } else { comment };
    Bytes::from([start, &[0xFF, 0xFE], &length, comment.as_bytes(), rest].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_what_it_says() {
        let of = |written: Written| Sample::of(&written, "SM1").unwrap().bytes;
        let caption = String::new;
        let picture = of(Written::Image { caption: caption() });
        assert!(picture.starts_with(&[0xFF, 0xD8, 0xFF, 0xFE, 0, 5, b'S', b'M', b'1', 0xFF]));
        assert!(picture.ends_with(&[0xFF, 0xD9]));
        assert!(of(Written::Audio).starts_with(b"OggS"));
        assert_eq!(&of(Written::Video { caption: caption() })[4..8], b"ftyp");
        assert_eq!(&of(Written::Sticker)[8..12], b"WEBP");
        let filename = "comprovante.pdf".to_owned();
        let caption = caption();
        assert!(of(Written::Document { caption, filename }).starts_with(b"%PDF-"));
        assert!(Sample::of(&"oi".into(), "SM1").is_none());
    }

    #[test]
    fn no_two_pictures_are_equal() {
        let picture = Written::Image { caption: String::new() };
        let of = |tag| Sample::of(&picture, tag).unwrap().bytes;
        assert_ne!(of("1"), of("2"));
    }
}
