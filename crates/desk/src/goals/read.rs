//! Goals beside what is, over the days that the dashboard begins with, whatever it is restricted to.

use enlace_domain::{
    QueueKey, SurveyKind,
    goal::Goal,
    view::{GoalsView, InsightFilter, MonthVolumes, Period, Scores, share},
};
use enlace_store::{goals as store_goals, insight as store_insight};

use super::worth;
use crate::{
    Actor, Desk, DeskError,
    insight::{self, Reading, Tally},
};

/// Fewer minutes say nothing of how reliable the desk is.
const MINUTES_LEAST: i64 = 60;

/// Goals, what is, and what the difference is worth.
///
/// # Errors
/// [`DeskError::Forbidden`] for agents; the database is away.
pub async fn goals(desk: &Desk, actor: &Actor) -> Result<GoalsView, DeskError> {
    actor.require(actor.role.may_see_insight(), "see the goals")?;
    insight::catch_up(desk).await?;
    let mut reading = Reading::begin(desk).await?;
    let settings = store_goals::settings(reading.conn()).await?;
    let today = store_insight::today(reading.conn()).await?;
    // the very span of the tiles, so that no figure stands on one page twice and differs
    let span =
        insight::span_of(Period::default(), today).ok_or_else(|| anyhow::anyhow!("The default period has no span"))?;
    let everything = InsightFilter::default();
    let tally = Tally::read(&mut reading, span, &everything).await?;
    let mut scores = Scores::default();
    for answers in reading.said(span, &everything, &[]).await? {
        if answers.kind == SurveyKind::Satisfaction {
            scores += answers.scores;
        }
    }
    let worked = reading.worked(span).await?;
    let volumes = store_goals::volumes(reading.conn(), span, worked).await?;
    let percent = |share: Option<f64>| share.map(|share| share * 100.0);
    let now = settings
        .goals
        .iter()
        .map(|row| match row.goal {
            Goal::UrgentAnswer => tally.figures(Some(QueueKey::TechnicalUrgent)).first_answer,
            Goal::FirstContact => percent(tally.figures(None).first_contact()),
            Goal::Satisfaction => scores.mean(),
            Goal::Churn => percent(share(volumes.ended, volumes.contracts)),
            Goal::Cost => worth::cost(&settings.costs, &volumes),
            Goal::Uptime => percent(uptime(&volumes)),
        })
        .collect::<Vec<_>>();
    let terms = worth::terms(&settings.goals, &now, &volumes);
    Ok(GoalsView {
        settings,
        now,
        volumes,
        terms,
    })
}

fn uptime(volumes: &MonthVolumes) -> Option<f64> {
    share(volumes.up_minutes, volumes.minutes).filter(|_| volumes.minutes >= MINUTES_LEAST)
}

/// Notes that the scheduler is at work: uptime is counted from these minutes.
///
/// # Errors
/// The database is away.
pub async fn beat(desk: &Desk) -> Result<(), DeskError> {
    Ok(store_goals::beat(&mut *desk.pool().acquire().await?).await?)
}
