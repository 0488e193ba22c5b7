//! The executive dashboard, all of one moment.

use enlace_domain::{
    QueueKey,
    view::{Dashboard, Figures, InsightAsk},
};
use enlace_store::{
    board,
    insight::{self, Span},
};
use time::Duration;

use crate::{Actor, Desk, DeskError};

/// The figures of the days asked for, those before them, and today.
///
/// All is read in one snapshot of the database, so that no two figures disagree.
///
/// # Errors
/// [`DeskError::Forbidden`] for agents; the database is away.
pub async fn dashboard(desk: &Desk, actor: &Actor, ask: InsightAsk) -> Result<Dashboard, DeskError> {
    actor.require(actor.role.may_see_insight(), "see the dashboard")?;
    let mut tx = board::begin_reading(desk.pool()).await?;
    let today = insight::today(&mut tx).await?;
    let days = i64::from(ask.days);
    let span = Span {
        from: today.began - Duration::days(days - 1),
        to: today.at,
    };
    // as long, to the second: half a day is not measured against a whole one
    let before = Span {
        from: span.from - Duration::days(days),
        to: span.to - Duration::days(days),
    };
    let now = insight::figures(&mut tx, span, ask.queue).await?;
    let then = insight::figures(&mut tx, before, ask.queue).await?;
    let urgent = match ask.queue {
        None | Some(QueueKey::TechnicalUrgent) => [median(&now), median(&then)],
        Some(_) => {
            let urgent = Some(QueueKey::TechnicalUrgent);
            [
                median(&insight::figures(&mut tx, span, urgent).await?),
                median(&insight::figures(&mut tx, before, urgent).await?),
            ]
        }
    };
    let total = take(&now, None);
    let queues = QueueKey::ALL
        .iter()
        .filter(|key| ask.queue.is_none_or(|asked| asked == **key))
        .map(|key| (*key, take(&now, Some(*key))))
        .collect();
    Ok(Dashboard {
        ask,
        at: today.at,
        now: total,
        before: take(&then, None),
        urgent,
        queues,
        hours: insight::hours(&mut tx, today, ask.queue).await?,
        hour: u8::try_from(today.hour).unwrap_or_default(),
        season: insight::season(&mut tx, today, ask.queue).await?,
        trend: insight::trend(&mut tx, today, i32::from(ask.days), ask.queue).await?,
        reasons: insight::reasons(&mut tx, span, ask.queue).await?,
        people: insight::people(&mut tx, span, ask.queue).await?,
    })
}

type ByQueue = Vec<(Option<QueueKey>, Figures)>;

fn median(figures: &ByQueue) -> Option<f64> {
    figures
        .iter()
        .find(|(key, _)| *key == Some(QueueKey::TechnicalUrgent))
        .and_then(|(_, figures)| figures.first_answer)
}

/// A queue in which nothing happened has no row.
fn take(figures: &ByQueue, wanted: Option<QueueKey>) -> Figures {
    figures
        .iter()
        .find(|(key, _)| *key == wanted)
        .map(|(_, figures)| *figures)
        .unwrap_or_default()
}
