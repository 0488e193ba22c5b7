//! Handing a file out to people of the desk.

use std::ops::Range;

use anyhow::Context;
use bytes::Bytes;
use enlace_domain::{
    MediaId,
    media::{Display, MediaState},
};
use enlace_store::media::{self, File};
use futures::stream::BoxStream;

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
    /// The same, shown in its place where that is harmless, and else under a type that no browser opens by itself.
    pub(crate) fn shown(self) -> Self {
        let inline = Display::of(&self.content_type) != Display::Download;
        Self {
            content_type: if inline { self.content_type } else { OPAQUE.to_owned() },
            inline,
            ..self
        }
    }

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

/// Opens a file for somebody of the desk: everybody there may see every conversation, and so its files.
///
/// # Errors
/// [`DeskError::NotFound`], also while it is on its way.
pub async fn open(desk: &Desk, _actor: &Actor, id: MediaId) -> Result<OpenedFile, DeskError> {
    let file = media::find(&mut *desk.pool().acquire().await?, id).await?;
    file.and_then(opened).ok_or(DeskError::NotFound { what: "file" })
}

fn opened(file: File) -> Option<OpenedFile> {
    Some(opened_as_it_is(file)?.shown())
}

/// The file under its own type, to be saved and never shown in its place.
pub(super) fn opened_as_it_is(file: File) -> Option<OpenedFile> {
    if file.state != MediaState::Stored {
        return None;
    }
    Some(OpenedFile {
        content_type: file.content_type?,
        inline: false,
        bytes: u64::try_from(file.bytes?).ok()?,
        file_name: file.file_name,
        sha256: file.sha256?,
    })
}
