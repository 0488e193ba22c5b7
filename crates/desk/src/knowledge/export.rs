//! The drafts as one archive of Markdown files, which an import reads again, with the pictures and documents that they name.

use std::{
    collections::BTreeSet,
    fs::File,
    io::{Seek, SeekFrom},
};

use anyhow::Context;
use enlace_documents::{Packer, Standing, write_article};
use enlace_domain::{
    ArticleFileId,
    article::ArticleState,
    article_file::{named_in, packed, packed_name},
    view::ArticleDraft,
};
use enlace_store::{article_files, articles, media::Stored};
use futures::TryStreamExt;

use crate::{Actor, Desk, DeskError};

/// An archive of articles, whole and at its beginning; it is gone once it is closed.
pub struct Exported {
    /// The zip.
    pub file: File,
    /// How large it is, in bytes.
    pub bytes: u64,
    /// How many articles are in it.
    pub articles: usize,
}

/// A zip of the articles of this category and in this state; all where none is named. What stands in it is the draft of
/// each, as its editors see it, and the files that the drafts name.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators.
pub async fn export(
    desk: &Desk,
    actor: &Actor,
    category: Option<&str>,
    state: Option<ArticleState>,
) -> Result<Exported, DeskError> {
    actor.require(actor.role.may_edit_articles(), "take articles out")?;
    export_for_command(desk, category, state).await
}

/// The same at the command line, where the operator asks.
///
/// # Errors
/// The database is away, or there is no room for the archive.
pub async fn export_for_command(
    desk: &Desk,
    category: Option<&str>,
    state: Option<ArticleState>,
) -> Result<Exported, DeskError> {
    let mut conn = desk.pool().acquire().await?;
    let drafts = articles::drafts(&mut conn, category, state).await?;
    let categories = articles::categories(&mut conn).await?;
    let named: BTreeSet<ArticleFileId> = drafts.iter().flat_map(|draft| named_in(&draft.fields.body)).collect();
    let files = article_files::objects(&mut conn, &Vec::from_iter(named)).await?;
    drop(conn);
    let articles = drafts.len();
    let names: Vec<(ArticleFileId, String)> = files
        .iter()
        .map(|(id, stored)| (*id, packed_name(*id, &stored.content_type)))
        .collect();
    let inside = names.clone();
    let article = move |mut draft: ArticleDraft| {
        let found = categories.iter().find(|category| category.key == draft.fields.category);
        let standing = Standing {
            state: draft.state,
            version: draft.published_version,
        };
        draft.fields.body = packed(&draft.fields.body, &inside);
        let name = format!("{}/{}.md", draft.fields.category, draft.fields.slug);
        let category = found.map_or(draft.fields.category.as_str(), |category| &category.name);
        (name, write_article(&draft.fields, category, standing))
    };
    let mut packer = apart(move || {
        let mut packer = Packer::new(tempfile::tempfile()?);
        for (name, text) in drafts.into_iter().map(article) {
            packer.add(&name, text.as_bytes())?;
        }
        Ok(packer)
    })
    .await?;
    // one after the other, so that never more than one is held
    for ((_, stored), (_, name)) in files.into_iter().zip(names) {
        let Some(bytes) = bytes_of(desk, &stored).await? else {
            continue;
        };
        packer = apart(move || {
            packer.add(&name, &bytes)?;
            Ok(packer)
        })
        .await?;
    }
    let (file, bytes) = apart(move || {
        let mut file = packer.finish()?;
        let bytes = file.seek(SeekFrom::End(0))?;
        file.rewind()?;
        Ok((file, bytes))
    })
    .await?;
    Ok(Exported { file, bytes, articles })
}

/// A file whole, ten megabytes at most; `None` where the store has lost it, for the articles are worth having without it.
async fn bytes_of(desk: &Desk, stored: &Stored) -> Result<Option<Vec<u8>>, DeskError> {
    let whole = 0..u64::try_from(stored.bytes).unwrap_or_default();
    let pieces = match desk.files().read(&stored.sha256, whole).await {
        Ok(pieces) => pieces,
        Err(object_store::Error::NotFound { .. }) => {
            tracing::warn!(file.sha256 = stored.sha256, "A file of an article is not in the store");
            return Ok(None);
        }
        Err(error) => {
            return Err(anyhow::Error::new(error)
                .context("Failed to read a file of an article")
                .into());
        }
    };
    let bytes = pieces
        .try_fold(Vec::new(), |mut bytes, piece| async move {
            bytes.extend_from_slice(&piece);
            Ok(bytes)
        })
        .await
        .context("Failed to read a file of an article")?;
    Ok(Some(bytes))
}

/// Writes apart from the async threads.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> Result<T, DeskError> {
    let result = tokio::task::spawn_blocking(work).await;
    Ok(result
        .map_err(anyhow::Error::new)
        .and_then(|done| Ok(done?))
        .context("Failed to pack the articles")?)
}
