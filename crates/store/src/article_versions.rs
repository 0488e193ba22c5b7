//! The versions of articles. Rows are added, never changed.

use enlace_domain::{
    ArticleId, PersonId,
    article::{ArticleFields, VersionReason},
    view::{Approval, ArticleVersion, PersonRef, ReviewAsk},
};
use sqlx::PgConnection;

use crate::{StoreError, article_files, articles::review_ask, column::read};

/// Keeps a version and returns its number, with the review that was asked for where it is published after one. The caller
/// holds the article's lock, so that numbers have no gap.
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
    review: Option<&ReviewAsk>,
) -> Result<i32, StoreError> {
    let version = sqlx::query_scalar!(
        "insert into article_versions (article_id, version, slug, category, audience, title, body, valid_from,
             valid_until, reason, restored_from, made_by, asked_as,
             review_asked_by, review_asked_at)
         select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14
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
        review.map(|review| review.by.id.get()),
        review.map(|review| review.at),
    )
    .fetch_one(&mut *conn)
    .await?;
    article_files::name(conn, article, version, &fields.body).await?;
    Ok(version)
}

/// The versions of an article, the newest first.
///
/// # Errors
/// The database said no.
pub async fn list(conn: &mut PgConnection, article: ArticleId) -> Result<Vec<ArticleVersion>, StoreError> {
    let rows = sqlx::query!(
        r#"select v.version, v.slug, v.category, v.audience, v.title, v.body, v.asked_as, v.valid_from, v.valid_until,
               v.reason, v.restored_from, v.made_by, p.name as maker, v.made_at, v.review_asked_by,
               q.name as "asker?", v.review_asked_at
           from article_versions v
           join people p on p.id = v.made_by
           left join people q on q.id = v.review_asked_by
           where v.article_id = $1
           order by v.version desc"#,
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
                approval: Approval {
                    by: PersonRef {
                        id: row.made_by.into(),
                        name: row.maker,
                    },
                    review: review_ask(row.review_asked_by, row.asker, row.review_asked_at),
                },
                made_at: row.made_at,
            })
        })
        .collect()
}
