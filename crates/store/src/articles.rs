//! Articles of the knowledge base: their drafts. What readers see and the categories lie in files of their own and are
//! reached from here, too.

use enlace_domain::{
    ArticleId, PersonId,
    article::{ArticleFields, ArticleState},
    view::{ArticleDraft, ArticleRow, PersonRef, ReviewAsk},
};
use sqlx::PgConnection;

use crate::{
    StoreError,
    article_files::{self, DRAFT},
    column::read,
};

pub use crate::{
    article_categories::{
        CATEGORY_KEY, articles_in_category, categories, delete_category, has_category, insert_category, lock_category,
        lock_category_names, rename_category,
    },
    published_articles::{published, rows_for_readers},
};

/// The constraint that keeps slugs unique, for [`crate::violates`].
pub const SLUG_KEY: &str = "articles_slug_key";

/// Makes an article whose draft has revision 1.
///
/// # Errors
/// The database said no.
pub async fn insert(
    conn: &mut PgConnection,
    id: ArticleId,
    fields: &ArticleFields,
    by: PersonId,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into articles (id, slug, category, audience, state, title, body, valid_from, valid_until, edited_by, asked_as)
         values ($1, $2, $3, $4, 'draft', $5, $6, $7, $8, $9, $10)",
        id.get(),
        fields.slug,
        fields.category,
        fields.audience.as_str(),
        fields.title,
        fields.body,
        fields.valid_from,
        fields.valid_until,
        by.get(),
        fields.asked_as,
    )
    .execute(&mut *conn)
    .await?;
    article_files::name(conn, id, DRAFT, &fields.body).await
}

/// Changes the draft, and makes it one again where it was under review or published: who asked for a review asked for
/// other words. The revision now.
///
/// # Errors
/// The database said no.
pub async fn change(
    conn: &mut PgConnection,
    id: ArticleId,
    fields: &ArticleFields,
    by: PersonId,
) -> Result<i32, StoreError> {
    let revision = sqlx::query_scalar!(
        "update articles set slug = $2, category = $3, audience = $4, state = 'draft', title = $5, body = $6,
             valid_from = $7, valid_until = $8, revision = revision + 1, edited_by = $9, edited_at = now(),
             asked_as = $10, review_asked_by = null, review_asked_at = null
         where id = $1 returning revision",
        id.get(),
        fields.slug,
        fields.category,
        fields.audience.as_str(),
        fields.title,
        fields.body,
        fields.valid_from,
        fields.valid_until,
        by.get(),
        fields.asked_as,
    )
    .fetch_one(&mut *conn)
    .await?;
    article_files::name(conn, id, DRAFT, &fields.body).await?;
    Ok(revision)
}

/// Says how far the draft has come and which version readers see. The revision now. Who first hands it in for review is
/// who asked for one, until it is published or changed.
///
/// # Errors
/// The database said no.
pub async fn advance(
    conn: &mut PgConnection,
    id: ArticleId,
    state: ArticleState,
    published_version: Option<i32>,
    by: PersonId,
) -> Result<i32, StoreError> {
    Ok(sqlx::query_scalar!(
        "update articles set state = $2, published_version = $3, revision = revision + 1, edited_by = $4,
             edited_at = now(),
             review_asked_by = case when $5 then coalesce(review_asked_by, $4) end,
             review_asked_at = case when $5 then coalesce(review_asked_at, now()) end
         where id = $1 returning revision",
        id.get(),
        state.as_str(),
        published_version,
        by.get(),
        state == ArticleState::InReview,
    )
    .fetch_one(conn)
    .await?)
}

struct DraftRow {
    id: uuid::Uuid,
    slug: String,
    category: String,
    audience: String,
    state: String,
    title: String,
    body: String,
    asked_as: String,
    valid_from: Option<time::Date>,
    valid_until: Option<time::Date>,
    revision: i32,
    edited_by: uuid::Uuid,
    editor: String,
    edited_at: time::OffsetDateTime,
    published_version: Option<i32>,
    review_asked_by: Option<uuid::Uuid>,
    asker: Option<String>,
    review_asked_at: Option<time::OffsetDateTime>,
}

