//! Correcting what a provider sent, where that is why it can't be taken in.

use enlace_domain::view::LETTER_BODY;
use enlace_store::{inbound, jobs};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{detail, operator, replay::run_again};
use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
    channels,
    send::Reference,
};

/// Lets a letter run again with this text instead of what came, and says whether it did: `false` where somebody has replayed
/// or closed it meanwhile.
///
/// What came stays in its row, and the event keeps its key, so that a repeat of it still changes nothing. The book holds
/// hashes of both texts, never the texts.
///
/// # Errors
/// [`DeskError::Forbidden`]; [`DeskError::NotFound`] for a letter that is about no stored event; [`DeskError::Invalid`] for a
/// `body` that is too long or that can't be read either.
pub async fn mend(desk: &Desk, actor: &Actor, letter: i64, text: &str) -> Result<bool, DeskError> {
    operator(actor)?;
    if text.len() > LETTER_BODY {
        return Err(DeskError::Invalid {
            field: "body",
            allowed: format!("até {} KiB", LETTER_BODY / 1_024),
        });
    }
    let mut tx = desk.pool().begin().await?;
    let letters = jobs::lock_buried(&mut tx, &[letter]).await?;
    let [letter] = letters.as_slice() else {
        return Ok(false);
    };
    let event = jobs::event_of(&mut tx, letter.id)
        .await?
        .ok_or(DeskError::NotFound { what: "event" })?;
    let record = channels::load_on(desk, &mut tx, event.channel).await?;
    let was = event.current();
    let mut body = record.channel.mended(was, text).map_err(|why| DeskError::Invalid {
        field: "body",
        allowed: why.to_string(),
    })?;
    // what our own address said when it came is no matter of the text
    if let (Some(reference), Some(fields)) = (was.get(Reference::KEPT_AS), body.as_object_mut()) {
        fields.insert(Reference::KEPT_AS.to_owned(), reference.clone());
    }
    inbound::correct(&mut tx, event.id, &body).await?;
    let mut detail = detail(letter);
    detail["was_sha256"] = hash(was);
    detail["is_sha256"] = hash(&body);
    audit::record(&mut tx, actor.person.id, Action::MendLetter, Subject::Letter, &detail).await?;
    run_again(&mut tx, actor, &letters).await?;
    tx.commit().await?;
    desk.jobs_added().ring(desk.pool());
    Ok(true)
}

fn hash(body: &Value) -> Value {
    hex::encode(Sha256::digest(body.to_string())).into()
}
