//! Finding a file, to show it.

use enlace_domain::{ConversationId, MediaId, MessageId, media::MediaState};
use sqlx::PgConnection;

use crate::{StoreError, column::read};

/// What is known of a file.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    /// Which file.
    pub id: MediaId,
    /// Its message.
    pub message: MessageId,
    /// Its message's thread.
    pub conversation: ConversationId,
    /// How far it came.
    pub state: MediaState,
    /// What its bytes say it is.
    pub content_type: Option<String>,
    /// Its size.
    pub bytes: Option<i64>,
    /// The name of its object in the store.
    pub sha256: Option<String>,
    /// What its sender called it.
    pub file_name: Option<String>,
}

/// One file.
///
/// # Errors
/// The database said no, or the row is impossible.
pub async fn find(conn: &mut PgConnection, id: MediaId) -> Result<Option<File>, StoreError> {
    sqlx::query!(
        "select f.id, f.message_id, m.conversation_id, f.state, f.content_type, f.bytes, f.sha256, f.file_name
         from media f join messages m on m.id = f.message_id
         where f.id = $1",
        id.get()
    )
    .fetch_optional(conn)
    .await?
    .map(|row| {
        Ok(File {
            id: row.id.into(),
            message: row.message_id.into(),
            conversation: row.conversation_id.into(),
            state: read("media state", &row.state)?,
            content_type: row.content_type,
            bytes: row.bytes,
            sha256: row.sha256,
            file_name: row.file_name,
        })
    })
    .transpose()
}

/// Shows no name of a file: `Debug` may reach a log.
impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("File")
            .field("id", &self.id)
            .field("state", &self.state)
            .field("content_type", &self.content_type)
            .finish_non_exhaustive()
    }
}
