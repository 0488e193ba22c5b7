//! Messages in doubt: those that people are asked about, and late news of attempts that were replaced.

use enlace_domain::{ChannelId, ConversationId, MessageId};
use sqlx::PgConnection;
use time::OffsetDateTime;

use super::Outgoing;
use crate::StoreError;

/// A message of which nobody can say whether it left.
#[derive(Clone, Debug)]
pub struct InDoubt {
    /// Which message.
    pub message: MessageId,
    /// Its thread.
    pub conversation: ConversationId,
    /// Whom it was for.
    pub contact_name: String,
    /// Where it left, if it did.
    pub channel_name: String,
    /// Who wrote it; `None` for automation.
    pub author_name: Option<String>,
    /// When the provider was asked.
    pub attempted_at: Option<OffsetDateTime>,
    /// Whether people are asked; before that a report or a look-up may tell.
    pub undecided: bool,
}

/// The messages in doubt, the oldest first.
///
/// # Errors
/// The database said no.
pub async fn in_doubt(conn: &mut PgConnection, limit: i64) -> Result<Vec<InDoubt>, StoreError> {
    let rows = sqlx::query!(
        r#"select m.id as message_id, m.conversation_id, coalesce(u.name, k.display_name) as "contact_name!",
                  h.name as channel_name, p.name as "author_name?", o.attempted_at,
                  o.undecided_at is not null as "undecided!"
           from outbox o
           join messages m on m.id = o.message_id
           join conversations c on c.id = m.conversation_id
           join contacts k on k.id = c.contact_id
           join channels h on h.id = m.channel_id
           left join customers u on u.id = k.customer_id
           left join people p on p.id = m.author_person_id
           where o.state = 'in_doubt'
           order by o.attempted_at limit $1"#,
        limit
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| InDoubt {
            message: row.message_id.into(),
            conversation: row.conversation_id.into(),
            contact_name: row.contact_name,
            channel_name: row.channel_name,
            author_name: row.author_name,
            attempted_at: row.attempted_at,
            undecided: row.undecided,
        })
        .collect())
}

/// Leaves a doubt to people, with the event that shows it in the thread.
///
/// # Errors
/// The database said no.
pub async fn ask_people(conn: &mut PgConnection, outgoing: &Outgoing) -> Result<(), StoreError> {
    sqlx::query!(
        "with asked as (
             update outbox set undecided_at = now(), updated_at = now()
             where id = $1 and state = 'in_doubt' and undecided_at is null returning message_id)
         insert into event_stream (kind, conversation_id, message_id) select 'message', $2, message_id from asked",
        outgoing.id.get(),
        outgoing.conversation.get(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Keeps the provider's id of an attempt that was replaced before any id of it was known. `false`: another message
/// bears it.
///
/// # Errors
/// The database said no.
pub async fn keep_earlier(
    conn: &mut PgConnection,
    message: MessageId,
    channel: ChannelId,
    provider_message_id: &str,
) -> Result<bool, StoreError> {
    let kept = sqlx::query!(
        "insert into earlier_sends (channel_id, provider_message_id, message_id)
         select $1, $2, $3
         where not exists (select 1 from messages m where m.channel_id = $1 and m.provider_message_id = $2)
         on conflict do nothing",
        channel.get(),
        provider_message_id,
        message.get(),
    )
    .execute(conn)
    .await?;
    Ok(kept.rows_affected() == 1)
}
