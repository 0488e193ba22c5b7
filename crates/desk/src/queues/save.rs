//! Changing how a queue works: for administrators.

use enlace_domain::{
    QueueKey,
    opening::{FIRST_ANSWER_MINUTES, hours_field, impossible_day},
    view::{QueueRules, SettingsOutcome},
};
use enlace_store::{
    events::{self, EventKind},
    queue_hours, queues,
};
use serde_json::json;
use sqlx::PgConnection;

use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
};

/// Changes the rules and hours of a queue; what is due in it moves in the same step. Its priority stays.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators; [`DeskError::Invalid`] naming the field, of hours that of their
/// weekday ([`hours_field`]).
pub async fn save(desk: &Desk, actor: &Actor, new: QueueRules) -> Result<SettingsOutcome<QueueRules>, DeskError> {
    actor.require(actor.role.may_edit_queues(), "change a queue")?;
    check(&new)?;
    let mut tx = desk.pool().begin().await?;
    let before = one(&mut tx, new.key).await?;
    let saved = queues::save(&mut tx, &new).await?;
    let now = one(&mut tx, new.key).await?;
    if !saved {
        return Ok(SettingsOutcome::Overtaken(now));
    }
    queue_hours::reckon_due(&mut tx, Some(new.key)).await?;
    events::append(&mut tx, EventKind::Queues, None, None).await?;
    let detail = json!({ "queue": new.key, "before": before, "now": now });
    audit::record(&mut tx, actor.person.id, Action::ChangeQueue, Subject::Queue, &detail).await?;
    tx.commit().await?;
    desk.hub().wake();
    Ok(SettingsOutcome::Saved(now))
}

async fn one(conn: &mut PgConnection, key: QueueKey) -> Result<QueueRules, DeskError> {
    let mut all = queues::list(conn).await?.into_iter();
    all.find(|queue| queue.key == key)
        .ok_or(DeskError::NotFound { what: "queue" })
}

fn check(new: &QueueRules) -> Result<(), DeskError> {
    if !FIRST_ANSWER_MINUTES.contains(&new.first_answer_minutes) {
        return Err(DeskError::Invalid {
            field: "first_answer_minutes",
            allowed: format!(
                "de {} a {} minutos",
                FIRST_ANSWER_MINUTES.start(),
                FIRST_ANSWER_MINUTES.end()
            ),
        });
    }
    if let Some(weekday) = impossible_day(&new.hours) {
        return Err(DeskError::Invalid {
            field: hours_field(weekday),
            allowed: "até dois horários no dia, cada um com o fim depois do início".to_owned(),
        });
    }
    Ok(())
}
