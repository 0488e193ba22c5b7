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
        let week = readings::tally(conn, to - Duration::WEEK, to).await?;
        if week.messages > 0 {
            weeks.push(((to - Duration::WEEK).date(), week));
        }
    }
    Ok(DriftView {
        stability: index(&reference, &latest),
        weeks,
        reference,
        latest,
    })
}

/// Now, the four weeks before the version in use was trained, and the last seven days. For the product's own, whose
/// training saw no subscriber, the first four weeks of this desk stand for them.
async fn compared(conn: &mut PgConnection) -> Result<(OffsetDateTime, ReadingWeek, ReadingWeek), DeskError> {
    let now = insight::today(conn).await?.at;
    let reference = match (classifier_models::in_use(conn).await?, readings::first(conn).await?) {
        (Some((_, trained_at)), _) => readings::tally(conn, trained_at - REFERENCE, trained_at).await?,
        (None, Some(first)) => {
            let until = (first + REFERENCE).min(now - Duration::WEEK);
            readings::tally(conn, first, until).await?
        }
        (None, None) => ReadingWeek::default(),
    };
    let latest = readings::tally(conn, now - Duration::WEEK, now).await?;
    Ok((now, reference, latest))
}

/// The index of the mix of queues; `None` of fewer messages than say anything.
fn index(reference: &ReadingWeek, latest: &ReadingWeek) -> Option<f64> {
    let enough = reference.messages >= DriftView::LEAST && latest.messages >= DriftView::LEAST;
    stability_index(&reference.queues, &latest.queues).filter(|_| enough)
}

/// The index as of now, as the page shows it; `None` of fewer messages than say anything.
///
/// # Errors
/// The database's.
pub(crate) async fn stability(desk: &Desk) -> Result<Option<f64>, DeskError> {
    let mut tx = board::begin_reading(desk.pool()).await?;
    let (_, reference, latest) = compared(&mut tx).await?;
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
    metrics::gauge!("enlace_classifier_drift_index").set(index(&reference, &latest).unwrap_or_default());
    Ok(())
}
