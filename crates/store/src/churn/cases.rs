//! Work about customers who may leave.

use enlace_domain::{
    ChurnCaseId, Money, PersonId,
    churn::ChurnOutcome,
    view::{ChurnCaseChange, ChurnCaseView, ChurnGroup, PersonRef},
};
use sqlx::PgConnection;

use crate::{
    StoreError,
    column::{read, read_opt},
};

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

/// Cases that are worked on, of `owner` alone where one is named: open ones by urgency, or those that were closed last.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn list(
    conn: &mut PgConnection,
    open: bool,
    owner: Option<PersonId>,
    limit: i64,
) -> Result<Vec<ChurnCaseView>, StoreError> {
    sqlx::query!(
        r#"select k.id, k.customer_id, c.name, c.city, c.plan_name, k.monthly_fee, k.kind, k.probability, k.reasons,
                  p.id as "owner_id?", p.name as "owner?", k.offer, k.due_on, k.outcome, k.outcome_note
           from churn_cases k join customers c on c.id = k.customer_id left join people p on p.id = k.owner_id
           where not k.held_out and (k.closed_at is null) = $1 and ($3::uuid is null or k.owner_id = $3)
           order by k.closed_at desc nulls last, k.probability desc, k.id limit $2"#,
        open,
        limit,
        owner.map(PersonId::get),
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(|row| {
        Ok(ChurnCaseView {
            id: row.id.into(),
            customer: row.customer_id.into(),
            name: row.name,
            city: row.city,
            plan: row.plan_name,
            monthly_fee: Money::new(row.monthly_fee),
            kind: read("kind of case", &row.kind)?,
            probability: row.probability.into(),
            reasons: serde_json::from_value(row.reasons).map_err(|error| StoreError::corrupt("reasons")(&error))?,
            owner: row
                .owner_id
                .zip(row.owner)
                .map(|(id, name)| PersonRef { id: id.into(), name }),
            offer: read("offer", &row.offer)?,
            due_on: row.due_on,
            outcome: read_opt("outcome", row.outcome.as_deref())?,
            note: row.outcome_note,
        })
    })
    .collect()
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

/// People of the team that keeps customers, those with the fewest open cases first.
///
/// # Errors
/// The database said no.
pub async fn keepers(conn: &mut PgConnection) -> Result<Vec<PersonId>, StoreError> {
    let ids = sqlx::query_scalar!(
        "select p.id from people p
         join team_members m on m.person_id = p.id
         join queues q on q.team_id = m.team_id and q.key = 'cancellation'
         left join churn_cases k on k.owner_id = p.id and k.closed_at is null
         where p.active and p.role = 'agent'
         group by p.id order by count(k.id), p.id"
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(PersonId::from).collect())
}
