//! One conversation.

use enlace_domain::{
    ConversationId, MediaId, MessageId, Outcome, UploadId,
    view::{Attendance, PersonRef, PlaceView, ThreadMessage, ThreadView, TransferTarget},
};
use leptos::prelude::*;
use uuid::Uuid;

use super::json::Json;
use crate::error::AppError;

/// Everything the conversation's page shows.
///
/// # Errors
/// [`AppError::NotFound`].
#[server(endpoint = "thread", output = Json)]
pub async fn thread(id: ConversationId) -> Result<ThreadView, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::thread::view(&desk, &actor, id).await?)
}

/// The messages before the one numbered `before`, oldest first, and whether there are still older ones.
///
/// # Errors
/// [`AppError::NotFound`].
#[server(endpoint = "older_messages", output = Json)]
pub async fn older_messages(id: ConversationId, before: i64) -> Result<(Vec<ThreadMessage>, bool), AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::thread::older(&desk, &actor, id, before).await?)
}

/// Sends an answer: words with answers to tap or without, a file that was sent to the desk before, a place. The same key
/// again answers the same message and sends nothing.
///
/// # Errors
/// [`AppError::HeldBy`], [`AppError::Closed`], [`AppError::Invalid`], [`AppError::File`], [`AppError::AtCapacity`].
#[server(endpoint = "send_reply", input = Json, output = Json)]
pub async fn send_reply(
    id: ConversationId,
    client_key: Uuid,
    text: String,
    file: Option<UploadId>,
    place: Option<PlaceView>,
    quoted: Option<MessageId>,
    #[server(default)] offered: Vec<String>,
) -> Result<ThreadMessage, AppError> {
    let (desk, actor) = super::actor().await?;
    let answer = enlace_desk::reply::Answer {
        text,
        file,
        place,
        quoted,
        offered,
    };
    Ok(enlace_desk::reply::send(&desk, &actor, id, client_key, answer).await?)
}

/// The named places that were sent before, the most usual first.
///
/// # Errors
/// [`AppError::NotLoggedIn`], [`AppError::Unavailable`].
#[server(endpoint = "sent_places", output = Json)]
pub async fn sent_places() -> Result<Vec<PlaceView>, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::places::sent_before(&desk, &actor).await?)
}

/// Notes that a conversation was read to its end; the subscriber is told where the channel can.
///
/// # Errors
/// [`AppError::NotLoggedIn`], [`AppError::Unavailable`].
#[server(endpoint = "conversation_read", output = Json)]
pub async fn conversation_read(id: ConversationId) -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::read_mark::seen(&desk, &actor, id).await?)
}

/// Says that a tab shows a conversation, and whether an answer is being written there; answers who else has it open.
///
/// # Errors
/// [`AppError::NotFound`].
#[server(endpoint = "attend", input = Json, output = Json)]
pub async fn attend(id: ConversationId, tab: Uuid, writing: bool) -> Result<Attendance, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::attendance::attend(&desk, &actor, id, tab, writing).await?)
}

/// Says that a tab does not show a conversation any more. Whoever has just logged out is no colleague's concern.
///
/// # Errors
/// [`AppError::Unavailable`].
#[server(endpoint = "leave_conversation", input = Json, output = Json)]
pub async fn leave_conversation(id: ConversationId, tab: Uuid) -> Result<(), AppError> {
    let (desk, actor) = match super::actor().await {
        Err(AppError::NotLoggedIn) => return Ok(()),
        known => known?,
    };
    Ok(enlace_desk::attendance::leave(&desk, &actor, id, tab).await?)
}

/// Whether the answer of this key is stored.
///
/// # Errors
/// [`AppError::NotLoggedIn`], [`AppError::Unavailable`].
#[server(endpoint = "is_sent", input = Json, output = Json)]
pub async fn is_sent(id: ConversationId, client_key: Uuid) -> Result<bool, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::reply::is_sent(&desk, &actor, id, client_key).await?)
}

/// Sends a message again that has failed.
///
/// # Errors
/// [`AppError::HeldBy`], [`AppError::Closed`], [`AppError::NotFound`].
#[server(endpoint = "retry_message", output = Json)]
pub async fn retry_message(id: MessageId) -> Result<ThreadMessage, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::reply::retry(&desk, &actor, id).await?)
}

/// Fetches a file again that could not be had.
///
/// # Errors
/// [`AppError::NotFound`].
#[server(endpoint = "fetch_media_again", output = Json)]
pub async fn fetch_media_again(id: MediaId) -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    enlace_desk::media::fetch_again(&desk, &actor, id).await?;
    Ok(())
}

/// Says that a message in doubt has arrived.
///
/// # Errors
/// [`AppError::HeldBy`], [`AppError::NotFound`].
#[server(endpoint = "message_arrived", output = Json)]
pub async fn message_arrived(id: MessageId) -> Result<ThreadMessage, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::doubt::arrived(&desk, &actor, id).await?)
}

/// Sends a message in doubt again, because the subscriber does not have it.
///
/// # Errors
/// [`AppError::HeldBy`], [`AppError::Closed`], [`AppError::NotFound`].
#[server(endpoint = "send_message_again", output = Json)]
pub async fn send_message_again(id: MessageId) -> Result<ThreadMessage, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::doubt::send_again(&desk, &actor, id).await?)
}

/// Sends a conversation on to a queue or a colleague.
///
/// # Errors
/// [`AppError::HeldBy`], [`AppError::Closed`], [`AppError::AtCapacity`] of the colleague.
#[server(endpoint = "transfer", input = Json, output = Json)]
pub async fn transfer(id: ConversationId, target: TransferTarget) -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    enlace_desk::assign::transfer(&desk, &actor, id, target).await?;
    Ok(())
}

/// Closes a conversation.
///
/// # Errors
/// [`AppError::HeldBy`], [`AppError::Closed`].
#[server(endpoint = "close", output = Json)]
pub async fn close(id: ConversationId) -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    enlace_desk::assign::close(&desk, &actor, id).await?;
    Ok(())
}

/// Closes a conversation and says what came of it.
///
/// # Errors
/// [`AppError::HeldBy`], [`AppError::Closed`], [`AppError::Invalid`].
#[server(endpoint = "close_with_outcome", input = Json, output = Json)]
pub async fn close_with_outcome(id: ConversationId, outcome: Option<Outcome>) -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    enlace_desk::assign::close_with(&desk, &actor, id, outcome).await?;
    Ok(())
}

/// Says what came of a closed conversation, in place of what was said before.
///
/// # Errors
/// [`AppError::HeldBy`], [`AppError::Invalid`].
#[server(endpoint = "correct_outcome", input = Json, output = Json)]
pub async fn correct_outcome(id: ConversationId, outcome: Option<Outcome>) -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::outcomes::correct(&desk, &actor, id, outcome).await?)
}

/// Opens a closed conversation again.
///
/// # Errors
/// [`AppError::Invalid`] where the contact has another open one.
#[server(endpoint = "reopen", output = Json)]
pub async fn reopen(id: ConversationId) -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    enlace_desk::assign::reopen(&desk, &actor, id).await?;
    Ok(())
}

/// Who a conversation can be handed to.
///
/// # Errors
/// [`AppError::NotLoggedIn`], [`AppError::Unavailable`].
#[server(endpoint = "colleagues", output = Json)]
pub async fn colleagues() -> Result<Vec<PersonRef>, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::people::colleagues(&desk, &actor).await?)
}
