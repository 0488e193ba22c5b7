//! Whether an answer is stored already.

use enlace_domain::ConversationId;
use enlace_store::messages;
use uuid::Uuid;

use crate::{Actor, Desk, DeskError};

/// Whether the answer of this key is stored: a browser asks of one that it kept for long.
///
/// # Errors
/// The database's.
pub async fn is_sent(
    desk: &Desk,
    _actor: &Actor,
    conversation: ConversationId,
    client_key: Uuid,
) -> Result<bool, DeskError> {
    let mut conn = desk.pool().acquire().await?;
    let sent = messages::by_client_key(&mut conn, conversation, client_key).await?;
    Ok(sent.is_some())
}
