//! Work about customers who may leave.

use enlace_domain::{
    ChurnCaseId, ChurnModelId, CustomerId, Money, PersonId,
    churn::{ChurnCaseKind, ChurnOffer, ChurnOutcome},
    view::{ChurnCaseChange, ChurnCaseView, ChurnGroup, PersonRef},
};
use serde_json::Value;
use sqlx::PgConnection;

use crate::{
    StoreError,
    column::{read, read_opt},
};

/// A case to be opened.
#[derive(Clone, Debug)]
pub struct NewCase {
    /// About whom.
    pub customer: CustomerId,
    /// What is to be done.
    pub kind: ChurnCaseKind,
    /// Whether nothing is done, to compare.
    pub held_out: bool,
    /// The probability.
    pub probability: f32,
    /// Why.
    pub reasons: Value,
    /// Who does it.
    pub owner: Option<PersonId>,
    /// What is offered.
    pub offer: ChurnOffer,
}

/// Opens cases about customers who have none open, and had none in the last 60 days. Returns how many.
///
/// # Errors
/// The database said no.
pub async fn open(conn: &mut PgConnection, model: ChurnModelId, new: &[NewCase]) -> Result<u64, StoreError> {
    let ids: Vec<_> = new.iter().map(|_| ChurnCaseId::new().get()).collect();
    let customers: Vec<_> = new.iter().map(|case| case.customer.get()).collect();
    let kinds: Vec<&str> = new.iter().map(|case| case.kind.as_str()).collect();
    let days: Vec<i32> = new
        .iter()
        .map(|case| i32::try_from(case.kind.days()).unwrap_or(7))
        .collect();
    let held_out: Vec<bool> = new.iter().map(|case| case.held_out).collect();
    let probabilities: Vec<f32> = new.iter().map(|case| case.probability).collect();
    let reasons: Vec<&Value> = new.iter().map(|case| &case.reasons).collect();
    let owners: Vec<_> = new.iter().map(|case| case.owner.map(PersonId::get)).collect();
    let offers: Vec<&str> = new.iter().map(|case| case.offer.as_str()).collect();
    let opened = sqlx::query!(
        "insert into churn_cases (id, customer_id, model_id, kind, held_out, probability, reasons, monthly_fee, owner_id,
             offer, due_on)
         select n.id, c.id, $10, n.kind, n.held_out, n.probability, n.reasons, c.monthly_fee,
                case when not n.held_out then n.owner end, n.offer,
                (now() at time zone 'America/Sao_Paulo')::date + n.days
         from unnest($1::uuid[], $2::uuid[], $3::text[], $4::int4[], $5::bool[], $6::float4[], $7::jsonb[], $8::uuid[],
                     $9::text[]) as n (id, customer, kind, days, held_out, probability, reasons, owner, offer)
         join customers c on c.id = n.customer
         where c.status <> 'cancelled'
           and not exists (select from churn_cases o where o.customer_id = c.id
                           and (o.closed_at is null or o.opened_at > now() - interval '60 days'))
         on conflict do nothing",
        &ids,
        &customers,
        &kinds as _,
        &days,
        &held_out,
        &probabilities,
        &reasons as _,
        &owners as _,
        &offers as _,
        model.get(),
    )
    .execute(conn)
    .await?;
    Ok(opened.rows_affected())
}

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

/// Closes an open case that is worked on. `false`: there is none of that id.
///
/// # Errors
/// The database said no.
pub async fn close(
    conn: &mut PgConnection,
    id: ChurnCaseId,
    by: PersonId,
    outcome: ChurnOutcome,
    note: &str,
) -> Result<bool, StoreError> {
    let closed = sqlx::query!(
        "update churn_cases set closed_at = now(), closed_by = $2, outcome = $3, outcome_note = $4
         where id = $1 and closed_at is null and not held_out",
        id.get(),
        by.get(),
        outcome.as_str(),
        note,
    )
    .execute(conn)
    .await?;
    Ok(closed.rows_affected() > 0)
}

/// Cases that are worked on: open ones by urgency, or those that were closed last.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn list(conn: &mut PgConnection, open: bool, limit: i64) -> Result<Vec<ChurnCaseView>, StoreError> {
    sqlx::query!(
        r#"select k.id, k.customer_id, c.name, c.city, c.plan_name, k.monthly_fee, k.kind, k.probability, k.reasons,
                  p.id as "owner_id?", p.name as "owner?", k.offer, k.due_on, k.outcome, k.outcome_note
           from churn_cases k join customers c on c.id = k.customer_id left join people p on p.id = k.owner_id
           where not k.held_out and (k.closed_at is null) = $1
           order by k.closed_at desc nulls last, k.probability desc, k.id limit $2"#,
        open,
        limit,
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
/// # Errors
/// The database said no.
pub async fn group(conn: &mut PgConnection, held_out: bool) -> Result<ChurnGroup, StoreError> {
    let row = sqlx::query!(
        r#"select count(*) as "cases!",
                  count(*) filter (where c.cancelled_at < k.opened_at + interval '30 days') as "left!",
                  coalesce(sum(k.monthly_fee), 0) as "fees!"
           from churn_cases k join customers c on c.id = k.customer_id
           where k.held_out = $1 and k.opened_at < now() - interval '30 days'"#,
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
