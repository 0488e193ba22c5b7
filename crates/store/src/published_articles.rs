//! What readers see of articles: the published versions that hold today, in Brasília.

use enlace_domain::{
    ArticleId,
    article::{ArticleFields, ArticleState},
    view::{Approval, ArticleRow, PersonRef, PublishedArticle},
};
use sqlx::PgConnection;

use crate::{StoreError, articles::review_ask, column::read};

/// What readers see of an article today: its published version, where that holds on this day in Brasília.
///
/// # Errors
/// The database said no.
pub async fn published(conn: &mut PgConnection, id: ArticleId) -> Result<Option<PublishedArticle>, StoreError> {
    let row = sqlx::query!(
        r#"select v.article_id, v.version, v.slug, v.category, v.audience, v.title, v.body, v.asked_as, v.valid_from,
               v.valid_until, v.made_at, v.made_by, p.name as maker, v.review_asked_by, q.name as "asker?",
               v.review_asked_at
           from articles a
           join article_versions v on v.article_id = a.id and v.version = a.published_version
           join people p on p.id = v.made_by
           left join people q on q.id = v.review_asked_by
           where a.id = $1
               and (now() at time zone 'America/Sao_Paulo')::date
                   between coalesce(v.valid_from, '-infinity') and coalesce(v.valid_until, 'infinity')"#,
        id.get(),
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(PublishedArticle {
            id: row.article_id.into(),
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
            published_at: row.made_at,
            approval: Approval {
                by: PersonRef {
                    id: row.made_by.into(),
                    name: row.maker,
                },
                review: review_ask(row.review_asked_by, row.asker, row.review_asked_at),
            },
        })
    })
    .transpose()
}

/// The list for readers, by title: what is published and holds today.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn rows_for_readers(conn: &mut PgConnection) -> Result<Vec<ArticleRow>, StoreError> {
    sqlx::query!(
        "select a.id, v.title, v.category, v.audience, v.version,
             v.valid_until - (now() at time zone 'America/Sao_Paulo')::date as days_left
         from articles a
         join article_versions v on v.article_id = a.id and v.version = a.published_version
         where (now() at time zone 'America/Sao_Paulo')::date
             between coalesce(v.valid_from, '-infinity') and coalesce(v.valid_until, 'infinity')
         order by lower(v.title), a.id"
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(|row| {
        Ok(ArticleRow {
            id: row.id.into(),
            title: row.title,
            category: row.category,
            audience: read("audience", &row.audience)?,
            state: ArticleState::Published,
            version: Some(row.version),
            days_left: row.days_left,
        })
    })
    .collect()
}
