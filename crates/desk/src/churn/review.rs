//! The round of a day: a new model once a week, everybody judged, cases opened and closed.

use std::{collections::HashMap, time::Duration as StdDuration};

use anyhow::Context;
use enlace_domain::{
    CustomerId,
    churn::{ChurnCaseKind, ChurnFeatureSet},
    view::ChurnReason,
};
use enlace_forecast::{Model, Scored};
use enlace_jobs::{Attempt, Finish, Job, JobError};
use enlace_store::{
    churn::{
        cases,
        features::{self, CustomerAsOf},
        models,
        opening::{self, NewCase},
        said as history,
        scores::{self, Score},
    },
    insight, jobs,
};
use rand::Rng;
use serde::{Deserialize, Serialize};
use serde_json::json;
use time::Duration;

use super::{HORIZON_DAYS, drift, learn, offer, table};
use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
};

/// After so long a new model is trained.
const TRAIN_EVERY: Duration = Duration::DAY.saturating_mul(7);
/// After so long everybody is judged again.
const SCORE_EVERY: Duration = Duration::hours(20);
/// Of a hundred, so many are held out.
const HELD_OUT_PERCENT: u32 = 10;
/// Reasons that are kept of each customer.
const REASONS: usize = 3;
/// Rows a statement.
const CHUNK: usize = 2_000;

/// Makes the round. Twice in a row changes nothing the second time, but for `train`, which trains at once.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct ReviewChurn {
    train: bool,
}

impl Job for ReviewChurn {
    type Parts = Desk;
    const NAME: &'static str = "review_churn";
    const PRIORITY: i16 = 250;
    const MAX_ATTEMPTS: i32 = 4;

    async fn run(self, desk: Desk, _attempt: Attempt) -> Result<Finish, JobError> {
        review(&desk, self.train).await?;
        Ok(Finish::Remove)
    }
}

/// Queues the round where it is due. Harmless twice, and in two processes at once: rounds run one after the other.
///
/// # Errors
/// The database's.
pub async fn queue_due(desk: &Desk) -> Result<(), DeskError> {
    let mut tx = desk.pool().begin().await?;
    let now = insight::today(&mut tx).await?.at;
    let standing = scores::standing(&mut tx, ChurnCaseKind::FOLLOW_UP_FROM, ChurnCaseKind::CAMPAIGN_ABOVE).await?;
    let scored = standing.scored_at.is_some_and(|at| now - at < SCORE_EVERY);
    let trained = models::last(&mut tx).await?.is_some_and(|at| now - at < TRAIN_EVERY);
    if (scored && trained) || features::known_since(&mut tx).await?.is_none() {
        return Ok(());
    }
    queue(desk, &mut tx, false).await?;
    tx.commit().await?;
    desk.jobs_added().ring(desk.pool());
    Ok(())
}

/// Trains and judges now, for managers.
///
/// # Errors
/// [`DeskError::Forbidden`].
pub async fn queue_now(desk: &Desk, actor: &Actor) -> Result<(), DeskError> {
    actor.require(actor.role.may_see_churn(), "train a model")?;
    let mut tx = desk.pool().begin().await?;
    queue(desk, &mut tx, true).await?;
    audit::record(
        &mut tx,
        actor.person.id,
        Action::ReviewChurn,
        Subject::ChurnModels,
        &json!({}),
    )
    .await?;
    tx.commit().await?;
    desk.jobs_added().ring(desk.pool());
    Ok(())
}

async fn queue(_desk: &Desk, tx: &mut sqlx::PgConnection, train: bool) -> Result<(), DeskError> {
    let row = ReviewChurn { train }
        .row(Some("churn".to_owned()), StdDuration::ZERO)
        .context("Failed to write a churn job")?;
    if !jobs::bring_forward(tx, &row).await? {
        jobs::insert(tx, &[row]).await?;
    }
    Ok(())
}

/// The round itself: trains where that is due (or asked for), judges everybody, opens and closes cases.
///
/// # Errors
/// The database's; training failed.
pub async fn review(desk: &Desk, train: bool) -> Result<(), DeskError> {
    let mut conn = desk.pool().acquire().await?;
    let now = insight::today(&mut conn).await?.at;
    let last = models::last(&mut conn).await?;
    cases::close_settled(&mut conn).await?;
    drop(conn);
    let mut trains = train || last.is_none_or(|at| now - at >= TRAIN_EVERY);
    loop {
        if trains {
            learn::learn(desk).await?;
        }
        // a model that an older version left can't be read: one more is trained, once
        if judge(desk).await? || trains {
            return Ok(());
        }
        trains = true;
    }
}

