//! The drafts as one archive of Markdown files, which an import reads again.

use anyhow::Context;
use enlace_documents::{Standing, pack, write_article};
use enlace_domain::{article::ArticleState, view::ArticleDraft};
use enlace_store::articles;

use crate::{Actor, Desk, DeskError};

/// A zip of the articles of this category and in this state; all where none is named. What stands in it is the draft of
/// each, as its editors see it.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators.
pub async fn export(
    desk: &Desk,
    actor: &Actor,
    category: Option<&str>,
    state: Option<ArticleState>,
) -> Result<Vec<u8>, DeskError> {
    actor.require(actor.role.may_edit_articles(), "take articles out")?;
    Ok(export_for_command(desk, category, state).await?.0)
}

/// The same at the command line, where the operator asks; with how many articles are in it.
///
/// # Errors
/// The database is away.
pub async fn export_for_command(
    desk: &Desk,
    category: Option<&str>,
    state: Option<ArticleState>,
) -> Result<(Vec<u8>, usize), DeskError> {
    let mut conn = desk.pool().acquire().await?;
    let drafts = articles::drafts(&mut conn, category, state).await?;
    let categories = articles::categories(&mut conn).await?;
    drop(conn);
    let count = drafts.len();
    let file = move |draft: ArticleDraft| {
        let found = categories.iter().find(|category| category.key == draft.fields.category);
        let standing = Standing {
            state: draft.state,
            version: draft.published_version,
        };
        let name = format!("{}/{}.md", draft.fields.category, draft.fields.slug);
        let category = found.map_or(draft.fields.category.as_str(), |category| &category.name);
        (name, write_article(&draft.fields, category, standing))
    };
    let archive = tokio::task::spawn_blocking(move || {
        let files: Vec<(String, String)> = drafts.into_iter().map(file).collect();
        pack(files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())))
    });
    let archive = archive
        .await
        .context("Failed to pack the articles")?
        .context("Failed to pack the articles")?;
    Ok((archive, count))
}
