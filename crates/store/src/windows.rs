//! The 24-hour window of a contact on a channel, read from all its conversations there, and from what it
//! wrote there into a conversation of another channel.

use enlace_domain::{ChannelId, ContactId, ConversationId, Window};
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::StoreError;

/// The window of a conversation's contact, and what it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// How it stands by the database's clock.
    pub window: Window,
    /// Whose.
    pub contact: ContactId,
    /// The subscriber's last message on the channel, in any conversation.
    pub last_inbound_at: Option<OffsetDateTime>,
}

/// The window that a conversation is in; `None` where there is no such conversation.
///
/// Whoever decides by it has locked the conversation: a message of the subscriber that is being taken in waits for that
/// lock, or was there before.
///
/// # Errors
/// The database said no.
pub async fn of(conn: &mut PgConnection, conversation: ConversationId) -> Result<Option<Standing>, StoreError> {
    let row = sqlx::query!(
        r#"select ch.has_window, c.contact_id, clock_timestamp() as "now!",
                  greatest((select max(o.last_inbound_at) from conversations o
                            where o.contact_id = c.contact_id and o.channel_id = c.channel_id),
                           (select d.last_inbound_at from detours d
                            where d.contact_id = c.contact_id and d.channel_id = c.channel_id)) as last_inbound_at
           from conversations c join channels ch on ch.id = c.channel_id
           where c.id = $1"#,
        conversation.get()
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Standing {
        window: if row.has_window {
            Window::after(row.last_inbound_at, row.now)
        } else {
            Window::NotNeeded
        },
        contact: row.contact_id.into(),
        last_inbound_at: row.last_inbound_at,
    }))
}

/// Notes whether the channel's provider has windows.
///
/// # Errors
/// The database said no.
pub async fn set_has_window(conn: &mut PgConnection, channel: ChannelId, has_window: bool) -> Result<(), StoreError> {
    sqlx::query!(
        "update channels set has_window = $2 where id = $1 and has_window <> $2",
        channel.get(),
        has_window
    )
    .execute(conn)
    .await?;
    Ok(())
}
