//! Files that people have chosen to send. The bytes lie in the object store; a message that carries one makes it a file
//! of its own.

use enlace_domain::{ConversationId, PersonId, UploadId};
use sqlx::PgConnection;

use crate::{StoreError, media::Stored};

/// A file that somebody has chosen.
#[derive(Clone, PartialEq, Eq)]
pub struct Upload {
    /// Which one.
    pub id: UploadId,
    /// Who chose it; nobody else sends it.
    pub person: PersonId,
    /// For which conversation.
    pub conversation: ConversationId,
    /// What it is and where it lies.
    pub stored: Stored,
    /// What it is called, where it has a name.
    pub file_name: Option<String>,
}

/// Shows no name of a file: `Debug` may reach a log.
impl std::fmt::Debug for Upload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Upload")
            .field("id", &self.id)
            .field("stored", &self.stored)
            .finish_non_exhaustive()
    }
}

/// Writes one down.
///
/// # Errors
/// The database said no.
pub async fn insert(conn: &mut PgConnection, new: &Upload) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into uploads (id, person_id, conversation_id, content_type, bytes, sha256, file_name)
         values ($1, $2, $3, $4, $5, $6, $7)",
        new.id.get(),
        new.person.get(),
        new.conversation.get(),
        new.stored.content_type,
        new.stored.bytes,
        new.stored.sha256,
        new.file_name,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// One that this person chose for this conversation.
///
/// # Errors
/// The database said no.
pub async fn find(
    conn: &mut PgConnection,
    id: UploadId,
    person: PersonId,
    conversation: ConversationId,
) -> Result<Option<Upload>, StoreError> {
    let row = sqlx::query!(
        "select content_type, bytes, sha256, file_name from uploads
         where id = $1 and person_id = $2 and conversation_id = $3
         -- until the message that carries it is written, it is not cleared away
         for share",
        id.get(),
        person.get(),
        conversation.get(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Upload {
        id,
        person,
        conversation,
        stored: Stored {
            content_type: row.content_type,
            bytes: row.bytes,
            sha256: row.sha256,
        },
        file_name: row.file_name,
    }))
}

/// The objects of uploads that are older than a day, at most `limit`. A file that was sent is its message's by now, and
/// needs its upload no more.
///
/// # Errors
/// The database said no.
pub async fn old_objects(conn: &mut PgConnection, limit: i64) -> Result<Vec<String>, StoreError> {
    let objects = sqlx::query_scalar!(
        r#"select distinct old.sha256 as "sha256!"
           from (select sha256 from uploads where created_at < now() - interval '1 day' order by created_at limit $1) old"#,
        limit
    )
    .fetch_all(conn)
    .await?;
    Ok(objects)
}

/// Forgets the uploads of an object that are older than a day.
///
/// # Errors
/// The database said no.
pub async fn forget_old(conn: &mut PgConnection, sha256: &str) -> Result<(), StoreError> {
    sqlx::query!(
        "delete from uploads where sha256 = $1 and created_at < now() - interval '1 day'",
        sha256
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether anything names the object. A table that comes to name objects is to be asked here.
///
/// # Errors
/// The database said no.
pub async fn is_named(conn: &mut PgConnection, sha256: &str) -> Result<bool, StoreError> {
    let named = sqlx::query_scalar!(
        r#"select exists (select from uploads where sha256 = $1)
               or exists (select from media where sha256 = $1)
               or exists (select from article_files where sha256 = $1) as "named!""#,
        sha256
    )
    .fetch_one(conn)
    .await?;
    Ok(named)
}

/// Keeps an object from being cleared away until the transaction ends, in which something comes to name it: whoever has
/// written its bytes looks then whether they are there still.
///
/// # Errors
/// The database said no.
pub async fn hold_object(conn: &mut PgConnection, sha256: &str) -> Result<(), StoreError> {
    sqlx::query!(
        "select pg_advisory_xact_lock_shared(hashtextextended('object:' || $1, 0))",
        sha256
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Waits until nobody is about to name the object, and keeps everybody from it until the transaction ends.
///
/// # Errors
/// The database said no.
pub async fn lock_object(conn: &mut PgConnection, sha256: &str) -> Result<(), StoreError> {
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended('object:' || $1, 0))",
        sha256
    )
    .execute(conn)
    .await?;
    Ok(())
}
