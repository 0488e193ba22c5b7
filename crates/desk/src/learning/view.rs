//! What the page shows, of one moment.

use enlace_domain::view::{CORRECTIONS_SHOWN, ClassifierView};
use enlace_jobs::Job;
use enlace_store::{board, classifier_models, corrections, jobs};

use super::{RetrainClassifier, drift, retrain::KEY};
use crate::{Actor, Desk, DeskError};

/// Versions that are shown.
const VERSIONS: i64 = 20;

/// Corrections, versions and drift, for administrators.
///
/// # Errors
/// [`DeskError::Forbidden`].
pub async fn view(desk: &Desk, actor: &Actor) -> Result<ClassifierView, DeskError> {
    actor.require(actor.role.may_teach_classifier(), "see what the classifier learns")?;
    let mut tx = board::begin_reading(desk.pool()).await?;
    let in_use = classifier_models::in_use(&mut tx).await?;
    Ok(ClassifierView {
        open: corrections::list(&mut tx, true, CORRECTIONS_SHOWN).await?,
        judged: corrections::list(&mut tx, false, CORRECTIONS_SHOWN).await?,
        fresh: corrections::accepted_after(&mut tx, in_use.map(|(_, trained_at)| trained_at)).await?,
        versions: classifier_models::list(&mut tx, VERSIONS).await?,
        bundled_in_use: in_use.is_none(),
        training: jobs::is_queued(&mut tx, KEY, RetrainClassifier::NAME).await?,
        drift: drift::drift(&mut tx).await?,
    })
}
