//! The files of a person.

use sqlx::PgConnection;

use super::Person;
use crate::StoreError;

/// Takes the files of a person's messages away, and those chosen for them and not sent, and notes their objects, whose bytes
/// go after the commit. How many files of messages those are.
///
/// # Errors
/// The database said no.
pub async fn files(conn: &mut PgConnection, person: &Person) -> Result<i64, StoreError> {
    let files = sqlx::query_scalar!(
        r#"with gone as (
               delete from media f using messages m
               where m.id = f.message_id and m.conversation_id = any($1) returning f.sha256),
           unsent as (
               delete from uploads where conversation_id = any($1) returning sha256),
           noted as (
               insert into erased_objects (sha256)
               select sha256 from gone where sha256 is not null union select sha256 from unsent
               on conflict do nothing)
           select count(*) as "files!" from gone"#,
        &person.conversations
    )
    .fetch_one(conn)
    .await?;
    Ok(files)
}

/// Objects whose bytes are to be taken away, at most `limit`.
///
/// # Errors
/// The database said no.
pub async fn objects(conn: &mut PgConnection, limit: i64) -> Result<Vec<String>, StoreError> {
    let objects = sqlx::query_scalar!("select sha256 from erased_objects order by noted_at limit $1", limit)
        .fetch_all(conn)
        .await?;
    Ok(objects)
}

/// An object's bytes are gone, or are somebody else's, too.
///
/// # Errors
/// The database said no.
pub async fn forget_object(conn: &mut PgConnection, sha256: &str) -> Result<(), StoreError> {
    sqlx::query!("delete from erased_objects where sha256 = $1", sha256)
        .execute(conn)
        .await?;
    Ok(())
}
