//! What was given up, and what each is about.

use std::collections::HashMap;

use enlace_domain::view::{
    BuriedAs, DeadLetter, LETTERS_SHOWN, LetterClosing, LetterConversation, LetterReason, LettersView,
};
use enlace_store::jobs::{self, About, Buried};

use super::{operator, work};
use crate::{Actor, Desk, DeskError};

/// The letters that wait and those that were closed last, for administrators.
///
/// # Errors
/// [`DeskError::Forbidden`].
pub async fn list(desk: &Desk, actor: &Actor) -> Result<LettersView, DeskError> {
    operator(actor)?;
    let limit = i64::try_from(LETTERS_SHOWN).unwrap_or(i64::MAX);
    let mut conn = desk.pool().acquire().await?;
    let open_count = jobs::count(&mut conn).await?;
    let open = jobs::buried(&mut conn, limit).await?;
    let closed = jobs::closed(&mut conn, limit).await?;
    let ids: Vec<i64> = open.iter().chain(&closed).map(|letter| letter.id).collect();
    let mut about: HashMap<i64, About> = jobs::about(&mut conn, &ids).await?.into_iter().collect();
    let mut view = |letters: Vec<Buried>| letters.into_iter().map(|letter| view(&mut about, letter)).collect();
    Ok(LettersView {
        open: view(open),
        open_count,
        closed: view(closed),
    })
}

/// How many letters wait, for administrators.
///
/// # Errors
/// [`DeskError::Forbidden`].
pub async fn count(desk: &Desk, actor: &Actor) -> Result<i64, DeskError> {
    operator(actor)?;
    let mut conn = desk.pool().acquire().await?;
    Ok(jobs::count(&mut conn).await?)
}

fn view(about: &mut HashMap<i64, About>, letter: Buried) -> DeadLetter {
    let About {
        channel,
        conversation,
        contact,
    } = about.remove(&letter.id).unwrap_or_default();
    DeadLetter {
        id: letter.id,
        work: work(&letter.name),
        job: letter.name,
        channel,
        conversation: conversation.map(|(id, protocol)| LetterConversation {
            id,
            protocol,
            contact: contact.unwrap_or_default(),
        }),
        buried_as: letter.buried_as,
        failures: letter.failures,
        first_failed_at: letter.first_failed_at,
        last_failed_at: letter.last_failed_at,
        reason: letter.failed_for.or(match letter.buried_as {
            BuriedAs::Vanished => Some(LetterReason::Bug),
            BuriedAs::AtOnce | BuriedAs::Tries => None,
        }),
        error: letter.last_error,
        closing: letter.closing.map(|closing| LetterClosing {
            at: closing.at,
            by: closing.by,
            reason: closing.reason,
        }),
    }
}
