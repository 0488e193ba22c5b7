//! Taking in a file that somebody of the desk has chosen to send.

use std::error::Error;

use anyhow::Context;
use bytes::Bytes;
use enlace_domain::{ConversationId, FileRefusal, Means, UploadId, view::UploadView};
use enlace_store::{
    media::Stored,
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
    let means = means_of(desk, conversation).await?;
    let stored = keep(desk, pieces, |content_type, length| {
        means.of(content_type, length)?;
        Ok(means.limit(content_type))
    })
    .await?;
    let name = name.map(file_name).filter(|name| !name.is_empty());
    let upload = chosen(desk, actor, &means, conversation, stored, name).await?;
    metrics::counter!("enlace_media_uploaded_total", "kind" => upload.kind.as_str()).increment(1);
    Ok(upload)
}

/// Chooses a file for an answer to this conversation that the desk has already.
///
/// # Errors
/// [`DeskError::File`] where the channel does not take it; [`DeskError::NotFound`].
pub(crate) async fn choose(
    desk: &Desk,
    actor: &Actor,
    conversation: ConversationId,
    stored: Stored,
    name: Option<String>,
) -> Result<UploadView, DeskError> {
    let means = means_of(desk, conversation).await?;
    chosen(desk, actor, &means, conversation, stored, name).await
}

async fn means_of(desk: &Desk, conversation: ConversationId) -> Result<Means, DeskError> {
    let around = thread::surroundings(&mut *desk.pool().acquire().await?, conversation)
        .await?
        .ok_or(DeskError::NotFound { what: "conversation" })?;
    Ok(means::of(desk, &*channels::load(desk, around.channel).await?))
}

async fn chosen(
    desk: &Desk,
    actor: &Actor,
    means: &Means,
    conversation: ConversationId,
    stored: Stored,
    file_name: Option<String>,
) -> Result<UploadView, DeskError> {
    let bytes = u64::try_from(stored.bytes).unwrap_or(u64::MAX);
    let kind = means.of(&stored.content_type, bytes)?.kind;
    let upload = Upload {
        id: UploadId::new(),
        person: actor.person.id,
        conversation,
        stored,
        file_name,
    };
    let mut tx = desk.pool().begin().await?;
    uploads::hold_object(&mut tx, &upload.stored.sha256).await?;
    uploads::insert(&mut tx, &upload).await?;
    still_there(desk, &upload.stored.sha256).await?;
    tx.commit().await?;
    Ok(UploadView {
        id: upload.id,
        kind,
        content_type: upload.stored.content_type,
        bytes: upload.stored.bytes,
        file_name: upload.file_name,
    })
}

/// Keeps a file whose first bytes say that it may be kept: `limit` says how large one of its type may be, knowing how much
/// of it is there already. Reads no further than it must.
///
/// # Errors
/// [`DeskError::File`], also where `limit` refuses it.
pub(crate) async fn keep<E: Error + Send + Sync + 'static>(
    desk: &Desk,
    pieces: &mut (impl Stream<Item = Result<Bytes, E>> + Unpin),
    limit: impl Fn(&'static str, u64) -> Result<u64, FileRefusal>,
) -> Result<Stored, DeskError> {
    let _turn = desk.files().upload_turn().await;
    let head = head(pieces).await?;
    let length = head.iter().map(|piece| piece.len() as u64).sum::<u64>();
    let limit = limit(sniff::content_type(&head.concat()), length)?;
    let whole = stream::iter(head.into_iter().map(Ok)).chain(pieces);
    desk.files().keep(whole, limit).await.map_err(refusal)
}

/// Whether the bytes of an object that is held are there: the same ones may have lain here since long ago, and have been
/// cleared away just now.
///
/// # Errors
/// [`DeskError::File`] where they are not.
pub(crate) async fn still_there(desk: &Desk, sha256: &str) -> Result<(), DeskError> {
    let there = desk.files().has(sha256).await.context(LOOK)?;
    if there { Ok(()) } else { Err(FileRefusal::Cut.into()) }
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