/// Judges everybody. `false`: the model in use can't be read by this version.
async fn judge(desk: &Desk) -> Result<bool, DeskError> {
    let mut conn = desk.pool().acquire().await?;
    let Some(model) = models::in_use(&mut conn).await? else {
        return Ok(true);
    };
    let now = insight::today(&mut conn).await?.at;
    let customers = features::as_of(&mut conn, now, HORIZON_DAYS).await?;
    let speeds = features::plan_speeds(&mut conn).await?;
    let Some(forest) = models::bytes(&mut conn, model.id)
        .await?
        .and_then(|bytes| Model::from_bytes(&bytes))
    else {
        tracing::warn!("The model of who may leave is of another version");
        return Ok(false);
    };
    drop(conn);
    let (set, spread) = (model.feature_set, model.spread);
    let judging = move || {
        let moved = drift::drift(set, spread, &customers);
        said(set, &forest, &customers, &speeds).map(|(scores, new)| (scores, new, moved))
    };
    let (scores, new, moved) = tokio::task::spawn_blocking(judging)
        .await
        .context("Judging stopped")??;
    let moved = serde_json::to_value(moved).context("Failed to write how far the features moved")?;
    let mut tx = desk.pool().begin().await?;
    for chunk in scores.chunks(CHUNK) {
        scores::put(&mut tx, model.id, chunk).await?;
    }
    models::note_drift(&mut tx, model.id, &moved).await?;
    history::keep(&mut tx, model.id).await?;
    let escalated = opening::escalate(&mut tx, model.id, &new).await?;
    let opened = opening::open(&mut tx, model.id, &new).await?;
    tx.commit().await?;
    if opened + escalated > 0 {
        tracing::info!(
            churn.cases = opened,
            churn.escalated = escalated,
            "Opened {opened} cases about customers who may leave, and made campaigns of {escalated} follow-ups"
        );
    }
    Ok(true)
}

/// What the model says of each, and the cases that this asks for; `speeds` are what the plans promise.
fn said(
    set: ChurnFeatureSet,
    model: &Model,
    customers: &[CustomerAsOf],
    speeds: &HashMap<CustomerId, i32>,
) -> Result<(Vec<Score>, Vec<NewCase>), DeskError> {
    let scored = model.score(&table::table(set, customers)).context("Failed to judge")?;
    let mut rng = rand::rng();
    let (mut scores, mut new) = (Vec::with_capacity(customers.len()), Vec::new());
    for (customer, scored) in customers.iter().zip(scored) {
        let reasons = reasons(set, customer, &scored);
        let stored = serde_json::to_value(&reasons).context("Failed to write reasons")?;
        #[expect(clippy::cast_possible_truncation, reason = "a probability")]
        let probability = scored.probability as f32;
        if let Some(kind) = ChurnCaseKind::of(scored.probability) {
            new.push(NewCase {
                customer: customer.customer,
                kind,
                held_out: rng.random_range(0..100) < HELD_OUT_PERCENT,
                probability,
                reasons: stored.clone(),
                offer: offer(
                    reasons.first(),
                    speeds.get(&customer.customer).copied().unwrap_or_default(),
                ),
            });
        }
        scores.push(Score {
            customer: customer.customer,
            probability,
            reasons: stored,
        });
    }
    new.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    Ok((scores, new))
}

/// What speaks most for leaving.
fn reasons(set: ChurnFeatureSet, customer: &CustomerAsOf, scored: &Scored) -> Vec<ChurnReason> {
    let mut reasons: Vec<ChurnReason> = set
        .features()
        .iter()
        .zip(&scored.contributions)
        .zip(customer.values)
        .filter(|((_, added), _)| **added > 0.0)
        .map(|((feature, added), value)| ChurnReason {
            feature: *feature,
            value: value.map(|value| table::number(Some(value))),
            added: table::number(Some(*added)),
        })
        .collect();
    reasons.sort_by(|a, b| b.added.total_cmp(&a.added));
    reasons.truncate(REASONS);
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_speaks_for_staying_is_no_reason() {
        let customer = CustomerAsOf {
            customer: CustomerId::new(),
            values: [Some(1.0); enlace_domain::churn::ChurnFeature::ALL.len()],
            left: None,
        };
        let mut contributions = vec![0.0; 11];
        (contributions[1], contributions[2], contributions[5]) = (0.1, -0.4, 0.2);
        let scored = Scored {
            probability: 0.5,
            contributions,
        };
        let found: Vec<&str> = reasons(ChurnFeatureSet::Rich, &customer, &scored)
            .iter()
            .map(|reason| reason.feature.as_str())
            .collect();
        assert_eq!(found, ["satisfaction_score", "outages_last_30d"]);
    }
}
