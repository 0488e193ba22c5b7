//! The categories of articles.

use enlace_domain::view::CategoryView;
use sqlx::PgConnection;

use crate::StoreError;

/// The constraint that keeps an article to a category that there is, for [`crate::violates`].
pub const CATEGORY_KEY: &str = "articles_category_fkey";

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
