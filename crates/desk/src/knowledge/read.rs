//! What editors and readers see of the knowledge base.

use enlace_domain::{
    ArticleId,
    view::{ArticleDraft, ArticleVersion, KnowledgeHome, PublishedArticle},
};
use enlace_store::{article_versions, articles};

use crate::{Actor, Desk, DeskError};

/// What the page of the knowledge base begins with: every draft for its editors, what is published and holds today for
/// everybody else.
///
/// # Errors
/// The database is away.
pub async fn home(desk: &Desk, actor: &Actor) -> Result<KnowledgeHome, DeskError> {
    let mut conn = desk.pool().acquire().await?;
    let may_edit = actor.role.may_edit_articles();
    let rows = if may_edit {
        articles::rows_for_editors(&mut conn).await?
    } else {
        articles::rows_for_readers(&mut conn).await?
    };
    Ok(KnowledgeHome {
        rows,
        categories: articles::categories(&mut conn).await?,
        may_edit,
    })
}

/// A draft.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators; [`DeskError::NotFound`].
pub async fn draft(desk: &Desk, actor: &Actor, id: ArticleId) -> Result<ArticleDraft, DeskError> {
    actor.require(actor.role.may_edit_articles(), "see drafts")?;
    articles::draft(&mut *desk.pool().acquire().await?, id)
        .await?
        .ok_or(DeskError::NotFound { what: "article" })
}

/// The versions of an article, the newest first; none for an article that was never published.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators.
pub async fn versions(desk: &Desk, actor: &Actor, id: ArticleId) -> Result<Vec<ArticleVersion>, DeskError> {
    actor.require(actor.role.may_edit_articles(), "see versions")?;
    Ok(article_versions::list(&mut *desk.pool().acquire().await?, id).await?)
}

/// An article that is published and holds today, for everybody on the desk.
///
/// # Errors
/// [`DeskError::NotFound`], also for an article that is not published or does not hold today.
pub async fn published_one(desk: &Desk, _actor: &Actor, id: ArticleId) -> Result<PublishedArticle, DeskError> {
    articles::published(&mut *desk.pool().acquire().await?, id)
        .await?
        .ok_or(DeskError::NotFound { what: "article" })
}
