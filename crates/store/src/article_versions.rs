//! The versions of articles. Rows are added, never changed.

use enlace_domain::{
    ArticleId, PersonId,
    article::{ArticleFields, VersionReason},
    view::{ArticleVersion, PersonRef},
};
use sqlx::PgConnection;

use crate::{StoreError, column::read};

/// Keeps a version and returns its number. The caller holds the article's lock, so that numbers have no gap.
///
/// # Errors
/// The database said no.
pub async fn append(
    conn: &mut PgConnection,
    article: ArticleId,
    fields: &ArticleFields,
    reason: VersionReason,
    restored_from: Option<i32>,
    by: PersonId,
) -> Result<i32, StoreError> {
    Ok(sqlx::query_scalar!(
        "insert into article_versions (article_id, version, slug, category, audience, title, body, valid_from,
             valid_until, reason, restored_from, made_by, asked_as)
         select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
         from article_versions where article_id = $1
         returning version",
        article.get(),
        fields.slug,
        fields.category,
        fields.audience.as_str(),
        fields.title,
        fields.body,
        fields.valid_from,
        fields.valid_until,
        reason.as_str(),
        restored_from,
        by.get(),
        fields.asked_as,
    )
    .fetch_one(conn)
    .await?)
}

/// The versions of an article, the newest first.
///
/// # Errors
/// The database said no.
pub async fn list(conn: &mut PgConnection, article: ArticleId) -> Result<Vec<ArticleVersion>, StoreError> {
    let rows = sqlx::query!(
        "select v.version, v.slug, v.category, v.audience, v.title, v.body, v.asked_as, v.valid_from, v.valid_until,
             v.reason, v.restored_from, v.made_by, p.name as maker, v.made_at
         from article_versions v join people p on p.id = v.made_by
         where v.article_id = $1
         order by v.version desc",
        article.get()
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(ArticleVersion {
                version: row.version,
                fields: ArticleFields {
                    slug: row.slug,
                    category: row.category,
                    audience: read("audience", &row.audience)?,
                    title: row.title,
                    body: row.body,
                    asked_as: row.asked_as,
                    valid_from: row.valid_from,
                    valid_until: row.valid_until,
                },
                reason: read("reason", &row.reason)?,
                restored_from: row.restored_from,
                made_by: PersonRef {
                    id: row.made_by.into(),
                    name: row.maker,
                },
                made_at: row.made_at,
            })
        })
        .collect()
}
