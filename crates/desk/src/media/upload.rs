//! Taking in a file that an agent is about to send.

use bytes::Bytes;
use enlace_domain::{MediaId, MessageKind};
use enlace_store::media::{self, NewUpload};
use futures::Stream;
use serde::Serialize;

use super::{KeepError, expect::file_name};
use crate::{Actor, Desk, DeskError};

/// Pictures beyond this go as documents (Cloud API, "Supported media types": images up to 5 MB).
const PICTURE_LIMIT: i64 = 5 * 1024 * 1024;
/// Audio and films beyond this go as documents (the same page: 16 MB).
const FILM_LIMIT: i64 = 16 * 1024 * 1024;
/// Stickers beyond this go as documents (the same page: 500 KB for animated ones).
const STICKER_LIMIT: i64 = 500 * 1024;

/// A file that is here and can be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Upload {
    /// Which file.
    pub id: MediaId,
    /// As what it will be sent.
    pub kind: MessageKind,
    /// What its bytes say it is.
    pub content_type: String,
    /// Its size.
    pub bytes: i64,
}

/// Keeps a file as it comes.
///
/// # Errors
/// [`DeskError::Invalid`] where it is empty or larger than allowed, or does not come whole.
pub async fn upload<E: std::error::Error>(
    desk: &Desk,
    actor: &Actor,
    name: Option<&str>,
    declared_type: Option<&str>,
    pieces: impl Stream<Item = Result<Bytes, E>> + Unpin,
) -> Result<Upload, DeskError> {
    let limit = desk.files().limits().document;
    let invalid = |allowed: String| DeskError::Invalid { field: "file", allowed };
    let stored = match desk.files().keep(pieces, limit).await {
        Ok(stored) if stored.bytes == 0 => return Err(invalid("um arquivo que não esteja vazio".to_owned())),
        Ok(stored) => stored,
        Err(KeepError::TooLarge { limit }) => return Err(invalid(format!("até {} MB", limit / (1024 * 1024)))),
        Err(KeepError::Source(_)) => return Err(invalid("um arquivo que chegue inteiro".to_owned())),
        Err(KeepError::Store(error)) => return Err(DeskError::Internal(error.into())),
    };
    let name = name.map(file_name).filter(|name| !name.is_empty());
    let new = NewUpload {
        by: actor.person.id,
        declared_type,
        file_name: name.as_deref(),
        stored: &stored,
    };
    let id = media::insert_upload(&mut *desk.pool().acquire().await?, &new).await?;
    Ok(Upload {
        id,
        kind: kind(&stored.content_type, stored.bytes),
        content_type: stored.content_type,
        bytes: stored.bytes,
    })
}

/// As what WhatsApp takes a file; what it would refuse as a picture or film goes as a document.
pub(crate) fn kind(content_type: &str, bytes: i64) -> MessageKind {
    match content_type {
        "image/jpeg" | "image/png" if bytes <= PICTURE_LIMIT => MessageKind::Image,
        "image/webp" if bytes <= STICKER_LIMIT => MessageKind::Sticker,
        "audio/aac" | "audio/amr" | "audio/mpeg" | "audio/mp4" | "audio/ogg" if bytes <= FILM_LIMIT => {
            MessageKind::Audio
        }
        "video/mp4" | "video/3gpp" if bytes <= FILM_LIMIT => MessageKind::Video,
        _ => MessageKind::Document,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_whatsapp_would_refuse_goes_as_a_document() {
        assert_eq!(kind("image/jpeg", 1), MessageKind::Image);
        assert_eq!(kind("image/jpeg", PICTURE_LIMIT + 1), MessageKind::Document);
        assert_eq!(kind("image/svg+xml", 1), MessageKind::Document);
        assert_eq!(kind("image/webp", 1), MessageKind::Sticker);
    }
}
