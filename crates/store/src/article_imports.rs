//! Files that were taken into the knowledge base.

use std::collections::HashMap;

use enlace_domain::{ArticleId, PersonId, view::ImportSource};
use sqlx::PgConnection;

use crate::StoreError;

/// The articles that files with these SHA-256 were made into.
///
/// # Errors
/// The database said no.
pub async fn known(conn: &mut PgConnection, sha256: &[String]) -> Result<HashMap<String, ArticleId>, StoreError> {
    let rows = sqlx::query!(
        "select sha256, article_id from article_imports where sha256 = any($1)",
        sha256
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.sha256, row.article_id.into()))
        .collect())
}

/// Notes that a file became this article. Whether it was new: somebody may have taken the same one in just now.
///
/// # Errors
/// The database said no.
pub async fn insert(
    conn: &mut PgConnection,
    source: &ImportSource,
    article: ArticleId,
    by: PersonId,
) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        "insert into article_imports (sha256, article_id, file_name, imported_by) values ($1, $2, $3, $4)
         on conflict (sha256) do nothing",
        source.sha256,
        article.get(),
        source.file_name,
        by.get(),
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}
