//! What the page shows, of one moment.

use anyhow::Context;
use enlace_domain::{
    churn::ChurnCaseKind,
    view::{CASES_SHOWN, ChurnModelView, ChurnThreshold, ChurnView, ChurnWhole},
};
use enlace_forecast::Card;
use enlace_store::{
    board,
    churn::{
        cases,
        models::{self, ModelInUse},
        said, scores,
    },
    insight, people,
};
use sqlx::PgConnection;

use super::{HORIZON_DAYS, own::own};
use crate::{Actor, Desk, DeskError};

/// For managers the cases about customers at risk, the model's card and what the work was worth; for others the cases that
/// were given to them.
///
/// # Errors
/// The database's.
pub async fn view(desk: &Desk, actor: &Actor) -> Result<ChurnView, DeskError> {
    let owner = own(actor);
    let mut tx = board::begin_reading(desk.pool()).await?;
    Ok(ChurnView {
        today: insight::today(&mut tx).await?.day,
        open: cases::list(&mut tx, true, owner, CASES_SHOWN).await?,
        closed: cases::list(&mut tx, false, owner, CASES_SHOWN).await?,
        whole: match owner {
            None => Some(whole(&mut tx).await?),
            Some(_) => None,
        },
    })
}

async fn whole(conn: &mut PgConnection) -> Result<ChurnWhole, DeskError> {
    let standing = scores::standing(conn, ChurnCaseKind::FOLLOW_UP_FROM, ChurnCaseKind::CAMPAIGN_ABOVE).await?;
    let last = models::last(conn).await?;
    let model = match models::in_use(conn).await? {
        Some(model) => {
            let outcomes = said::outcomes(conn, HORIZON_DAYS).await?;
            Some(card(model, last.and_then(|(_, refused)| refused), outcomes)?)
        }
        None => None,
    };
    Ok(ChurnWhole {
        model,
        customers: standing.customers,
        at_risk: standing.above,
        watched: standing.between,
        scored_at: standing.scored_at,
        held_out: cases::held_out(conn).await?,
        treated: cases::group(conn, false).await?,
        untreated: cases::group(conn, true).await?,
        people: people::active(conn).await?,
    })
}

fn card(
    model: ModelInUse,
    refused_since: Option<String>,
    outcomes: Vec<(u64, f64, f64)>,
) -> Result<ChurnModelView, DeskError> {
    let card: Card = serde_json::from_value(model.card).context("Failed to read the model's card")?;
    // a feature of another version is left out: its name would say nothing
    let importances = card
        .importances
        .iter()
        .filter_map(|one| Some((one.feature.parse().ok()?, one.share)));
    Ok(ChurnModelView {
        feature_set: model.feature_set,
        trained_at: model.trained_at,
        rows: card.rows,
        positive: card.positive,
        auc: card.auc,
        auc_range: card.auc_range,
        thresholds: card
            .thresholds
            .iter()
            .map(|at| ChurnThreshold {
                threshold: at.threshold,
                rows: at.rows,
                precision: at.precision,
                recall: at.recall,
            })
            .collect(),
        calibration: card
            .calibration
            .iter()
            .map(|point| (point.rows, point.said, point.happened))
            .collect(),
        importances: importances.collect(),
        missing: card.missing.iter().filter_map(|name| name.parse().ok()).collect(),
        refused_since,
        // a feature of another version is left out here as well
        drift: model
            .drift
            .and_then(|drift| serde_json::from_value(drift).ok())
            .unwrap_or_default(),
        outcomes,
    })
}
