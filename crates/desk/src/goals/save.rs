//! Setting goals and costs: for administrators.

use enlace_domain::{
    goal::{COST_MOST, Goal},
    view::{Costs, GoalSettings, SettingsOutcome},
};
use enlace_store::goals as store_goals;
use serde_json::json;

use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
};

/// Sets all goals and costs.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators; [`DeskError::Invalid`] naming the goal or the cost.
pub async fn save(desk: &Desk, actor: &Actor, new: GoalSettings) -> Result<SettingsOutcome<GoalSettings>, DeskError> {
    actor.require(actor.role.may_set_goals(), "set goals")?;
    check(&new)?;
    let mut tx = desk.pool().begin().await?;
    let before = store_goals::settings(&mut tx).await?;
    let saved = store_goals::save(&mut tx, &new).await?;
    let now = store_goals::settings(&mut tx).await?;
    if !saved {
        return Ok(SettingsOutcome::Overtaken(now));
    }
    let detail = json!({ "before": before, "now": now });
    audit::record(&mut tx, actor.person.id, Action::SetGoals, Subject::Goals, &detail).await?;
    tx.commit().await?;
    Ok(SettingsOutcome::Saved(now))
}

fn check(new: &GoalSettings) -> Result<(), DeskError> {
    let invalid = |field: &'static str, allowed: String| Err(DeskError::Invalid { field, allowed });
    for goal in Goal::ALL {
        if new.goals.iter().filter(|row| row.goal == *goal).count() != 1 {
            return invalid("goals", "cada meta uma vez".to_owned());
        }
    }
    for row in &new.goals {
        let allowed = row.goal.allowed();
        if !allowed.contains(&row.target) || row.baseline.is_some_and(|baseline| !allowed.contains(&baseline)) {
            return invalid(row.goal.as_str(), format!("de {} a {}", allowed.start(), allowed.end()));
        }
    }
    let Costs {
        agent_hour,
        fixed_month,
        utility_message,
        marketing_message,
        authentication_message,
    } = new.costs;
    for (field, cost) in [
        ("agent_hour", agent_hour),
        ("fixed_month", fixed_month),
        ("utility_message", utility_message),
        ("marketing_message", marketing_message),
        ("authentication_message", authentication_message),
    ] {
        if cost.is_some_and(|cost| !(0.0..=COST_MOST).contains(&cost)) {
            return invalid(field, "um valor em reais, de zero para cima".to_owned());
        }
    }
    Ok(())
}
