//! Pictures and documents of articles: put in by those who write, served to people of the desk, sent along with an answer,
//! and cleared away once neither a draft nor a version names them.

use std::{convert::Infallible, error::Error};

use bytes::Bytes;
use enlace_domain::{
    ArticleFileId, ArticleId, ConversationId, FileRefusal, PersonId,
    article_file::{LARGEST, check},
    media::Display,
    view::{ArticleFileView, UploadView},
};
use enlace_store::{
    article_files::{self, ArticleFile},
    articles, uploads,
};
use futures::{Stream, stream};

use crate::{
    Actor, Desk, DeskError,
    media::{self, OpenedFile},
};

/// So many are cleared away at most in one go; the others come next time.
const CLEARED: i64 = 1_000;

/// Keeps a picture or a PDF for an article. What it is, its first bytes say; the same one again is the same file.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators; [`DeskError::File`]; [`DeskError::NotFound`] for the article.
pub async fn attach<E: Error + Send + Sync + 'static>(
    desk: &Desk,
    actor: &Actor,
    article: ArticleId,
    name: Option<&str>,
    pieces: &mut (impl Stream<Item = Result<Bytes, E>> + Unpin),
) -> Result<ArticleFileView, DeskError> {
    actor.require(actor.role.may_edit_articles(), "edit articles")?;
    let known = articles::draft(&mut *desk.pool().acquire().await?, article).await?;
    known.ok_or(DeskError::NotFound { what: "article" })?;
    let file = ArticleFile {
        stored: media::keep(desk, pieces, limit).await?,
        file_name: name.map(media::file_name).filter(|name| !name.is_empty()),
    };
    let mut tx = desk.pool().begin().await?;
    uploads::hold_object(&mut tx, &file.stored.sha256).await?;
    let id = article_files::insert(&mut tx, article, &file, actor.person.id).await?;
    media::still_there(desk, &file.stored.sha256).await?;
    tx.commit().await?;
    Ok(ArticleFileView {
        id,
        picture: Display::of(&file.stored.content_type) == Display::Image,
        file_name: file.file_name,
        bytes: file.stored.bytes,
    })
}

/// Keeps a file that came with an archive of articles, under the id by which they name it. One that is here already, and
/// one that no article may have, are left as they are.
pub(super) async fn keep_unpacked(
    desk: &Desk,
    by: PersonId,
    id: ArticleFileId,
    bytes: Vec<u8>,
) -> Result<(), DeskError> {
    if article_files::find(&mut *desk.pool().acquire().await?, id)
        .await?
        .is_some()
    {
        return Ok(());
    }
    let mut pieces = stream::iter([Ok::<_, Infallible>(Bytes::from(bytes))]);
    let stored = match media::keep(desk, &mut pieces, limit).await {
        Err(DeskError::File(_)) => return Ok(()),
        stored => stored?,
    };
    let mut tx = desk.pool().begin().await?;
    uploads::hold_object(&mut tx, &stored.sha256).await?;
    article_files::insert_unpacked(&mut tx, id, &stored, by).await?;
    media::still_there(desk, &stored.sha256).await?;
    tx.commit().await?;
    Ok(())
}

/// How large a file of this type may be.
fn limit(content_type: &str, bytes: u64) -> Result<u64, FileRefusal> {
    check(content_type, bytes).map(|()| LARGEST)
}

/// Those that were put into an article, and those of others that its draft names.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators.
pub async fn files(desk: &Desk, actor: &Actor, article: ArticleId) -> Result<Vec<ArticleFileView>, DeskError> {
    actor.require(actor.role.may_edit_articles(), "edit articles")?;
    Ok(article_files::for_editor(&mut *desk.pool().acquire().await?, article).await?)
}

/// Opens a file of an article for somebody of the desk: what readers see today for everybody, all others for those who
/// write.
///
/// # Errors
/// [`DeskError::NotFound`].
pub async fn open_file(desk: &Desk, actor: &Actor, id: ArticleFileId) -> Result<OpenedFile, DeskError> {
    let mut conn = desk.pool().acquire().await?;
    let missing = DeskError::NotFound { what: "file" };
    if !actor.role.may_edit_articles() && !article_files::is_published(&mut conn, id, false).await? {
        return Err(missing);
    }
    let file = article_files::find(&mut conn, id).await?.ok_or(missing)?;
    let opened = OpenedFile {
        content_type: file.stored.content_type,
        inline: false,
        bytes: u64::try_from(file.stored.bytes).unwrap_or_default(),
        file_name: file.file_name,
        sha256: file.stored.sha256,
    };
    Ok(opened.shown())
}

/// Chooses a file of an article to be sent in a conversation, as if it had been sent to the desk once more: one that a
/// subscriber may see, and that the channel takes.
///
/// # Errors
/// [`DeskError::NotFound`], also for a file of articles that are for people of the desk; [`DeskError::File`].
pub async fn send_along(
    desk: &Desk,
    actor: &Actor,
    conversation: ConversationId,
    id: ArticleFileId,
) -> Result<UploadView, DeskError> {
    let mut conn = desk.pool().acquire().await?;
    let missing = DeskError::NotFound { what: "file" };
    if !article_files::is_published(&mut conn, id, true).await? {
        return Err(missing);
    }
    let file = article_files::find(&mut conn, id).await?.ok_or(missing)?;
    drop(conn);
    media::choose(desk, actor, conversation, file.stored, file.file_name).await
}

/// Forgets the files that are older than a day and that no text names, and takes their bytes away where nothing else
/// names them.
///
/// # Errors
/// The database's or the store's; what was done until then stays done.
pub(crate) async fn clear_files(desk: &Desk) -> Result<(), DeskError> {
    let unnamed = article_files::unnamed(&mut *desk.pool().acquire().await?, CLEARED).await?;
    for (id, sha256) in unnamed {
        let mut tx = desk.pool().begin().await?;
        uploads::lock_object(&mut tx, &sha256).await?;
        article_files::forget_unnamed(&mut tx, id).await?;
        media::clear_unnamed(desk, &mut tx, &sha256).await?;
        tx.commit().await?;
    }
    Ok(())
}
