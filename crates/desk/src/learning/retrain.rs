//! Learning again: a job by the week, by a button and by a command.

use std::time::Duration as StdDuration;

use anyhow::Context;
use enlace_ai::{
    classifier::{self, Comparison, LabelledMessage, Material, texts_of},
    embedder::TextKind,
};
use enlace_domain::{ClassifierModelId, view::RetrainReport};
use enlace_jobs::{Attempt, Finish, Job, JobError};
use enlace_store::{
    classifier_models::{self, ModelBytes},
    corrections::{self, Accepted},
    jobs,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use time::{Duration, OffsetDateTime};

use super::follow;
use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
};

/// Retrainings run one after the other.
pub(super) const KEY: &str = "classifier";
/// After so long it is trained again, where there is something to learn.
const EVERY: Duration = Duration::DAY.saturating_mul(7);

/// Trains a version and takes it into use where it is not worse.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct RetrainClassifier;

impl Job for RetrainClassifier {
    type Parts = Desk;
    const NAME: &'static str = "retrain_classifier";
    const PRIORITY: i16 = 250;
    const MAX_ATTEMPTS: i32 = 3;

    async fn run(self, desk: Desk, _attempt: Attempt) -> Result<Finish, JobError> {
        run(&desk).await?;
        Ok(Finish::Remove)
    }
}

/// What came of a retraining.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
    /// The version that was trained.
    pub version: ClassifierModelId,
    /// Whether it answers from now on.
    pub promoted: bool,
    /// The figures of both.
    pub report: RetrainReport,
}

/// Queues a retraining where a week has gone by and something was accepted since. Harmless twice.
///
/// # Errors
/// The database's.
pub async fn queue_due(desk: &Desk) -> Result<(), DeskError> {
    let mut tx = desk.pool().begin().await?;
    let last = classifier_models::last_trained(&mut tx).await?;
    let lately = last.is_some_and(|at| OffsetDateTime::now_utc() - at < EVERY);
    if lately || corrections::accepted_after(&mut tx, last).await? == 0 {
        return Ok(());
    }
    queue(&mut tx).await?;
    tx.commit().await?;
    desk.jobs_added().ring(desk.pool());
    Ok(())
}

/// Has it trained now, for administrators.
///
/// # Errors
/// [`DeskError::Forbidden`].
pub async fn queue_now(desk: &Desk, actor: &Actor) -> Result<(), DeskError> {
    actor.require(actor.role.may_teach_classifier(), "train the classifier")?;
    let mut tx = desk.pool().begin().await?;
    queue(&mut tx).await?;
    audit::record(
        &mut tx,
        actor.person.id,
        Action::RetrainClassifier,
        Subject::Classifier,
        &json!({}),
    )
    .await?;
    tx.commit().await?;
    desk.jobs_added().ring(desk.pool());
    Ok(())
}

async fn queue(tx: &mut PgConnection) -> Result<(), DeskError> {
    let row = RetrainClassifier
        .row(Some(KEY.to_owned()), StdDuration::ZERO)
        .context("Failed to write a training job")?;
    if !jobs::bring_forward(tx, &row).await? {
        jobs::insert(tx, &[row]).await?;
    }
    Ok(())
}

/// Trains, compares with the version in use, keeps the new one with its report, and takes it into use where it is not
/// worse. Minutes of one core.
///
/// # Errors
/// The database's; the embedder failed; training did.
pub async fn run(desk: &Desk) -> Result<Outcome, DeskError> {
    let mut conn = desk.pool().acquire().await?;
    let since = classifier_models::in_use(&mut conn)
        .await?
        .map(|(_, trained_at)| trained_at);
    let accepted = corrections::accepted(&mut conn).await?;
    drop(conn);
    let (known, fresh): (Vec<Accepted>, Vec<Accepted>) = accepted
        .into_iter()
        .partition(|one| since.is_some_and(|since| one.accepted_at <= since));
    let mut material = Material::with(labelled(known), labelled(fresh)).map_err(anyhow::Error::from)?;
    if let Some(embedder) = desk.embedder() {
        let vectors = embedder
            .embed(TextKind::Query, &texts_of(&material))
            .await
            .context("The messages got no vectors")?;
        material.vectors = Some((embedder.name().to_owned(), vectors));
    }
    let compared = tokio::task::spawn_blocking(move || classifier::retrain(&material))
        .await
        .context("Training stopped")?
        .map_err(anyhow::Error::from)?;
    let outcome = keep(desk, compared).await?;
    tracing::info!(
        classifier.messages = outcome.report.messages,
        classifier.corrections = outcome.report.corrections,
        classifier.promoted = outcome.promoted,
        "Trained a version of the classifier"
    );
    follow::catch_up(desk).await?;
    Ok(outcome)
}

/// Keeps the version, and takes it into use unless it is worse.
async fn keep(desk: &Desk, compared: Comparison) -> Result<Outcome, DeskError> {
    let Comparison { report, version } = compared;
    let (embedder, meaning) = version.meaning.unzip();
    let bytes = ModelBytes {
        words: version.words,
        meaning,
        embedder,
    };
    let refused = (!report.worse.is_empty()).then(|| report.worse.join(", "));
    let id = ClassifierModelId::new();
    let mut tx = desk.pool().begin().await?;
    classifier_models::insert(&mut tx, id, &report, &bytes, refused.as_deref()).await?;
    let promoted = refused.is_none() && classifier_models::take_into_use(&mut tx, Some(id)).await?;
    tx.commit().await?;
    Ok(Outcome {
        version: id,
        promoted,
        report,
    })
}

fn labelled(accepted: Vec<Accepted>) -> Vec<LabelledMessage> {
    let row = |one: Accepted| LabelledMessage {
        queue: one.queue,
        text: one.text,
    };
    accepted.into_iter().map(row).collect()
}
