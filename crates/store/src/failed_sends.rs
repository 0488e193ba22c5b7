//! Messages that failed of late, one by one; [`crate::channel_health::reports`] counts the same ones.

use enlace_domain::{ChannelId, ConversationId, MessageId};
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::StoreError;

/// A message that failed within 24 hours and was not sent again.
#[derive(Clone, Debug)]
pub struct FailedRow {
    /// Which.
    pub message: MessageId,
    /// The conversation it belongs to.
    pub conversation: ConversationId,
    /// What people call the channel it should have left by.
    pub channel: String,
    /// When it failed.
    pub at: OffsetDateTime,
    /// Why, in words for people.
    pub words: Option<String>,
}

/// At most so many of one channel, or of all; the newest first.
///
/// # Errors
/// The database said no.
pub async fn latest(
    conn: &mut PgConnection,
    channel: Option<ChannelId>,
    limit: i64,
) -> Result<Vec<FailedRow>, StoreError> {
    let rows = sqlx::query!(
        r#"select m.id as "id!", m.conversation_id as "conversation!", ch.name as "channel!", o.updated_at as "at!",
                  m.error_text
           from outbox o
           join messages m on m.id = o.message_id
           join channels ch on ch.id = m.channel_id
           where o.state = 'failed' and o.updated_at > now() - interval '24 hours'
             and ($1::uuid is null or m.channel_id = $1)
           order by o.updated_at desc, o.id desc limit $2"#,
        channel.map(ChannelId::get),
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| FailedRow {
            message: row.id.into(),
            conversation: row.conversation.into(),
            channel: row.channel,
            at: row.at,
            words: row.error_text,
        })
        .collect())
}
