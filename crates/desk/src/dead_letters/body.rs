//! What a letter is about, for whoever must mend it: the event as the provider sent it.

use enlace_domain::view::LetterBody;
use enlace_store::jobs;
use serde_json::json;

use super::operator;
use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
    channels,
};

/// The stored event of a letter. It holds what a subscriber said and who they are, so each look is written into the book.
///
/// # Errors
/// [`DeskError::Forbidden`]; [`DeskError::NotFound`] for a letter that is about no stored event, or that waits no more and
/// was not closed.
pub async fn body(desk: &Desk, actor: &Actor, letter: i64) -> Result<LetterBody, DeskError> {
    operator(actor)?;
    let mut tx = desk.pool().begin().await?;
    let event = jobs::event_of(&mut tx, letter)
        .await?
        .ok_or(DeskError::NotFound { what: "event" })?;
    let record = channels::load_on(desk, &mut tx, event.channel).await?;
    let detail = json!({ "job": letter, "inbound_event": event.id });
    audit::record(&mut tx, actor.person.id, Action::SeeLetter, Subject::Letter, &detail).await?;
    tx.commit().await?;
    Ok(LetterBody {
        text: record.channel.shown(event.current()),
        corrected: event.corrected.is_some(),
    })
}
