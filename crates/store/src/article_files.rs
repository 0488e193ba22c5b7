//! Pictures and documents of articles. The bytes lie in the object store; a text names a file by its id, and which text
//! names which is written down with the text.

use enlace_domain::{
    ArticleFileId, ArticleId, PersonId, article_file::named_in, media::Display, view::ArticleFileView,
};
use sqlx::PgConnection;

use crate::{StoreError, media::Stored};

/// The draft, where a version is asked for.
pub const DRAFT: i32 = 0;

/// A file of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleFile {
    /// What it is and where it lies.
    pub stored: Stored,
    /// What it is called, where it has a name.
    pub file_name: Option<String>,
}

/// Writes one down and returns its id; the same bytes are there once an article, under the id they have.
///
/// # Errors
/// The database said no.
pub async fn insert(
    conn: &mut PgConnection,
    article: ArticleId,
    file: &ArticleFile,
    by: PersonId,
) -> Result<ArticleFileId, StoreError> {
    let id = sqlx::query_scalar!(
        "insert into article_files (id, article_id, content_type, bytes, sha256, file_name, added_by)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (article_id, sha256) do update set added_at = now(), file_name = excluded.file_name
         returning id",
        ArticleFileId::new().get(),
        article.get(),
        file.stored.content_type,
        file.stored.bytes,
        file.stored.sha256,
        file.file_name,
        by.get(),
    )
    .fetch_one(conn)
    .await?;
    Ok(id.into())
}

/// Writes down one that came with an archive, under the id by which the archive's articles name it. One of this id that is
/// here stays as it is.
///
/// # Errors
/// The database said no.
pub async fn insert_unpacked(
    conn: &mut PgConnection,
    id: ArticleFileId,
    stored: &Stored,
    by: PersonId,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into article_files (id, content_type, bytes, sha256, added_by) values ($1, $2, $3, $4, $5)
         on conflict (id) do nothing",
        id.get(),
        stored.content_type,
        stored.bytes,
        stored.sha256,
        by.get(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes down which files a text names: that of a version, or of the [`DRAFT`]. What is no file is left out.
///
/// # Errors
/// The database said no.
pub(crate) async fn name(
    conn: &mut PgConnection,
    article: ArticleId,
    version: i32,
    text: &str,
) -> Result<(), StoreError> {
    let named: Vec<uuid::Uuid> = named_in(text).into_iter().map(ArticleFileId::get).collect();
    sqlx::query!(
        "with gone as (
             delete from article_file_uses where article_id = $1 and version = $2 and file_id <> all($3)
         )
         insert into article_file_uses (article_id, version, file_id)
         select $1, $2, id from article_files where id = any($3)
         on conflict do nothing",
        article.get(),
        version,
        &named,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// One of them.
///
/// # Errors
/// The database said no.
pub async fn find(conn: &mut PgConnection, id: ArticleFileId) -> Result<Option<ArticleFile>, StoreError> {
    let row = sqlx::query!(
        "select content_type, bytes, sha256, file_name from article_files where id = $1",
        id.get()
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| ArticleFile {
        stored: Stored {
            content_type: row.content_type,
            bytes: row.bytes,
            sha256: row.sha256,
        },
        file_name: row.file_name,
    }))
}

/// Where the bytes of these lie, as far as they are there, oldest first.
///
/// # Errors
/// The database said no.
pub async fn objects(
    conn: &mut PgConnection,
    ids: &[ArticleFileId],
) -> Result<Vec<(ArticleFileId, Stored)>, StoreError> {
    let ids: Vec<uuid::Uuid> = ids.iter().map(|id| id.get()).collect();
    let rows = sqlx::query!(
        "select id, content_type, bytes, sha256 from article_files where id = any($1) order by id",
        &ids,
    )
    .fetch_all(conn)
    .await?;
    let object = |content_type, bytes, sha256| Stored {
        content_type,
        bytes,
        sha256,
    };
    Ok(rows
        .into_iter()
        .map(|row| (row.id.into(), object(row.content_type, row.bytes, row.sha256)))
        .collect())
}

/// Whether something that readers see today names it; with `for_subscribers`, something that is written for them.
///
/// # Errors
/// The database said no.
pub async fn is_published(
    conn: &mut PgConnection,
    id: ArticleFileId,
    for_subscribers: bool,
) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
               select from article_file_uses u
               join articles a on a.id = u.article_id and a.published_version = u.version
               join article_versions v on v.article_id = u.article_id and v.version = u.version
               where u.file_id = $1
                   and (v.audience = 'subscriber' or not $2)
                   and (now() at time zone 'America/Sao_Paulo')::date
                       between coalesce(v.valid_from, '-infinity') and coalesce(v.valid_until, 'infinity')
           ) as "published!""#,
        id.get(),
        for_subscribers,
    )
    .fetch_one(conn)
    .await?)
}

