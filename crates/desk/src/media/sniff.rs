//! What a file is, by its first bytes.

/// So many bytes from the beginning tell what a file is.
pub(super) const HEAD: usize = 8 * 1024;

/// The content type that the bytes show: never what somebody says they are.
pub(super) fn content_type(head: &[u8]) -> &'static str {
    // 3GPP TS 26.244, 5.3: the major brand of the first box
    if head.get(4..11) == Some(b"ftyp3gp") {
        return "video/3gpp";
    }
    match infer::get(head).map(|kind| kind.mime_type()) {
        // one name for a container, whatever is in it
        Some("audio/opus") => "audio/ogg",
        Some("audio/m4a") => "audio/mp4",
        Some("audio/x-wav") => "audio/wav",
        Some(known) => known,
        None if is_text(head) => "text/plain",
        None => "application/octet-stream",
    }
}

/// Words all through; a character that the cut of the head has split does not count against it.
fn is_text(head: &[u8]) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            let whole = head.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(whole).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.is_empty() && text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_decide() {
        for (head, expected) in [
            (&b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"[..], "image/jpeg"),
            (b"<!DOCTYPE html><script>alert(1)</script>", "text/html"),
            (
                b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x13OpusHead",
                "audio/ogg",
            ),
            (b"\0\0\0\x18ftyp3gp4\0\0\0\0", "video/3gpp"),
            (b"%PDF-1.7", "application/pdf"),
            ("ação\n".as_bytes(), "text/plain"),
            (b"\x00\x01\x02", "application/octet-stream"),
            (b"", "application/octet-stream"),
        ] {
            assert_eq!(content_type(head), expected);
        }
    }

    #[test]
    fn a_character_cut_in_two_is_still_text() {
        let cut = "ação".as_bytes();
        assert_eq!(content_type(&cut[..2]), "text/plain");
    }
}
