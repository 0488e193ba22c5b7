//! What the page shows, of one moment.

use anyhow::Context;
use enlace_domain::{
    churn::ChurnCaseKind,
    view::{
        ChurnAsk, ChurnBand, ChurnModelView, ChurnOwner, ChurnTab, ChurnThreshold, ChurnVersion, ChurnVersionState,
        ChurnView, ChurnWhole,
    },
};
use enlace_forecast::Card;
use enlace_store::{
    board,
    churn::{
        cases,
        listed::{self, CaseFilter},
        models::{self, ModelInUse},
        said, scores,
    },
    insight, people,
};
use sqlx::PgConnection;

use super::{HORIZON_DAYS, own::own};
use crate::{Actor, Desk, DeskError};

/// Versions that are listed below the card.
const VERSIONS: i64 = 10;

/// For managers a page of the cases about customers at risk, the model's card and what the work was worth; for others a
/// page of the cases that were given to them, whosever they ask for.
///
/// # Errors
/// The database's.
pub async fn view(desk: &Desk, actor: &Actor, mut asked: ChurnAsk) -> Result<ChurnView, DeskError> {
    let own = own(actor);
    if own.is_some() {
        asked.owner = ChurnOwner::Anybody;
    }
    let mut tx = board::begin_reading(desk.pool()).await?;
    let filter = CaseFilter {
        held_out: asked.band == Some(ChurnBand::HeldOut),
        kind: asked.band.and_then(ChurnBand::kind),
        owner: own.or(match asked.owner {
            ChurnOwner::Mine => Some(actor.person.id),
            ChurnOwner::Person(id) => Some(id),
            ChurnOwner::Anybody | ChurnOwner::Nobody => None,
        }),
        unowned: asked.owner == ChurnOwner::Nobody,
        late: asked.late,
    };
    let [open, closed] = listed::counts(&mut tx, filter).await?;
    let of_open = asked.tab == ChurnTab::Open;
    asked.page = asked.page.clamp(1, pages(if of_open { open } else { closed }));
    let rows = i64::from(ChurnAsk::ROWS);
    let after = i64::from(asked.page - 1) * rows;
    Ok(ChurnView {
        today: insight::today(&mut tx).await?.day,
        asked,
        open,
        closed,
        cases: listed::page(&mut tx, filter, of_open, rows, after).await?,
        whole: match own {
            None => Some(whole(&mut tx).await?),
            Some(_) => None,
        },
    })
}

/// Pages of so many cases; there is one of none.
fn pages(cases: i64) -> u32 {
    let more = (cases - 1).max(0) / i64::from(ChurnAsk::ROWS);
    u32::try_from(more).map_or(u32::MAX, |more| more.saturating_add(1))
}

async fn whole(conn: &mut PgConnection) -> Result<ChurnWhole, DeskError> {
    let standing = scores::standing(conn, ChurnCaseKind::FOLLOW_UP_FROM, ChurnCaseKind::CAMPAIGN_ABOVE).await?;
    let model = match models::in_use(conn).await? {
        Some(model) => {
            let outcomes = said::outcomes(conn, HORIZON_DAYS).await?;
            Some(card(model, outcomes, models::versions(conn, VERSIONS).await?)?)
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
    outcomes: Vec<(u64, f64, f64)>,
    versions: Vec<ChurnVersion>,
) -> Result<ChurnModelView, DeskError> {
    let card: Card = serde_json::from_value(model.card).context("Failed to read the model's card")?;
    // a feature of another version is left out: its name would say nothing
    let importances = card
        .importances
        .iter()
        .filter_map(|one| Some((one.feature.parse().ok()?, one.share)));
    let refused_since = versions.first().and_then(|newest| match &newest.state {
        ChurnVersionState::Refused(why) => Some(why.clone()),
        ChurnVersionState::InUse | ChurnVersionState::Retired => None,
    });
    Ok(ChurnModelView {
        feature_set: model.feature_set,
        trained_at: model.trained_at,
        as_of: model.as_of,
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
        versions,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_holds_fifty_and_there_is_always_one() {
        let cases = [0, 1, 50, 51, 100, 101];
        assert_eq!(cases.map(pages), [1, 1, 1, 2, 2, 3]);
    }
}
