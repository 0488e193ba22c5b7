//! What waits for no answer: a reaction, or what WhatsApp itself tells about a subscriber. It stands in the conversation
//! that it is about, closed or not: it opens none, reopens none, and moves no clock.

use enlace_domain::{ChannelId, ConversationId};
use enlace_jobs::{Attempt, Finish, JobError};
use enlace_store::{contacts, conversations, erasure, inbound::Inbound, messages};
use enlace_whatsapp::{IncomingMessage, Significance};
use serde_json::Value;
use sqlx::{Connection, PgConnection};

use super::{contact, message::new_message};
use crate::{Desk, DeskError};

pub(super) async fn take_in(
    desk: &Desk,
    conn: &mut PgConnection,
    attempt: Attempt,
    (event, incoming): (&Inbound, &IncomingMessage),
    significance: Significance,
) -> Result<Finish, JobError> {
    let mut tx = conn.begin().await?;
    let finish = attempt.finish(&mut tx).await?;
    let mut conversation = match about(&mut tx, event.channel, incoming).await? {
        Some(conversation) => conversations::lock(&mut tx, conversation).await?,
        None => None,
    };
    if let Some(found) = &conversation
        && erasure::is_erased(&mut tx, found.contact).await?
    {
        conversation = None;
    }
    let Some(conversation) = conversation else {
        tx.commit().await?;
        metrics::counter!("enlace_messages_about_nothing_total", "kind" => incoming.kind.as_str()).increment(1);
        return Ok(finish);
    };
    let new = new_message(conversation.id, event, incoming, false);
    let appended = match significance {
        Significance::Notice => messages::append_notice(&mut tx, &new).await?,
        Significance::Words | Significance::Gesture => messages::append_inbound(&mut tx, &new).await?,
    };
    if appended.is_none() {
        // it is in a thread already
        tx.rollback().await?;
        return Ok(Finish::Remove);
    }
    tx.commit().await?;
    desk.hub().wake();
    metrics::counter!("enlace_messages_taken_in_total", "kind" => incoming.kind.as_str()).increment(1);
    Ok(finish)
}

/// Whose thread it belongs in: that of the message it is on; else what its sender has open, or had last. Somebody who
/// never talked to us has none, and does not become a contact by this.
pub(super) async fn about(
    tx: &mut PgConnection,
    channel: ChannelId,
    incoming: &IncomingMessage,
) -> Result<Option<ConversationId>, DeskError> {
    if let Some(on) = incoming.extra.get("quoted").and_then(Value::as_str)
        && let Some(known) = messages::conversation_of(tx, channel, on, None).await?
    {
        return Ok(Some(known));
    }
    let phone = contact::phone(&incoming.from);
    let Some(contact) = contacts::find(tx, contact::addresses(&incoming.from, &phone), channel).await? else {
        return Ok(None);
    };
    match contact.open_conversation {
        Some(open) => Ok(Some(open)),
        None => Ok(contacts::last_conversation(tx, contact.id).await?),
    }
}
