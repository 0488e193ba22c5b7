//! The gauges, as of the moment somebody asks.

use enlace_domain::{
    ChannelState, CircuitState, QueueKey,
    view::{Figures, InsightFilter},
};
use enlace_store::{
    board, churn,
    insight::{self, Span},
    queue_now, stream,
};
use sqlx::PgConnection;
use time::Duration;

use crate::{
    Desk, DeskError,
    insight::{self as figures, Tally},
    learning, manage_channels,
};

/// The label of all queues together.
const ALL: &str = "all";

/// Sets the gauges. What concerns the whole desk is the same in every process: a sum over processes would count twice.
///
/// # Errors
/// The database's.
pub async fn now(desk: &Desk) -> Result<(), DeskError> {
    figures::catch_up(desk).await?;
    let mut tx = board::begin_reading(desk.pool()).await?;
    queues(&mut tx).await?;
    last_day(&mut tx).await?;
    satisfaction(&mut tx).await?;
    if let Some(read_to) = desk.hub().read_to() {
        metrics::gauge!("enlace_live_lag_seconds").set(stream::lag(&mut tx, read_to).await?);
    }
    drop(tx);
    metrics::gauge!("enlace_people_online").set(count(desk.hub().people_online()));
    learning::measure(desk).await?;
    churn(desk).await?;
    channels(desk).await
}

/// The churn model in use.
async fn churn(desk: &Desk) -> Result<(), DeskError> {
    let watch = churn::watch::now(&mut *desk.pool().acquire().await?).await?;
    metrics::gauge!("enlace_churn_model_auc").set(watch.auc.unwrap_or(f64::NAN));
    metrics::gauge!("enlace_churn_drift_index").set(watch.drift.unwrap_or_default());
    metrics::gauge!("enlace_churn_models_refused").set(count(watch.refused));
    Ok(())
}

async fn queues(conn: &mut PgConnection) -> Result<(), DeskError> {
    for queue in queue_now::all(conn).await? {
        let name = queue.key.as_str();
        let priority = queue.priority.to_string();
        metrics::gauge!("enlace_queue_waiting", "queue" => name, "priority" => priority).set(count(queue.waiting));
        metrics::gauge!("enlace_queue_held", "queue" => name).set(count(queue.held));
        metrics::gauge!("enlace_queue_late", "queue" => name).set(count(queue.late));
        metrics::gauge!("enlace_queue_oldest_seconds", "queue" => name).set(queue.oldest_seconds);
    }
    Ok(())
}

/// The dashboard's figures of the last 24 hours.
async fn last_day(conn: &mut PgConnection) -> Result<(), DeskError> {
    let to = insight::today(conn).await?.at;
    let span = Span {
        from: to - Duration::DAY,
        to,
    };
    let tally = Tally::kept(conn, span, &InsightFilter::default()).await?;
    for key in std::iter::once(None).chain(QueueKey::ALL.iter().copied().map(Some)) {
        told(key.map_or(ALL, QueueKey::as_str), &tally.figures(key));
    }
    Ok(())
}

/// What subscribers say who were asked in the last 7 days.
async fn satisfaction(conn: &mut PgConnection) -> Result<(), DeskError> {
    let to = insight::today(conn).await?.at;
    let span = Span {
        from: to - Duration::WEEK,
        to,
    };
    for (name, scores) in figures::by_type(conn, span).await? {
        metrics::gauge!("customer_satisfaction_score", "service_type" => name).set(scores.mean().unwrap_or(f64::NAN));
    }
    Ok(())
}

fn told(queue: &'static str, figures: &Figures) {
    metrics::gauge!("enlace_last_day_opened", "queue" => queue).set(count(figures.opened));
    metrics::gauge!("enlace_last_day_closed", "queue" => queue).set(count(figures.closed));
    metrics::gauge!("enlace_last_day_escalated", "queue" => queue).set(count(figures.escalated));
    // a share of nothing is no number, and Prometheus knows one
    let or_nan = |value: Option<f64>| value.unwrap_or(f64::NAN);
    metrics::gauge!("enlace_last_day_on_time_ratio", "queue" => queue).set(or_nan(figures.on_time()));
    metrics::gauge!("enlace_last_day_first_contact_ratio", "queue" => queue).set(or_nan(figures.first_contact()));
    for (quantile, value) in [("0.5", figures.first_answer), ("0.9", figures.first_answer_p90)] {
        metrics::gauge!("enlace_last_day_first_answer_seconds", "queue" => queue, "quantile" => quantile)
            .set(or_nan(value));
    }
}

async fn channels(desk: &Desk) -> Result<(), DeskError> {
    for channel in manage_channels::watch(desk).await? {
        let id = channel.id.to_string();
        for state in ChannelState::NAMES {
            let labels = [
                ("channel", id.clone()),
                ("name", channel.name.clone()),
                ("state", state.to_owned()),
            ];
            metrics::gauge!("enlace_channel_state", &labels).set(flag(state == channel.state.name()));
        }
        for state in [CircuitState::Closed, CircuitState::Open, CircuitState::HalfOpen] {
            let labels = [("channel", id.clone()), ("state", state.as_str().to_owned())];
            metrics::gauge!("enlace_channel_circuit", &labels).set(flag(state == channel.circuit));
        }
        let labels = [("channel", id), ("name", channel.name)];
        if let Some(seconds) = channel.since_inbound {
            metrics::gauge!("enlace_channel_last_event_seconds", &labels).set(seconds);
        }
        metrics::gauge!("enlace_channel_waiting", &labels).set(count(channel.waiting));
        metrics::gauge!("enlace_outbox_in_doubt", &labels).set(count(channel.undecided));
        metrics::gauge!("enlace_outbox_failed_last_day", &labels).set(count(channel.failed));
    }
    Ok(())
}

const fn flag(is: bool) -> f64 {
    if is { 1.0 } else { 0.0 }
}

/// A count as a gauge has it.
fn count(number: impl TryInto<u32>) -> f64 {
    // more than four thousand million of anything here is out of reach
    f64::from(number.try_into().unwrap_or(u32::MAX))
}
