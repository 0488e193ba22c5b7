//! Training: rows are customers at moments of the past, each with whether they left within 30 days after it.

use std::sync::Arc;

use anyhow::Context;
use enlace_domain::{
    ChurnModelId,
    churn::{ChurnCaseKind, ChurnFeatureSet},
};
use enlace_forecast::{Encoder, ForecastError, ForestSettings, Model, TrainNotes, Trained, area_under_curve};
use enlace_store::{
    churn::{
        features::{self, CustomerAsOf},
        models::{self, NewModel},
    },
    insight,
};
use time::{Duration, OffsetDateTime, format_description::well_known::Rfc3339};

use super::{HORIZON_DAYS, drift, table};
use crate::{Desk, DeskError};

/// Days between two moments, and how many moments at most: the same customer a week later says little new.
const STEP: Duration = Duration::days(15);
const MOMENTS: usize = 12;
/// Days of history that a moment needs.
const HISTORY: Duration = Duration::days(21);
/// How much worse a new model may look by chance and still be taken.
const CHANCE: f64 = 0.01;

/// What came of training.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Learnt {
    /// A new model is in use.
    Promoted,
    /// A new model was worse, and the old one stays.
    Refused,
    /// Too few have left yet to learn from.
    TooFew,
}

/// Trains both feature sets, and takes the better one into use where it is not worse than the model in use.
pub(super) async fn learn(desk: &Desk) -> Result<Learnt, DeskError> {
    let (rows, newest, now) = past(desk).await?;
    if rows.is_empty() {
        return Ok(Learnt::TooFew);
    }
    let as_of = now - Duration::days(i64::from(HORIZON_DAYS));
    let mut conn = desk.pool().acquire().await?;
    let before = models::in_use(&mut conn).await?;
    let old = match &before {
        Some(before) => models::bytes(&mut conn, before.id)
            .await?
            .map(|bytes| (before.feature_set, bytes)),
        None => None,
    };
    drop(conn);
    let rows = Arc::new(rows);
    let shared = Arc::clone(&rows);
    let outcome = tokio::task::spawn_blocking(move || train_best(&shared, newest, old, now))
        .await
        .context("Training stopped")?;
    let (set, trained, refused) = match outcome {
        Ok(outcome) => outcome,
        Err(ForecastError::TooFew { rows, positive, .. }) => {
            tracing::info!(
                churn.rows = rows,
                churn.left = positive,
                "Too few customers have left to learn from"
            );
            return Ok(Learnt::TooFew);
        }
        Err(error) => return Err(anyhow::Error::from(error).context("Failed to train").into()),
    };
    let card = serde_json::to_value(&trained.card).context("Failed to write the model's card")?;
    let bytes = trained.to_bytes().context("Failed to write the model")?;
    let spread = drift::spread(set, &rows)?;
    let mut tx = desk.pool().begin().await?;
    let new = NewModel {
        id: ChurnModelId::new(),
        feature_set: set,
        as_of,
        card: &card,
        spread: &spread,
        model: Some(&bytes),
        refused_because: refused.as_deref(),
    };
    models::insert(&mut tx, &new).await?;
    tx.commit().await?;
    tracing::info!(
        churn.auc = trained.card.auc,
        churn.rows = trained.card.rows,
        churn.refused = refused.is_some(),
        "Trained a model of who may leave"
    );
    Ok(if refused.is_some() {
        Learnt::Refused
    } else {
        Learnt::Promoted
    })
}

/// The customers at moments of the past, how many of the last rows are of the newest moment, and now.
async fn past(desk: &Desk) -> Result<(Vec<CustomerAsOf>, usize, OffsetDateTime), DeskError> {
    let mut conn = desk.pool().acquire().await?;
    let now = insight::today(&mut conn).await?.at;
    let Some(since) = features::known_since(&mut conn).await? else {
        return Ok((Vec::new(), 0, now));
    };
    let last = now - Duration::days(i64::from(HORIZON_DAYS));
    let mut moments: Vec<OffsetDateTime> = std::iter::successors(Some(last), |moment| Some(*moment - STEP))
        .take_while(|moment| *moment >= since + HISTORY)
        .take(MOMENTS)
        .collect();
    moments.reverse();
    let (mut rows, mut newest) = (Vec::new(), 0);
    for moment in moments {
        let mut found = features::as_of(&mut conn, moment, HORIZON_DAYS).await?;
        newest = found.len();
        rows.append(&mut found);
    }
    Ok((rows, newest, now))
}

type Outcome = (ChurnFeatureSet, Model, Option<String>);

fn train_best(
    rows: &[CustomerAsOf],
    newest: usize,
    old: Option<(ChurnFeatureSet, Vec<u8>)>,
    now: OffsetDateTime,
) -> Result<Outcome, ForecastError> {
    let left: Vec<bool> = rows.iter().map(|row| row.left == Some(true)).collect();
    let mut best: Option<(ChurnFeatureSet, Trained)> = None;
    for set in ChurnFeatureSet::ALL.iter().copied() {
        let trained = train(set, rows, &left, now)?;
        if best
            .as_ref()
            .is_none_or(|(_, best)| trained.model.card.auc > best.model.card.auc)
        {
            best = Some((set, trained));
        }
    }
    let Some((set, trained)) = best else {
        return Err(ForecastError::NoFeatures);
    };
    let from = rows.len() - newest;
    let refused = old.and_then(|(old_set, bytes)| {
        let old = Model::from_bytes(&bytes)?;
        let said = old.probabilities(&table::table(old_set, &rows[from..])).ok()?;
        let (before, after) = (
            area_under_curve(&said, &left[from..])?,
            area_under_curve(&trained.said[from..], &left[from..])?,
        );
        (after + CHANCE < before).then(|| format!("{after:.3} < {before:.3}"))
    });
    Ok((set, trained.model, refused))
}

fn train(
    set: ChurnFeatureSet,
    rows: &[CustomerAsOf],
    left: &[bool],
    now: OffsetDateTime,
) -> Result<Trained, ForecastError> {
    let names: Vec<&str> = set.features().iter().map(|feature| feature.as_str()).collect();
    let stamp = |at: OffsetDateTime| at.format(&Rfc3339).unwrap_or_default();
    let notes = TrainNotes {
        data: "customers of this desk".to_owned(),
        trained_at: stamp(now),
        as_of: Some(stamp(now - Duration::days(i64::from(HORIZON_DAYS)))),
        missing: table::missing(set, rows),
        thresholds: vec![ChurnCaseKind::FOLLOW_UP_FROM, ChurnCaseKind::CAMPAIGN_ABOVE],
        groups: rows.iter().map(|row| table::group(row.customer)).collect(),
    };
    Model::train(
        Encoder::numbers(&names),
        &table::table(set, rows),
        left,
        // one thread: the others are for those who wait for an answer
        ForestSettings {
            threads: 1,
            ..ForestSettings::default()
        },
        notes,
    )
}
