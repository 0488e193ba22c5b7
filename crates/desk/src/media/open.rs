//! Handing a file out: to people of the desk, and to whoever has a signed link.

use std::ops::Range;

use anyhow::Context;
use bytes::Bytes;
use enlace_domain::{
    MediaId,
    media::{Display, MediaState},
};
use enlace_store::media::{self, File};
use futures::stream::BoxStream;
use time::OffsetDateTime;

use super::link;
use crate::{Actor, Desk, DeskError};

/// A type that no browser opens by itself.
const OPAQUE: &str = "application/octet-stream";

/// A file that may be handed out.
#[derive(Debug)]
pub struct OpenedFile {
    /// The type to serve it under: of what its bytes show, and only where that is harmless.
    pub content_type: String,
    /// Whether a browser may show it in its place; else it is saved.
    pub inline: bool,
    /// Its size.
    pub bytes: u64,
    /// What its sender called it.
    pub file_name: Option<String>,
    /// The name of its object, which is also the name of this state of it.
    pub sha256: String,
}

impl OpenedFile {
    /// The bytes of `range`, piece by piece.
    ///
    /// # Errors
    /// [`DeskError::Internal`]: the store does not have it.
    pub async fn read(
        &self,
        desk: &Desk,
        range: Range<u64>,
    ) -> Result<BoxStream<'static, Result<Bytes, object_store::Error>>, DeskError> {
        let pieces = desk.files().read(&self.sha256, range).await;
        Ok(pieces.context("Failed to read a file from the store")?)
    }
}

/// Opens a file for somebody of the desk. Everybody may see every conversation, and so its files; what was uploaded
/// and not sent is seen by who uploaded it.
///
/// # Errors
/// [`DeskError::NotFound`], also while it is on its way.
pub async fn open(desk: &Desk, actor: &Actor, id: MediaId) -> Result<OpenedFile, DeskError> {
    let file = media::find(&mut *desk.pool().acquire().await?, id).await?;
    file.filter(|file| file.message.is_some() || file.uploaded_by == Some(actor.person.id))
        .and_then(opened)
        .ok_or(DeskError::NotFound { what: "file" })
}

/// Opens a file of ours for whoever has a link that [`link::signed`] made.
///
/// # Errors
/// [`DeskError::NotFound`], also for a link that has run out.
pub async fn open_signed(desk: &Desk, id: MediaId, expires: i64, signature: &str) -> Result<OpenedFile, DeskError> {
    if !link::is_good(desk, id, expires, signature, OffsetDateTime::now_utc()) {
        return Err(DeskError::NotFound { what: "file" });
    }
    let file = media::find(&mut *desk.pool().acquire().await?, id).await?;
    let bare = file.as_ref().and_then(|file| file.content_type.clone());
    let mut file = file.and_then(opened).ok_or(DeskError::NotFound { what: "file" })?;
    // the provider passes it on as what it is; no browser of ours is here
    file.content_type = bare.unwrap_or(file.content_type);
    Ok(file)
}

fn opened(file: File) -> Option<OpenedFile> {
    if file.state != MediaState::Stored {
        return None;
    }
    let content_type = file.content_type?;
    let inline = Display::of(&content_type) != Display::Download;
    Some(OpenedFile {
        content_type: if inline { content_type } else { OPAQUE.to_owned() },
        inline,
        bytes: u64::try_from(file.bytes?).ok()?,
        file_name: file.file_name,
        sha256: file.sha256?,
    })
}
