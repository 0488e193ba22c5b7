//! The passages of published articles, and the vectors that were computed of them.

use enlace_domain::{ArticleId, article::Audience};
use sqlx::PgConnection;
use time::Date;
use uuid::Uuid;

use crate::{StoreError, column::read};

/// A passage to be kept, or a way of asking.
#[derive(Clone, Debug)]
pub struct NewPassage {
    /// The headings above it.
    pub heading: String,
    /// As Markdown.
    pub markdown: String,
    /// Without it.
    pub plain: String,
    /// Whether it is a way of asking, whose words stand in `plain`.
    pub asked: bool,
}

/// A passage that readers may find.
#[derive(Clone, Debug)]
pub struct StoredPassage {
    /// Which.
    pub id: Uuid,
    /// Of which article.
    pub article: ArticleId,
    /// Of which version of it.
    pub version: i32,
    /// The article's name in addresses.
    pub slug: String,
    /// The article's title.
    pub title: String,
    /// The key of the article's category.
    pub category: String,
    /// For whom it is written.
    pub audience: Audience,
    /// The first day on which it holds.
    pub valid_from: Option<Date>,
    /// The last.
    pub valid_until: Option<Date>,
    /// The headings above it.
    pub heading: String,
    /// As Markdown.
    pub markdown: String,
    /// Without it.
    pub plain: String,
    /// Whether it is a way of asking: it is looked for, and never shown.
    pub asked: bool,
}

struct PassageRow {
    id: Uuid,
    article_id: Uuid,
    version: i32,
    heading: String,
    markdown: String,
    plain: String,
    asked: bool,
    slug: String,
    title: String,
    category: String,
    audience: String,
    valid_from: Option<Date>,
    valid_until: Option<Date>,
}

impl PassageRow {
    fn read(self) -> Result<StoredPassage, StoreError> {
        Ok(StoredPassage {
            id: self.id,
            article: self.article_id.into(),
            version: self.version,
            slug: self.slug,
            title: self.title,
            category: self.category,
            audience: read("audience", &self.audience)?,
            valid_from: self.valid_from,
            valid_until: self.valid_until,
            heading: self.heading,
            markdown: self.markdown,
            plain: self.plain,
            asked: self.asked,
        })
    }
}

/// How often what readers see has changed, and how often a new index was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnowledgeState {
    /// Changes.
    pub revision: i64,
    /// New indexes.
    pub rebuilds: i64,
}

/// Keeps the passages of a version, in their order, and after them the ways of asking.
///
/// # Errors
/// The database said no.
pub async fn insert(
    conn: &mut PgConnection,
    article: ArticleId,
    version: i32,
    passages: &[NewPassage],
) -> Result<(), StoreError> {
    let ids: Vec<Uuid> = passages.iter().map(|_| Uuid::now_v7()).collect();
    let asked: Vec<bool> = passages.iter().map(|passage| passage.asked).collect();
    let column = |field: fn(&NewPassage) -> &String| passages.iter().map(field).cloned().collect::<Vec<_>>();
    sqlx::query!(
        "insert into article_passages (id, article_id, version, position, heading, markdown, plain, asked)
         select u.id, $1, $2, u.at - 1, u.heading, u.markdown, u.plain, u.asked
         from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::bool[]) with ordinality
             as u (id, heading, markdown, plain, asked, at)",
        article.get(),
        version,
        &ids,
        &column(|passage| &passage.heading),
        &column(|passage| &passage.markdown),
        &column(|passage| &passage.plain),
        &asked,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Says that what readers see has changed.
///
/// # Errors
/// The database said no.
pub async fn touch(conn: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query!("update knowledge_state set revision = revision + 1")
        .execute(conn)
        .await?;
    Ok(())
}

/// Asks every process for a new index.
///
/// # Errors
/// The database said no.
pub async fn ask_for_rebuild(conn: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query!("update knowledge_state set rebuilds = rebuilds + 1")
        .execute(conn)
        .await?;
    Ok(())
}

/// How often that happened.
///
/// # Errors
/// The database said no.
pub async fn state(conn: &mut PgConnection) -> Result<KnowledgeState, StoreError> {
    Ok(
        sqlx::query_as!(KnowledgeState, "select revision, rebuilds from knowledge_state")
            .fetch_one(conn)
            .await?,
    )
}

/// The published articles, each with its version and the number of its passages and ways of asking, whether they hold today or not.
///
/// # Errors
/// The database said no.
pub async fn published(conn: &mut PgConnection) -> Result<Vec<(ArticleId, i32, usize)>, StoreError> {
    let rows = sqlx::query!(
        r#"select a.id, a.published_version as "version!", count(*) as "passages!"
           from articles a
           join article_passages p on p.article_id = a.id and p.version = a.published_version
           group by a.id"#
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let passages = usize::try_from(row.passages).unwrap_or_default();
            (row.id.into(), row.version, passages)
        })
        .collect())
}

/// The passages of these articles' published versions and the ways of asking, or those of all, in their order.
///
/// # Errors
/// The database said no.
pub async fn of_articles(
    conn: &mut PgConnection,
    only: Option<&[ArticleId]>,
) -> Result<Vec<StoredPassage>, StoreError> {
    let only: Option<Vec<Uuid>> = only.map(|ids| ids.iter().map(|id| id.get()).collect());
    sqlx::query_as!(
        PassageRow,
        "select p.id, p.article_id, p.version, p.heading, p.markdown, p.plain, p.asked, v.slug, v.title, v.category,
             v.audience, v.valid_from, v.valid_until
         from articles a
         join article_versions v on v.article_id = a.id and v.version = a.published_version
         join article_passages p on p.article_id = v.article_id and p.version = v.version
         where $1::uuid[] is null or a.id = any($1)
         order by p.article_id, p.position",
        only.as_deref(),
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(PassageRow::read)
    .collect()
}

/// Those of these passages that belong to an article which is published, in no order. An article's newer version may
/// not be in the index yet: until then its older passages stand for it.
///
/// # Errors
/// The database said no.
pub async fn these(conn: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<StoredPassage>, StoreError> {
    sqlx::query_as!(
        PassageRow,
        "select p.id, p.article_id, p.version, p.heading, p.markdown, p.plain, p.asked, v.slug, v.title, v.category,
             v.audience, v.valid_from, v.valid_until
         from article_passages p
         join articles a on a.id = p.article_id and a.published_version is not null
         join article_versions v on v.article_id = p.article_id and v.version = p.version
         where p.id = any($1)",
        ids,
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(PassageRow::read)
    .collect()
}
