//! Taking in a file that somebody of the desk has chosen to send.

use std::error::Error;

use anyhow::Context;
use bytes::Bytes;
use enlace_domain::{ConversationId, FileRefusal, UploadId, view::UploadView};
use enlace_store::{
    thread,
    uploads::{self, Upload},
};
use futures::{Stream, StreamExt, stream};

use super::{
    KeepError,
    expect::file_name,
    sniff::{self, HEAD},
};
use crate::{Actor, Desk, DeskError, channels, means};

/// What was tried where the store is away.
const LOOK: &str = "Failed to look for a file that was sent to the desk";

/// Keeps a file for an answer to this conversation.
///
/// What it is, its first bytes say; whether the channel takes such a file is known before more of it is read. Reads no
/// further than it must: the rest stays in `pieces`.
///
/// # Errors
/// [`DeskError::File`], [`DeskError::NotFound`].
pub async fn take<E: Error + Send + Sync + 'static>(
    desk: &Desk,
    actor: &Actor,
    conversation: ConversationId,
    name: Option<&str>,
    pieces: &mut (impl Stream<Item = Result<Bytes, E>> + Unpin),
) -> Result<UploadView, DeskError> {
    let around = thread::surroundings(&mut *desk.pool().acquire().await?, conversation)
        .await?
        .ok_or(DeskError::NotFound { what: "conversation" })?;
    let means = means::of(desk, &*channels::load(desk, around.channel).await?);
    let _turn = desk.files().upload_turn().await;
    let head = head(pieces).await?;
    let content_type = sniff::content_type(&head.concat());
    let length = head.iter().map(|piece| piece.len() as u64).sum::<u64>();
    means.of(content_type, length)?;
    let limit = means.limit(content_type);
    let whole = stream::iter(head.into_iter().map(Ok)).chain(pieces);
    let stored = desk.files().keep(whole, limit).await.map_err(refusal)?;
    let bytes = u64::try_from(stored.bytes).unwrap_or(u64::MAX);
    let kind = means.of(&stored.content_type, bytes)?.kind;
    let upload = Upload {
        id: UploadId::new(),
        person: actor.person.id,
        conversation,
        stored,
        file_name: name.map(file_name).filter(|name| !name.is_empty()),
    };
    let mut tx = desk.pool().begin().await?;
    uploads::hold_object(&mut tx, &upload.stored.sha256).await?;
    uploads::insert(&mut tx, &upload).await?;
    // the same bytes may have lain here since long ago, and have been cleared away just now
    if !desk.files().has(&upload.stored.sha256).await.context(LOOK)? {
        return Err(FileRefusal::Cut.into());
    }
    tx.commit().await?;
    metrics::counter!("enlace_media_uploaded_total", "kind" => kind.as_str()).increment(1);
    Ok(UploadView {
        id: upload.id,
        kind,
        content_type: upload.stored.content_type,
        bytes: upload.stored.bytes,
        file_name: upload.file_name,
    })
}

/// So many pieces from the beginning as tell what it is.
async fn head<E>(pieces: &mut (impl Stream<Item = Result<Bytes, E>> + Unpin)) -> Result<Vec<Bytes>, FileRefusal> {
    let mut head = Vec::new();
    let mut length = 0;
    while length < HEAD {
        match pieces.next().await {
            Some(Ok(piece)) => {
                length += piece.len();
                head.push(piece);
            }
            Some(Err(_)) => return Err(FileRefusal::Cut),
            None => break,
        }
    }
    Ok(head)
}

fn refusal<E: Error + Send + Sync + 'static>(error: KeepError<E>) -> DeskError {
    match error {
        KeepError::TooLarge { limit } => FileRefusal::TooLarge { limit }.into(),
        KeepError::Source(_) => FileRefusal::Cut.into(),
        KeepError::Store(error) => anyhow::Error::new(error)
            .context("Failed to write a file that was sent to the desk")
            .into(),
    }
}
