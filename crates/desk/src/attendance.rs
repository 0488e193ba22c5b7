//! Who else has a conversation open, and who writes in it: so that no two answer the same subscriber.
//!
//! An open page says again and again that it is there; whoever stops doing so is gone after 45 seconds. Nothing of it is
//! kept. Colleagues are told by the hub ([`crate::live`]), and by the answer that each page gets.

use enlace_domain::{ConversationId, view::Attendance};
use enlace_store::attendance;
use uuid::Uuid;

use crate::{Actor, Desk, DeskError};

/// The actor has the conversation open in a tab, and writes in it where `writing`. Answers who else has it open.
///
/// That is never the actor, whatever other tabs of theirs show. Everybody of the desk may read every conversation, and so be
/// told this.
///
/// # Errors
/// [`DeskError::NotFound`].
pub async fn attend(
    desk: &Desk,
    actor: &Actor,
    conversation: ConversationId,
    tab: Uuid,
    writing: bool,
) -> Result<Attendance, DeskError> {
    let mut conn = desk.pool().acquire().await?;
    let is_news = attendance::note(&mut conn, conversation, actor.person.id, tab, writing)
        .await?
        .ok_or(NO_SUCH)?;
    if is_news {
        attendance::ring(&mut conn, conversation).await?;
    }
    let mut others = attendance::of(&mut conn, &[conversation]).await?.pop().ok_or(NO_SUCH)?;
    others.people.retain(|one| one.person.id != actor.person.id);
    Ok(others)
}

/// A tab of the actor does not show the conversation any more.
///
/// # Errors
/// The database is away.
pub async fn leave(desk: &Desk, actor: &Actor, conversation: ConversationId, tab: Uuid) -> Result<(), DeskError> {
    let mut conn = desk.pool().acquire().await?;
    if attendance::leave(&mut conn, conversation, actor.person.id, tab).await? {
        attendance::ring(&mut conn, conversation).await?;
    }
    Ok(())
}

const NO_SUCH: DeskError = DeskError::NotFound { what: "conversation" };
