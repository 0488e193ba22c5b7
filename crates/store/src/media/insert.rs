//! New files: those that a subscriber's message names, and those that we upload.

use enlace_domain::{MediaId, MessageId, PersonId};
use serde_json::Value;
use sqlx::PgConnection;

use super::Stored;
use crate::StoreError;

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

/// A file of ours that lies in the object store already.
#[derive(Clone, Debug)]
pub struct NewUpload<'a> {
    /// Who uploaded it.
    pub by: PersonId,
    /// What the browser says it is.
    pub declared_type: Option<&'a str>,
    /// What it is called.
    pub file_name: Option<&'a str>,
    /// What is there.
    pub stored: &'a Stored,
}

/// Writes down a file that was uploaded and is not sent yet.
///
/// # Errors
/// The database said no.
pub async fn insert_upload(conn: &mut PgConnection, new: &NewUpload<'_>) -> Result<MediaId, StoreError> {
    let id = MediaId::new();
    sqlx::query!(
        "insert into media (id, uploaded_by, state, declared_type, file_name, content_type, bytes, sha256, fetched_at)
         values ($1, $2, 'stored', $3, $4, $5, $6, $7, now())",
        id.get(),
        new.by.get(),
        new.declared_type,
        new.file_name,
        new.stored.content_type,
        new.stored.bytes,
        new.stored.sha256,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// Makes an upload the file of a message. `false`: it is another message's already.
///
/// # Errors
/// The database said no.
pub async fn attach(conn: &mut PgConnection, upload: MediaId, message: MessageId) -> Result<bool, StoreError> {
    let attached = sqlx::query!(
        "update media set message_id = $2 where id = $1 and message_id is null",
        upload.get(),
        message.get(),
    )
    .execute(conn)
    .await?;
    Ok(attached.rows_affected() == 1)
}
