//! Taking an older version into use again.

use enlace_domain::ClassifierModelId;
use enlace_store::classifier_models;
use serde_json::json;

use super::follow;
use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
};

/// Has a version answer from now on, or the product's own where it is `None`, for administrators. Other processes follow
/// within seconds.
///
/// # Errors
/// [`DeskError::Forbidden`]; [`DeskError::NotFound`] where the version is no longer kept.
pub async fn take_into_use(desk: &Desk, actor: &Actor, id: Option<ClassifierModelId>) -> Result<(), DeskError> {
    actor.require(actor.role.may_teach_classifier(), "choose the classifier's version")?;
    let mut tx = desk.pool().begin().await?;
    let before = classifier_models::in_use(&mut tx).await?.map(|(id, _)| id);
    if before == id {
        return Ok(());
    }
    if !classifier_models::take_into_use(&mut tx, id).await? {
        return Err(DeskError::NotFound { what: "version" });
    }
    audit::record(
        &mut tx,
        actor.person.id,
        Action::UseClassifier,
        Subject::Classifier,
        &json!({ "version": id, "before": before }),
    )
    .await?;
    tx.commit().await?;
    follow::catch_up(desk).await
}
