//! What is done about a case.

use enlace_domain::{
    ChurnCaseId,
    churn::ChurnOutcome,
    view::{CASE_NOTE, ChurnCaseChange},
};
use enlace_store::churn::cases;
use serde_json::json;

use super::own::own;
use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
};

/// Changes who does it, what is offered and until when, for managers.
///
/// # Errors
/// [`DeskError::Forbidden`]; [`DeskError::NotFound`] where it is closed, or nobody may touch it.
pub async fn change_case(
    desk: &Desk,
    actor: &Actor,
    id: ChurnCaseId,
    change: &ChurnCaseChange,
) -> Result<(), DeskError> {
    actor.require(actor.role.may_see_churn(), "change a churn case")?;
    let mut tx = desk.pool().begin().await?;
    if !cases::change(&mut tx, id, change).await? {
        return Err(DeskError::NotFound { what: "churn case" });
    }
    let detail = json!({ "owner": change.owner, "offer": change.offer, "due_on": change.due_on });
    audit::record(
        &mut tx,
        actor.person.id,
        Action::ChangeChurnCase,
        Subject::ChurnCase(id),
        &detail,
    )
    .await?;
    Ok(tx.commit().await?)
}

/// Notes what became of it and closes it, for managers and for whoever it was given to.
///
/// # Errors
/// [`DeskError::Invalid`] for a note that is too long; [`DeskError::NotFound`] where it is closed already, held out, or
/// not the actor's to close.
pub async fn close_case(
    desk: &Desk,
    actor: &Actor,
    id: ChurnCaseId,
    outcome: ChurnOutcome,
    note: &str,
) -> Result<(), DeskError> {
    let note = note.trim();
    if note.chars().count() > CASE_NOTE {
        return Err(DeskError::Invalid {
            field: "note",
            allowed: format!("até {CASE_NOTE} caracteres"),
        });
    }
    let mut tx = desk.pool().begin().await?;
    if !cases::close(&mut tx, id, actor.person.id, own(actor), outcome, note).await? {
        return Err(DeskError::NotFound { what: "churn case" });
    }
    let detail = json!({ "outcome": outcome });
    audit::record(
        &mut tx,
        actor.person.id,
        Action::CloseChurnCase,
        Subject::ChurnCase(id),
        &detail,
    )
    .await?;
    Ok(tx.commit().await?)
}
