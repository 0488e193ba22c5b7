//! New files: those that a subscriber's message names, and those that we send.

use enlace_domain::{MediaId, MessageId};
use serde_json::Value;
use sqlx::PgConnection;

use crate::{StoreError, uploads::Upload};

/// A file that a message names, not fetched yet.
#[derive(Clone, Debug)]
pub struct NewMedia<'a> {
    /// Whose file.
    pub message: MessageId,
    /// Its place within the message, from 0.
    pub position: i16,
    /// Where the provider has it.
    pub reference: &'a Value,
    /// What the provider says it is.
    pub declared_type: Option<&'a str>,
    /// What the subscriber called it.
    pub file_name: Option<&'a str>,
    /// A voice message rather than a sound file.
    pub voice: bool,
}

/// Writes down a file that is still to be fetched.
///
/// # Errors
/// The database said no.
pub async fn insert(conn: &mut PgConnection, new: &NewMedia<'_>) -> Result<MediaId, StoreError> {
    let id = MediaId::new();
    sqlx::query!(
        "insert into media (id, message_id, position, reference, declared_type, file_name, voice)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id.get(),
        new.message.get(),
        new.position,
        new.reference,
        new.declared_type,
        new.file_name,
        new.voice,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// Writes down the file of a message of ours, which lies in the object store already.
///
/// # Errors
/// The database said no.
pub async fn insert_sent(
    conn: &mut PgConnection,
    id: MediaId,
    message: MessageId,
    upload: &Upload,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into media (id, message_id, reference, state, content_type, bytes, sha256, file_name, fetched_at)
         values ($1, $2, '{}', 'stored', $3, $4, $5, $6, now())",
        id.get(),
        message.get(),
        upload.stored.content_type,
        upload.stored.bytes,
        upload.stored.sha256,
        upload.file_name,
    )
    .execute(conn)
    .await?;
    Ok(())
}
