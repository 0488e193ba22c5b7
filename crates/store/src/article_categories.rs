//! The categories of articles.

use enlace_domain::view::CategoryView;
use sqlx::PgConnection;

use crate::StoreError;

/// The constraint that keeps an article to a category that there is, for [`crate::violates`].
pub const CATEGORY_KEY: &str = "articles_category_fkey";

/// The advisory lock's number: names are given seldom, and one at a time can't be given twice.
const NAMES: i64 = 0x656e_6c61_6365_6361;

/// Waits until nobody else names a category; until the transaction ends.
///
/// # Errors
/// The database said no.
pub async fn lock_category_names(conn: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query!("select pg_advisory_xact_lock($1)", NAMES)
        .execute(conn)
        .await?;
    Ok(())
}

/// The categories, by name.
///
/// # Errors
/// The database said no.
pub async fn categories(conn: &mut PgConnection) -> Result<Vec<CategoryView>, StoreError> {
    Ok(sqlx::query_as!(
        CategoryView,
        "select key, name from article_categories order by name, key"
    )
    .fetch_all(conn)
    .await?)
}

/// Whether there is this category.
///
/// # Errors
/// The database said no.
pub async fn has_category(conn: &mut PgConnection, key: &str) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from article_categories where key = $1) as "known!""#,
        key
    )
    .fetch_one(conn)
    .await?)
}

/// Makes a category. Whether the key or the name was new.
///
/// # Errors
/// The database said no.
pub async fn insert_category(conn: &mut PgConnection, key: &str, name: &str) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        "insert into article_categories (key, name) values ($1, $2) on conflict do nothing",
        key,
        name,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Gives a category another name. Whether there was such a category.
///
/// # Errors
/// The database said no.
pub async fn rename_category(conn: &mut PgConnection, key: &str, name: &str) -> Result<bool, StoreError> {
    let done = sqlx::query!("update article_categories set name = $2 where key = $1", key, name)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Keeps articles from being put into a category until the transaction ends, and waits for those that are; its name, or
/// `None` where there is no such category.
///
/// # Errors
/// The database said no.
pub async fn lock_category(conn: &mut PgConnection, key: &str) -> Result<Option<String>, StoreError> {
    Ok(
        sqlx::query_scalar!("select name from article_categories where key = $1 for update", key)
            .fetch_optional(conn)
            .await?,
    )
}

/// How many articles are in a category: as drafts, or as what readers see.
///
/// # Errors
/// The database said no.
pub async fn articles_in_category(conn: &mut PgConnection, key: &str) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "articles!" from articles a
         left join article_versions v on v.article_id = a.id and v.version = a.published_version
         where a.category = $1 or v.category = $1"#,
        key
    )
    .fetch_one(conn)
    .await?)
}

/// Removes a category that no draft is in.
///
/// # Errors
/// The database said no, also where a draft is in it.
pub async fn delete_category(conn: &mut PgConnection, key: &str) -> Result<(), StoreError> {
    sqlx::query!("delete from article_categories where key = $1", key)
        .execute(conn)
        .await?;
    Ok(())
}
