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
         where id = $1 and person_id = $2 and conversation_id = $3",
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
