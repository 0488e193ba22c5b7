//! How far a file came that a provider has.

use enlace_domain::{ChannelId, MediaId, MessageKind};
use serde_json::Value;
use sqlx::PgConnection;

use crate::{StoreError, column::read};

/// A file to be fetched.
#[derive(Clone, Debug)]
pub struct Fetching {
    /// Where the provider has it.
    pub reference: Value,
    /// The channel whose provider has it.
    pub channel: ChannelId,
    /// What its message carries: documents may be larger.
    pub kind: MessageKind,
}

/// A file that lies in the object store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// What its bytes say it is.
    pub content_type: String,
    /// Its size.
    pub bytes: i64,
    /// The name of its object.
    pub sha256: String,
}

/// Counts an attempt at a file that is on its way. `None`: there is nothing to fetch (any more).
///
/// # Errors
/// The database said no, or the row is impossible.
pub async fn begin_fetch(conn: &mut PgConnection, id: MediaId) -> Result<Option<Fetching>, StoreError> {
    sqlx::query!(
        r#"update media f set attempts = f.attempts + 1
           from messages m
           where f.id = $1 and f.state = 'pending' and m.id = f.message_id
           returning f.reference, m.channel_id, m.kind"#,
        id.get()
    )
    .fetch_optional(conn)
    .await?
    .map(|row| {
        Ok(Fetching {
            reference: row.reference,
            channel: row.channel_id.into(),
            kind: read("message kind", &row.kind)?,
        })
    })
    .transpose()
}

/// Keeps the address cards that a file on its way turned out to hold as those of its message. To be called before
/// [`keep_stored`], which tells of both.
///
/// # Errors
/// The database said no.
pub async fn keep_contacts(conn: &mut PgConnection, id: MediaId, contacts: &Value) -> Result<(), StoreError> {
    sqlx::query!(
        "update messages m
         set extra = jsonb_set(m.extra, '{contacts}', coalesce(m.extra -> 'contacts', '[]') || $2)
         from media f
         where f.id = $1 and m.id = f.message_id and f.state <> 'stored'",
        id.get(),
        contacts,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The file is here; its message is told as changed. Where its message was erased meanwhile, the bytes are noted to be taken
/// away.
///
/// # Errors
/// The database said no.
pub async fn keep_stored(conn: &mut PgConnection, id: MediaId, stored: &Stored) -> Result<(), StoreError> {
    sqlx::query!(
        "with kept as (
             update media set state = 'stored', content_type = $2, bytes = $3, sha256 = $4, error_text = null,
                 fetched_at = now()
             where id = $1 and state <> 'stored' returning message_id),
         nobodys as (
             insert into erased_objects (sha256) select $4::text
             where not exists (select from media where id = $1)
             on conflict do nothing)
         insert into event_stream (kind, conversation_id, message_id)
         select 'message', m.conversation_id, m.id from kept join messages m on m.id = kept.message_id",
        id.get(),
        stored.content_type,
        stored.bytes,
        stored.sha256,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The file can't be had; its message is told as changed.
///
/// # Errors
/// The database said no.
pub async fn keep_failed(conn: &mut PgConnection, id: MediaId, words: &str) -> Result<(), StoreError> {
    sqlx::query!(
        "with kept as (
             update media set state = 'failed', error_text = $2 where id = $1 and state = 'pending'
             returning message_id)
         insert into event_stream (kind, conversation_id, message_id)
         select 'message', m.conversation_id, m.id from kept join messages m on m.id = kept.message_id",
        id.get(),
        words,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Makes a failed file one that is on its way; its message is told as changed. `false`: it has not failed.
///
/// # Errors
/// The database said no.
pub async fn queue_again(conn: &mut PgConnection, id: MediaId) -> Result<bool, StoreError> {
    let again = sqlx::query!(
        "with again as (
             update media set state = 'pending', error_text = null
             where id = $1 and state = 'failed' returning message_id)
         insert into event_stream (kind, conversation_id, message_id)
         select 'message', m.conversation_id, m.id from again join messages m on m.id = again.message_id",
        id.get()
    )
    .execute(conn)
    .await?;
    Ok(again.rows_affected() == 1)
}
