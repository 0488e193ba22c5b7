//! What became of a message afterwards: whoever wrote it, a subscriber or somebody on the phone itself, changed its words or
//! took it back. What it said before is kept.

use enlace_domain::{ChannelId, MessageId, message, view::EarlierWords};
use sqlx::PgConnection;

use crate::StoreError;

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// The message is as its writer wants it.
    Done(MessageId),
    /// No message of a subscriber, and none written on the phone, bears the id on this channel.
    Unknown,
}

/// Gives a message that was written in WhatsApp new words and keeps the earlier ones. The same words again change nothing.
///
/// # Errors
/// The database said no.
pub async fn edit(
    conn: &mut PgConnection,
    channel: ChannelId,
    provider_message_id: &str,
    body: &str,
) -> Result<Changed, StoreError> {
    let Some(id) = lock(conn, channel, provider_message_id).await? else {
        return Ok(Changed::Unknown);
    };
    sqlx::query!(
        "with before as (
             select id, conversation_id, body, position from messages where id = $1 and body <> $2),
         kept as (
             insert into message_versions (message_id, number, body)
             select id, 1 + (select count(*) from message_versions v where v.message_id = id), body from before),
         changed as (
             update messages set body = $2, edited_at = now() where id in (select id from before)),
         carded as (
             update conversations c set last_message_preview = $3, updated_at = now()
             from before b
             where c.id = b.conversation_id and not exists (
                 select 1 from messages later
                 where later.conversation_id = c.id and later.position > b.position and later.direction <> 'system')),
         told as (
             select 1 as position, 'message' as kind union all select 2, 'conversation')
         insert into event_stream (kind, conversation_id, message_id)
         select told.kind, b.conversation_id, case told.kind when 'message' then b.id end
         from before b, told order by told.position",
        id.get(),
        body,
        message::preview(body),
    )
    .execute(conn)
    .await?;
    Ok(Changed::Done(id))
}

/// Marks a message that was written in WhatsApp as taken back. Its words stay for the record.
///
/// # Errors
/// The database said no.
pub async fn revoke(
    conn: &mut PgConnection,
    channel: ChannelId,
    provider_message_id: &str,
) -> Result<Changed, StoreError> {
    let Some(id) = lock(conn, channel, provider_message_id).await? else {
        return Ok(Changed::Unknown);
    };
    sqlx::query!(
        "with revoked as (
             update messages set revoked_at = now() where id = $1 and revoked_at is null returning id, conversation_id)
         insert into event_stream (kind, conversation_id, message_id)
         select 'message', conversation_id, id from revoked",
        id.get(),
    )
    .execute(conn)
    .await?;
    Ok(Changed::Done(id))
}

async fn lock(
    conn: &mut PgConnection,
    channel: ChannelId,
    provider_message_id: &str,
) -> Result<Option<MessageId>, StoreError> {
    let id = sqlx::query_scalar!(
        "select id from messages
         where channel_id = $1 and provider_message_id = $2 and author_kind in ('subscriber', 'phone') for update",
        channel.get(),
        provider_message_id,
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(MessageId::from))
}

/// What a message said before each change, oldest first.
///
/// # Errors
/// The database said no.
pub async fn earlier_words(conn: &mut PgConnection, message: MessageId) -> Result<Vec<EarlierWords>, StoreError> {
    Ok(sqlx::query_as!(
        EarlierWords,
        r#"select body, replaced_at as "until" from message_versions where message_id = $1 order by number"#,
        message.get()
    )
    .fetch_all(conn)
    .await?)
}
