//! What an administrator says of a correction.

use enlace_domain::MessageId;
use enlace_store::corrections;
use serde_json::json;

use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
};

/// Says whether the classifier is to learn that a conversation was moved, for administrators: a move is not always a
/// correction. It may be said again.
///
/// # Errors
/// [`DeskError::Forbidden`]; [`DeskError::NotFound`] where the conversation was moved back meanwhile.
pub async fn judge(desk: &Desk, actor: &Actor, message: MessageId, accepted: bool) -> Result<(), DeskError> {
    actor.require(actor.role.may_teach_classifier(), "judge a correction")?;
    let mut tx = desk.pool().begin().await?;
    if !corrections::judge(&mut tx, message, accepted, actor.person.id).await? {
        return Err(DeskError::NotFound { what: "correction" });
    }
    audit::record(
        &mut tx,
        actor.person.id,
        Action::JudgeCorrection,
        Subject::Message(message),
        &json!({ "accepted": accepted }),
    )
    .await?;
    Ok(tx.commit().await?)
}
