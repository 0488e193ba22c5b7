//! Telling an echo of what Enlace itself sent from what was written on the phone.

use enlace_domain::{ChannelId, ContactId, MessageId, MessageKind, OutboxId};
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::StoreError;

/// A message that went out to a contact, as a provider tells of it afterwards.
#[derive(Clone, Copy, Debug)]
pub struct Echo<'a> {
    /// Where it went out.
    pub channel: ChannelId,
    /// To whom.
    pub contact: ContactId,
    /// What it carries.
    pub kind: MessageKind,
    /// Its words.
    pub body: &'a str,
    /// When the provider told of it, in the database's time.
    pub received_at: OffsetDateTime,
}

/// Whether a message to this contact was being handed to the provider when the echo came, unanswered so far.
///
/// Until the answer is written down nobody can say whose the echo is. An attempt that began later can't have caused it.
///
/// # Errors
/// The database said no.
pub async fn is_under_way(conn: &mut PgConnection, echo: Echo<'_>) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
               select from outbox o
               join messages m on m.id = o.message_id
               join conversations c on c.id = m.conversation_id
               where o.state = 'sending' and o.attempted_at <= $3 and m.channel_id = $1 and c.contact_id = $2)
               as "under_way!""#,
        echo.channel.get(),
        echo.contact.get(),
        echo.received_at,
    )
    .fetch_one(conn)
    .await?)
}

/// The first message in doubt of the last five minutes that an echo says has left: no answer told its id, and its words are
/// those of the echo.
///
/// # Errors
/// The database said no.
pub async fn doubted(conn: &mut PgConnection, echo: Echo<'_>) -> Result<Option<OutboxId>, StoreError> {
    let id = sqlx::query_scalar!(
        "select o.id from outbox o
         join messages m on m.id = o.message_id
         join conversations c on c.id = m.conversation_id
         where o.state = 'in_doubt' and o.attempted_at <= $3 and o.attempted_at > $3 - interval '5 minutes'
           and m.channel_id = $1 and c.contact_id = $2 and m.provider_message_id is null
           and (m.kind = $4 and btrim(m.body) = btrim($5)
                -- its choices may stand below its words
                or m.kind = 'interactive' and starts_with(btrim($5), btrim(m.body)))
         order by o.attempted_at, m.seq limit 1",
        echo.channel.get(),
        echo.contact.get(),
        echo.received_at,
        echo.kind.as_str(),
        echo.body,
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(OutboxId::from))
}

/// The first message that left within five minutes before the echo with the same words, and of which no echo is known: for
/// a provider that may call it by another id than its answer did.
///
/// # Errors
/// The database said no.
pub async fn said_before(conn: &mut PgConnection, echo: Echo<'_>) -> Result<Option<MessageId>, StoreError> {
    let id = sqlx::query_scalar!(
        "select m.id from outbox o
         join messages m on m.id = o.message_id
         join conversations c on c.id = m.conversation_id
         where o.state = 'sent' and o.attempted_at <= $3 and o.attempted_at > $3 - interval '5 minutes'
           and m.channel_id = $1 and c.contact_id = $2
           and (m.kind = $4 and btrim(m.body) = btrim($5)
                or m.kind = 'interactive' and starts_with(btrim($5), btrim(m.body)))
           -- an id of an attempt before this one is no echo of it
           and not exists (select from earlier_sends e where e.message_id = m.id and e.replaced_at >= o.attempted_at)
         order by o.attempted_at, m.seq limit 1",
        echo.channel.get(),
        echo.contact.get(),
        echo.received_at,
        echo.kind.as_str(),
        echo.body,
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(MessageId::from))
}
