//! Work about customers who may leave.

use enlace_domain::{
    ChurnCaseId, Money, PersonId,
    churn::ChurnOutcome,
    view::{ChurnCaseChange, ChurnGroup},
};
use sqlx::PgConnection;

use crate::StoreError;

/// Closes open cases by themselves: of customers who have left, and of those held out whose 30 days are over.
///
/// # Errors
/// The database said no.
pub async fn close_settled(conn: &mut PgConnection) -> Result<u64, StoreError> {
    let closed = sqlx::query!(
        "update churn_cases k
         set closed_at = now(), outcome = case when c.status = 'cancelled' then 'left' else 'not_reached' end
         from customers c
         where c.id = k.customer_id and k.closed_at is null
           and (c.status = 'cancelled' or (k.held_out and k.opened_at < now() - interval '30 days'))"
    )
    .execute(conn)
    .await?;
    Ok(closed.rows_affected())
}

/// Changes an open case that is worked on. `false`: there is none of that id.
///
/// # Errors
/// The database said no.
pub async fn change(conn: &mut PgConnection, id: ChurnCaseId, change: &ChurnCaseChange) -> Result<bool, StoreError> {
    let changed = sqlx::query!(
        "update churn_cases set owner_id = $2, offer = $3, due_on = $4
         where id = $1 and closed_at is null and not held_out",
        id.get(),
        change.owner.map(PersonId::get),
        change.offer.as_str(),
        change.due_on,
    )
    .execute(conn)
    .await?;
    Ok(changed.rows_affected() > 0)
}

/// Closes an open case that is worked on, of `owner` alone where one is named. `false`: there is none of that id.
///
/// # Errors
/// The database said no.
pub async fn close(
    conn: &mut PgConnection,
    id: ChurnCaseId,
    by: PersonId,
    owner: Option<PersonId>,
    outcome: ChurnOutcome,
    note: &str,
) -> Result<bool, StoreError> {
    let closed = sqlx::query!(
        "update churn_cases set closed_at = now(), closed_by = $2, outcome = $3, outcome_note = $4
         where id = $1 and closed_at is null and not held_out and ($5::uuid is null or owner_id = $5)",
        id.get(),
        by.get(),
        outcome.as_str(),
        note,
        owner.map(PersonId::get),
    )
    .execute(conn)
    .await?;
    Ok(closed.rows_affected() > 0)
}

/// How many customers are held out now.
///
/// # Errors
/// The database said no.
pub async fn held_out(conn: &mut PgConnection) -> Result<i64, StoreError> {
    Ok(
        sqlx::query_scalar!(r#"select count(*) as "count!" from churn_cases where held_out and closed_at is null"#)
            .fetch_one(conn)
            .await?,
    )
}

/// What became of the customers of cases that were opened at least 30 days ago: of those worked on, or of those held out.
///
/// A campaign that came after another case within 60 days does not count: no lot was drawn for it, and the held out have
/// nothing like it.
///
/// # Errors
/// The database said no.
pub async fn group(conn: &mut PgConnection, held_out: bool) -> Result<ChurnGroup, StoreError> {
    let row = sqlx::query!(
        r#"select count(*) as "cases!",
                  count(*) filter (where c.cancelled_at < k.opened_at + interval '30 days') as "left!",
                  coalesce(sum(k.monthly_fee), 0) as "fees!"
           from churn_cases k join customers c on c.id = k.customer_id
           where k.held_out = $1 and k.opened_at < now() - interval '30 days'
             and not exists (select from churn_cases o where o.customer_id = k.customer_id and o.id <> k.id
                             and o.opened_at < k.opened_at and o.opened_at > k.opened_at - interval '60 days')"#,
        held_out,
    )
    .fetch_one(conn)
    .await?;
    Ok(ChurnGroup {
        cases: row.cases,
        left: row.left,
        monthly_fees: Money::new(row.fees),
    })
}
