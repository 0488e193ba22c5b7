//! Finding a file, to show it or to send it.

use enlace_domain::{ConversationId, MediaId, MessageId, PersonId, media::MediaState};
use sqlx::PgConnection;

use crate::{StoreError, column::read};

/// What is known of a file.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    /// Which file.
    pub id: MediaId,
    /// Its message; `None` for what was uploaded and not sent yet.
    pub message: Option<MessageId>,
    /// Its message's thread.
    pub conversation: Option<ConversationId>,
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
    /// Who uploaded it, where it is ours.
    pub uploaded_by: Option<PersonId>,
}

/// One file.
///
/// # Errors
/// The database said no, or the row is impossible.
pub async fn find(conn: &mut PgConnection, id: MediaId) -> Result<Option<File>, StoreError> {
    sqlx::query!(
        r#"select f.id, f.message_id, m.conversation_id as "conversation_id?", f.state, f.content_type, f.bytes,
                  f.sha256, f.file_name, f.uploaded_by
           from media f left join messages m on m.id = f.message_id
           where f.id = $1"#,
        id.get()
    )
    .fetch_optional(conn)
    .await?
    .map(|row| {
        Ok(File {
            id: row.id.into(),
            message: row.message_id.map(MessageId::from),
            conversation: row.conversation_id.map(ConversationId::from),
            state: read("media state", &row.state)?,
            content_type: row.content_type,
            bytes: row.bytes,
            sha256: row.sha256,
            file_name: row.file_name,
            uploaded_by: row.uploaded_by.map(PersonId::from),
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