struct Row {
    id: uuid::Uuid,
    content_type: String,
    bytes: i64,
    file_name: Option<String>,
}

impl From<Row> for ArticleFileView {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.into(),
            picture: Display::of(&row.content_type) == Display::Image,
            file_name: row.file_name,
            bytes: row.bytes,
        }
    }
}

/// Those that a version of an article names.
///
/// # Errors
/// The database said no.
pub async fn of_version(
    conn: &mut PgConnection,
    article: ArticleId,
    version: i32,
) -> Result<Vec<ArticleFileView>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        "select f.id, f.content_type, f.bytes, f.file_name
         from article_file_uses u join article_files f on f.id = u.file_id
         where u.article_id = $1 and u.version = $2
         order by f.added_at, f.id",
        article.get(),
        version,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Those that were put into an article, and those of others that its draft names.
///
/// # Errors
/// The database said no.
pub async fn for_editor(conn: &mut PgConnection, article: ArticleId) -> Result<Vec<ArticleFileView>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        "select f.id, f.content_type, f.bytes, f.file_name
         from article_files f
         where f.article_id = $1
             or f.id in (select u.file_id from article_file_uses u where u.article_id = $1 and u.version = $2)
         order by f.added_at, f.id",
        article.get(),
        DRAFT,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// These, as far as they are there.
///
/// # Errors
/// The database said no.
pub async fn these(conn: &mut PgConnection, ids: &[ArticleFileId]) -> Result<Vec<ArticleFileView>, StoreError> {
    let ids: Vec<uuid::Uuid> = ids.iter().map(|id| id.get()).collect();
    let rows = sqlx::query_as!(
        Row,
        "select id, content_type, bytes, file_name from article_files where id = any($1)",
        &ids,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Those that are older than a day and that no text names, with their objects; at most `limit`.
///
/// # Errors
/// The database said no.
pub async fn unnamed(conn: &mut PgConnection, limit: i64) -> Result<Vec<(ArticleFileId, String)>, StoreError> {
    let rows = sqlx::query!(
        "select f.id, f.sha256 from article_files f
         where f.added_at < now() - interval '1 day'
             and not exists (select from article_file_uses u where u.file_id = f.id)
         order by f.added_at limit $1",
        limit
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.sha256)).collect())
}

/// Forgets one that is still unnamed. Whoever is about to name it is waited for: the second look sees what they wrote.
///
/// # Errors
/// The database said no.
pub async fn forget_unnamed(conn: &mut PgConnection, id: ArticleFileId) -> Result<(), StoreError> {
    sqlx::query!("select id from article_files where id = $1 for update", id.get())
        .fetch_optional(&mut *conn)
        .await?;
    sqlx::query!(
        "delete from article_files f
         where f.id = $1 and f.added_at < now() - interval '1 day'
             and not exists (select from article_file_uses u where u.file_id = f.id)",
        id.get()
    )
    .execute(conn)
    .await?;
    Ok(())
}
