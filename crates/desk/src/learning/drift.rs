//! Whether the messages are still of the kind that the version in use was made for.

use enlace_domain::{
    drift::stability_index,
    view::{DriftView, ReadingWeek},
};
use enlace_store::{board, classifier_models, insight, readings};
use sqlx::PgConnection;
use time::{Duration, OffsetDateTime};

use crate::{Desk, DeskError};

/// Weeks that are shown.
const WEEKS: i64 = 12;
/// What the last week is compared with.
const REFERENCE: Duration = Duration::days(28);

/// What the page shows: the weeks, and how far the last one is from the reference.
pub(super) async fn drift(conn: &mut PgConnection) -> Result<DriftView, DeskError> {
    let (now, reference, latest) = compared(conn).await?;
    let mut weeks = Vec::new();
    for ago in (0..WEEKS).rev() {
        let to = now - Duration::weeks(ago);
        let week = match ago {
            0 => latest.clone(),
            _ => readings::tally(conn, to - Duration::WEEK, to).await?,
        };
        if week.messages > 0 {
            weeks.push(((to - Duration::WEEK).date(), week));
        }
    }
    Ok(DriftView {
        stability: index(&reference.queues, &latest.queues),
        weeks,
        reference,
        latest,
    })
}

/// Now, the four weeks before the version in use was trained, and the last seven days.
async fn compared(conn: &mut PgConnection) -> Result<(OffsetDateTime, ReadingWeek, ReadingWeek), DeskError> {
    let now = insight::today(conn).await?.at;
    let reference = match reference(conn, now).await? {
        Some([from, to]) => readings::tally(conn, from, to).await?,
        None => ReadingWeek::default(),
    };
    let latest = readings::tally(conn, now - Duration::WEEK, now).await?;
    Ok((now, reference, latest))
}

/// The four weeks before the version in use was trained. For the product's own, whose training saw no subscriber, the
/// first four weeks of this desk stand for them; `None` where nothing has been read.
async fn reference(conn: &mut PgConnection, now: OffsetDateTime) -> Result<Option<[OffsetDateTime; 2]>, DeskError> {
    if let Some((_, trained_at)) = classifier_models::in_use(conn).await? {
        return Ok(Some([trained_at - REFERENCE, trained_at]));
    }
    let first = readings::first(conn).await?;
    Ok(first.map(|first| [first, (first + REFERENCE).min(now - Duration::WEEK)]))
}

/// The index of the mix of queues; `None` of fewer messages than say anything.
fn index(reference: &[u64], latest: &[u64]) -> Option<f64> {
    let is_enough = |queues: &[u64]| queues.iter().sum::<u64>() >= DriftView::LEAST;
    stability_index(reference, latest).filter(|_| is_enough(reference) && is_enough(latest))
}

/// The index as of now, as the page shows it; `None` of fewer messages than say anything.
///
/// # Errors
/// The database's.
pub(crate) async fn stability(desk: &Desk) -> Result<Option<f64>, DeskError> {
    let mut tx = board::begin_reading(desk.pool()).await?;
    let now = insight::today(&mut tx).await?.at;
    let Some([from, to]) = reference(&mut tx, now).await? else {
        return Ok(None);
    };
    let reference = readings::mix(&mut tx, from, to).await?;
    let latest = readings::mix(&mut tx, now - Duration::WEEK, now).await?;
    Ok(index(&reference, &latest))
}

/// Tells Prometheus, as of now.
///
/// # Errors
/// The database's.
pub async fn measure(desk: &Desk) -> Result<(), DeskError> {
    let mut tx = board::begin_reading(desk.pool()).await?;
    let (_, reference, latest) = compared(&mut tx).await?;
    #[expect(clippy::cast_precision_loss, reason = "counts of messages")]
    let share = |part: u64| part as f64 / latest.messages.max(1) as f64;
    metrics::gauge!("enlace_classifier_asked_ratio").set(share(latest.asked));
    metrics::gauge!("enlace_classifier_corrected_ratio").set(share(latest.corrected));
    metrics::gauge!("enlace_classifier_confidence_mean").set(latest.confidence);
    metrics::gauge!("enlace_classifier_drift_index").set(index(&reference.queues, &latest.queues).unwrap_or_default());
    Ok(())
}