/// A review that was asked for, from its columns.
pub(crate) fn review_ask(
    by: Option<uuid::Uuid>,
    name: Option<String>,
    at: Option<time::OffsetDateTime>,
) -> Option<ReviewAsk> {
    Some(ReviewAsk {
        by: PersonRef {
            id: by?.into(),
            name: name?,
        },
        at: at?,
    })
}

impl DraftRow {
    fn read(self) -> Result<ArticleDraft, StoreError> {
        Ok(ArticleDraft {
            id: self.id.into(),
            state: read("state", &self.state)?,
            fields: ArticleFields {
                slug: self.slug,
                category: self.category,
                audience: read("audience", &self.audience)?,
                title: self.title,
                body: self.body,
                asked_as: self.asked_as,
                valid_from: self.valid_from,
                valid_until: self.valid_until,
            },
            revision: self.revision,
            edited_by: PersonRef {
                id: self.edited_by.into(),
                name: self.editor,
            },
            edited_at: self.edited_at,
            published_version: self.published_version,
            review: review_ask(self.review_asked_by, self.asker, self.review_asked_at),
        })
    }
}

/// The drafts of this category and in this state, by title; all where none is named.
///
/// # Errors
/// The database said no.
pub async fn drafts(
    conn: &mut PgConnection,
    category: Option<&str>,
    state: Option<ArticleState>,
) -> Result<Vec<ArticleDraft>, StoreError> {
    some_drafts(conn, None, category, state).await
}

/// A draft, locked until the transaction ends, so that whoever changes it knows what they change.
///
/// # Errors
/// The database said no.
pub async fn lock(conn: &mut PgConnection, id: ArticleId) -> Result<Option<ArticleDraft>, StoreError> {
    sqlx::query!("select id from articles where id = $1 for no key update", id.get())
        .fetch_optional(&mut *conn)
        .await?;
    draft(conn, id).await
}

/// A draft as it is.
///
/// # Errors
/// The database said no.
pub async fn draft(conn: &mut PgConnection, id: ArticleId) -> Result<Option<ArticleDraft>, StoreError> {
    Ok(some_drafts(conn, Some(id), None, None).await?.pop())
}

async fn some_drafts(
    conn: &mut PgConnection,
    only: Option<ArticleId>,
    category: Option<&str>,
    state: Option<ArticleState>,
) -> Result<Vec<ArticleDraft>, StoreError> {
    let rows = sqlx::query_as!(
        DraftRow,
        r#"select a.id, a.slug, a.category, a.audience, a.state, a.title, a.body, a.asked_as, a.valid_from, a.valid_until,
             a.revision, a.edited_by, p.name as editor, a.edited_at, a.published_version,
             a.review_asked_by, q.name as "asker?", a.review_asked_at
         from articles a join people p on p.id = a.edited_by left join people q on q.id = a.review_asked_by
         where ($1::uuid is null or a.id = $1)
             and ($2::text is null or a.category = $2)
             and ($3::text is null or a.state = $3)
         order by lower(a.title), a.id"#,
        only.map(ArticleId::get),
        category,
        state.map(ArticleState::as_str),
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(DraftRow::read).collect()
}

/// The list for editors, by title: every draft. What readers see ends on the day that the published version says, whatever
/// the draft says by now.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn rows_for_editors(conn: &mut PgConnection) -> Result<Vec<ArticleRow>, StoreError> {
    sqlx::query!(
        r#"select a.id, a.title, a.category, a.audience, a.state, a.published_version as version,
             case when a.published_version is null then a.valid_until else v.valid_until end
                 - (now() at time zone 'America/Sao_Paulo')::date as "days_left?"
         from articles a
         left join article_versions v on v.article_id = a.id and v.version = a.published_version
         order by lower(a.title), a.id"#
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
            state: read("state", &row.state)?,
            version: row.version,
            days_left: row.days_left,
        })
    })
    .collect()
}

/// The article of this slug, if there is one.
///
/// # Errors
/// The database said no.
pub async fn by_slug(conn: &mut PgConnection, slug: &str) -> Result<Option<ArticleId>, StoreError> {
    Ok(sqlx::query_scalar!("select id from articles where slug = $1", slug)
        .fetch_optional(conn)
        .await?
        .map(Into::into))
}
