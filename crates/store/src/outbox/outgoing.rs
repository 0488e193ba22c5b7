//! A row with all that sending needs.

use enlace_domain::{ChannelId, ContactId, ConversationId, DeliveryStatus, MessageId, OutboxId, PersonId, WaId};
use serde_json::Value;
use sqlx::PgConnection;
use time::OffsetDateTime;

use super::OutboxState;
use crate::StoreError;

/// An outbox row with all that sending needs, locked until the transaction ends.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// Which row.
    pub id: OutboxId,
    /// Where it stands.
    pub state: OutboxState,
    /// How often the provider was asked.
    pub attempts: i32,
    /// When it was last asked.
    pub attempted_at: Option<OffsetDateTime>,
    /// Nobody knew at some time whether it had left.
    pub doubted: bool,
    /// In doubt, and people are asked whether it arrived.
    pub undecided: bool,
    /// The message.
    pub message: MessageId,
    /// How far it came.
    pub status: DeliveryStatus,
    /// The provider's id of it, once known.
    pub provider_message_id: Option<String>,
    /// Its thread.
    pub conversation: ConversationId,
    /// To whom.
    pub contact: ContactId,
    /// Where it leaves, or left last.
    pub channel: ChannelId,
    /// The channel of its thread.
    pub home: ChannelId,
    /// Who wrote it; `None` for automation.
    pub author: Option<PersonId>,
    /// The words.
    pub body: String,
    /// What doesn't fit a line of text.
    pub extra: Value,
    /// The subscriber's address; `None` where none is on record.
    pub to: Option<Address>,
}

/// Where a contact is reached.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// Their number, in the spelling they last wrote from.
    Number(WaId),
    /// WhatsApp's id of them, where it hides the number.
    Hidden(String),
}

/// Shows neither: `Debug` may reach a log.
impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Number(_) => "Number",
            Self::Hidden(_) => "Hidden",
        })
    }
}

/// A row and its message, both locked: the order is message, then row, everywhere.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn lock(conn: &mut PgConnection, id: OutboxId) -> Result<Option<Outgoing>, StoreError> {
    let message = sqlx::query_scalar!(
        "select id from messages where id = (select message_id from outbox where id = $1) for update",
        id.get()
    )
    .fetch_optional(&mut *conn)
    .await?;
    if message.is_none() {
        return Ok(None);
    }
    sqlx::query!(
        r#"select o.id, o.state, o.attempts, o.attempted_at, o.doubted, o.undecided_at is not null as "undecided!",
                  c.channel_id as home, m.id as message_id, m.status, m.provider_message_id, m.conversation_id, m.channel_id,
                  m.author_person_id, m.body, m.extra, c.contact_id,
                  (select i.value from contact_identities i
                   where i.contact_id = c.contact_id and i.kind = 'wa_id'
                   order by i.created_at desc, i.value limit 1) as wa_id,
                  (select i.value from contact_identities i
                   where i.contact_id = c.contact_id and i.kind = 'bsuid'
                   order by i.created_at desc, i.value limit 1) as bsuid
           from outbox o
           join messages m on m.id = o.message_id
           join conversations c on c.id = m.conversation_id
           where o.id = $1
           for update of o"#,
        id.get()
    )
    .fetch_optional(conn)
    .await?
    .map(|row| {
        Ok(Outgoing {
            id: row.id.into(),
            state: OutboxState::read(&row.state)?,
            attempts: row.attempts,
            attempted_at: row.attempted_at,
            doubted: row.doubted,
            undecided: row.undecided,
            message: row.message_id.into(),
            status: row
                .status
                .parse()
                .map_err(|error| StoreError::corrupt("message status")(&error))?,
            provider_message_id: row.provider_message_id,
            conversation: row.conversation_id.into(),
            contact: row.contact_id.into(),
            channel: row.channel_id.into(),
            home: row.home.into(),
            author: row.author_person_id.map(PersonId::from),
            body: row.body,
            extra: row.extra,
            to: match row.wa_id {
                Some(digits) => Some(Address::Number(
                    WaId::parse(&digits).map_err(|error| StoreError::corrupt("wa_id")(&error))?,
                )),
                None => row.bsuid.map(Address::Hidden),
            },
        })
    })
    .transpose()
}
