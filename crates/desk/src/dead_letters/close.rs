//! Closing letters: nothing is done any more, and whoever waits for it is told.

use enlace_domain::view::{LETTER_REASON, LetterWork};
use enlace_store::{
    jobs::{self, Buried},
    media,
};
use serde_json::Value;
use sqlx::PgConnection;

use super::{detail, operator, work};
use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
    media::FetchMedia,
    send::{self, SendMessage, SettleDoubt},
};

/// Closes these letters for a reason, and says how many that were. One that somebody has replayed or closed meanwhile
/// is left as it is.
///
/// A message of ours or a file that the work was for is shown as failed, so that an agent may try
/// again; a message in doubt is left to people.
///
/// # Errors
/// [`DeskError::Forbidden`], [`DeskError::Invalid`] for the `reason`.
pub async fn close(desk: &Desk, actor: &Actor, letters: &[i64], reason: &str) -> Result<usize, DeskError> {
    operator(actor)?;
    let reason = reason.trim();
    if !LETTER_REASON.contains(&reason.chars().count()) {
        return Err(DeskError::Invalid {
            field: "reason",
            allowed: format!("de {} a {} caracteres", LETTER_REASON.start(), LETTER_REASON.end()),
        });
    }
    let mut tx = desk.pool().begin().await?;
    let letters = jobs::lock_buried(&mut tx, letters).await?;
    let ids: Vec<i64> = letters.iter().map(|letter| letter.id).collect();
    jobs::close(&mut tx, &ids, actor.person.id, reason).await?;
    for letter in &letters {
        tell(&mut tx, letter).await?;
        let mut detail = detail(letter);
        detail["reason"] = Value::from(reason);
        audit::record(&mut tx, actor.person.id, Action::CloseLetter, Subject::Letter, &detail).await?;
    }
    tx.commit().await?;
    desk.hub().wake();
    Ok(letters.len())
}

/// Tells whoever waits for it. Fields that can't be read lead to nobody.
async fn tell(tx: &mut PgConnection, letter: &Buried) -> Result<(), DeskError> {
    match work(&letter.name) {
        LetterWork::SendMessage => {
            if let Ok(job) = serde_json::from_value::<SendMessage>(letter.payload.clone()) {
                send::abandon(tx, job.outbox()).await?;
            }
        }
        LetterWork::SettleDoubt => {
            if let Ok(job) = serde_json::from_value::<SettleDoubt>(letter.payload.clone()) {
                send::abandon(tx, job.outbox()).await?;
            }
        }
        LetterWork::FetchMedia => {
            if let Ok(job) = serde_json::from_value::<FetchMedia>(letter.payload.clone()) {
                media::keep_failed(tx, job.media(), crate::media::GAVE_UP).await?;
            }
        }
        LetterWork::TakeIn
        | LetterWork::ReadAgain
        | LetterWork::TellDetour
        | LetterWork::RecountClock
        | LetterWork::MarkRead
        | LetterWork::SyncTemplates
        | LetterWork::ReviewChurn
        | LetterWork::RetrainClassifier
        | LetterWork::Other => {}
    }
    Ok(())
}
