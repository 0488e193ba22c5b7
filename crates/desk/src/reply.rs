//! An agent's answer.

use enlace_domain::{
    ConversationId, ConversationStatus, DeliveryStatus, MessageId, MessageKind, event::SystemLine, message::TEXT_LIMIT,
    view::ThreadMessage,
};
use enlace_store::{assignment, conversations, messages, messages::NewOutboundMessage, outbox, people, thread};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
    send,
};

/// Answers a conversation.
///
/// The same `client_key` twice (a double click, a request that the browser repeats) gives the same message
/// back and sends once. Only the holder answers; a conversation that nobody holds becomes the answerer's.
///
/// # Errors
/// [`DeskError::HeldBy`], [`DeskError::Closed`], [`DeskError::Invalid`] for an empty or too long text,
/// [`DeskError::AtCapacity`], [`DeskError::NotFound`].
pub async fn send(
    desk: &Desk,
    actor: &Actor,
    conversation: ConversationId,
    client_key: Uuid,
    text: String,
) -> Result<ThreadMessage, DeskError> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > TEXT_LIMIT {
        return Err(DeskError::Invalid {
            field: "text",
            allowed: format!("de 1 a {TEXT_LIMIT} caracteres"),
        });
    }
    let mut tx = desk.pool().begin().await?;
    // the person first, the conversation second, as in every step that gives a conversation to somebody
    let person = people::lock(&mut tx, actor.person.id)
        .await?
        .ok_or(DeskError::NotLoggedIn)?;
    let open = conversations::lock(&mut tx, conversation)
        .await?
        .ok_or(DeskError::NotFound { what: "conversation" })?;
    if let Some(sent) = messages::by_client_key(&mut tx, conversation, client_key).await? {
        return view(&mut tx, sent).await;
    }
    match open.assigned {
        _ if open.status == ConversationStatus::Closed => return Err(DeskError::Closed),
        Some(holder) if holder == actor.person.id => {}
        Some(_) => return Err(held_by_another(&mut tx, conversation).await?),
        None => claim(&mut tx, actor, conversation, person.capacity).await?,
    }
    let new = NewOutboundMessage {
        conversation,
        channel: open.channel,
        author: Some(actor.person.id),
        kind: MessageKind::Text,
        body: text,
        extra: &json!({}),
        client_key: Some(client_key),
    };
    let sent = send::queue_message(&mut tx, &new).await?;
    conversations::answered(&mut tx, conversation).await?;
    let message = view(&mut tx, sent).await?;
    tx.commit().await?;
    desk.hub().wake();
    desk.jobs_added().ring(desk.pool());
    metrics::counter!("enlace_replies_total").increment(1);
    Ok(message)
}

/// Tries a failed message again: another attempt under the same message. One that is on its way already, or arrived,
/// comes back as it stands.
///
/// # Errors
/// [`DeskError::HeldBy`] where somebody else holds the conversation, [`DeskError::Closed`], [`DeskError::NotFound`].
pub async fn retry(desk: &Desk, actor: &Actor, message: MessageId) -> Result<ThreadMessage, DeskError> {
    let mut tx = desk.pool().begin().await?;
    let row = outbox::of_message(&mut tx, message)
        .await?
        .ok_or(DeskError::NotFound { what: "message" })?;
    let conversation = conversations::lock(&mut tx, row.conversation)
        .await?
        .ok_or(DeskError::NotFound { what: "conversation" })?;
    match conversation.assigned {
        _ if conversation.status == ConversationStatus::Closed => return Err(DeskError::Closed),
        Some(holder) if holder != actor.person.id && !actor.role.may_move_others() => {
            return Err(held_by_another(&mut tx, row.conversation).await?);
        }
        _ => {}
    }
    let outgoing = outbox::lock(&mut tx, row.id)
        .await?
        .ok_or(DeskError::NotFound { what: "message" })?;
    let again = outgoing.status == DeliveryStatus::Failed;
    if again {
        send::queue_again(&mut tx, &outgoing).await?;
    }
    let message = view(&mut tx, message).await?;
    tx.commit().await?;
    if again {
        desk.hub().wake();
        desk.jobs_added().ring(desk.pool());
    }
    Ok(message)
}

/// Gives a conversation that nobody holds to the person who answers it.
async fn claim(
    tx: &mut PgConnection,
    actor: &Actor,
    conversation: ConversationId,
    capacity: i32,
) -> Result<(), DeskError> {
    let me = actor.person.id;
    let channel = assignment::claim(tx, conversation, me)
        .await?
        .ok_or(DeskError::Closed)?;
    if assignment::holding(tx, me).await? > i64::from(capacity) {
        return Err(DeskError::AtCapacity { capacity });
    }
    let line = SystemLine::Claimed {
        by: actor.person.clone(),
    };
    messages::append_line(tx, conversation, channel, &line).await?;
    audit::record(
        tx,
        me,
        Action::Claim,
        Subject::Conversation(conversation),
        &json!({ "by": "answer" }),
    )
    .await?;
    Ok(())
}

/// Who holds it.
pub(crate) async fn held_by_another(
    tx: &mut PgConnection,
    conversation: ConversationId,
) -> Result<DeskError, DeskError> {
    let standing = assignment::standing(tx, conversation).await?;
    let holder = standing.and_then(|standing| standing.holder);
    Ok(holder.map_or(DeskError::NotFound { what: "conversation" }, DeskError::HeldBy))
}

/// The message as its thread shows it.
pub(crate) async fn view(conn: &mut PgConnection, message: MessageId) -> Result<ThreadMessage, DeskError> {
    thread::messages(conn, &[message])
        .await?
        .pop()
        .ok_or(DeskError::NotFound { what: "message" })
}
