//! Goals and costs.

use enlace_domain::view::{Costs, GoalRow, GoalSettings};
use sqlx::PgConnection;

use crate::{StoreError, column::read};

/// How they are set.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn settings(conn: &mut PgConnection) -> Result<GoalSettings, StoreError> {
    let mut goals = sqlx::query!("select goal, baseline, target from goals")
        .fetch_all(&mut *conn)
        .await?
        .into_iter()
        .map(|row| {
            Ok(GoalRow {
                goal: read("goal", &row.goal)?,
                baseline: row.baseline,
                target: row.target,
            })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    goals.sort_unstable_by_key(|row| row.goal);
    let row = sqlx::query!(
        "select agent_hour, fixed_month, utility_message, marketing_message, authentication_message, revision from costs"
    )
    .fetch_one(conn)
    .await?;
    Ok(GoalSettings {
        goals,
        costs: Costs {
            agent_hour: row.agent_hour,
            fixed_month: row.fixed_month,
            utility_message: row.utility_message,
            marketing_message: row.marketing_message,
            authentication_message: row.authentication_message,
        },
        revision: row.revision,
    })
}

/// Sets them, unless somebody was faster than whoever saw the revision that they name. Returns whether they are set.
///
/// # Errors
/// The database said no.
pub async fn save(conn: &mut PgConnection, new: &GoalSettings) -> Result<bool, StoreError> {
    let costs = &new.costs;
    let done = sqlx::query!(
        "update costs set agent_hour = $1, fixed_month = $2, utility_message = $3, marketing_message = $4,
             authentication_message = $5, revision = revision + 1
         where revision = $6",
        costs.agent_hour,
        costs.fixed_month,
        costs.utility_message,
        costs.marketing_message,
        costs.authentication_message,
        new.revision,
    )
    .execute(&mut *conn)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    let names: Vec<String> = new.goals.iter().map(|row| row.goal.as_str().to_owned()).collect();
    let baselines: Vec<Option<f64>> = new.goals.iter().map(|row| row.baseline).collect();
    let targets: Vec<f64> = new.goals.iter().map(|row| row.target).collect();
    sqlx::query!(
        "update goals g set baseline = n.baseline, target = n.target
         from unnest($1::text[], $2::float8[], $3::float8[]) as n (goal, baseline, target) where g.goal = n.goal",
        &names,
        &baselines as _,
        &targets,
    )
    .execute(conn)
    .await?;
    Ok(true)
}
