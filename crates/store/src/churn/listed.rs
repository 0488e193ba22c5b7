//! Pages of cases, and how many there are.

use enlace_domain::{
    Money, PersonId,
    churn::ChurnCaseKind,
    view::{ChurnCaseView, PersonRef},
};
use sqlx::PgConnection;

use crate::{
    StoreError,
    column::{read, read_opt},
};

/// Which cases.
#[derive(Clone, Copy, Debug, Default)]
pub struct CaseFilter {
    /// Those that nobody works on, or those that are worked on.
    pub held_out: bool,
    /// Of this kind alone.
    pub kind: Option<ChurnCaseKind>,
    /// Of this owner alone.
    pub owner: Option<PersonId>,
    /// Of no owner alone.
    pub unowned: bool,
    /// Of those that are open, the ones alone whose day is over.
    pub late: bool,
}

/// How many are open, and how many were closed.
///
/// # Errors
/// The database said no.
pub async fn counts(conn: &mut PgConnection, filter: CaseFilter) -> Result<[i64; 2], StoreError> {
    let row = sqlx::query!(
        r#"select count(*) filter (where k.closed_at is null) as "open!",
                  count(*) filter (where k.closed_at is not null) as "closed!"
           from churn_cases k
           where k.held_out = $1 and ($2::text is null or k.kind = $2) and ($3::uuid is null or k.owner_id = $3)
             and (not $4::bool or k.owner_id is null)
             and (not $5::bool or k.closed_at is not null
                  or k.due_on < (now() at time zone 'America/Sao_Paulo')::date)"#,
        filter.held_out,
        filter.kind.map(ChurnCaseKind::as_str),
        filter.owner.map(PersonId::get),
        filter.unowned,
        filter.late,
    )
    .fetch_one(conn)
    .await?;
    Ok([row.open, row.closed])
}

/// Some of them after so many others: open ones by urgency, or those that were closed last.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn page(
    conn: &mut PgConnection,
    filter: CaseFilter,
    open: bool,
    limit: i64,
    after: i64,
) -> Result<Vec<ChurnCaseView>, StoreError> {
    // the page is cut first, so that conversations are looked up for its customers alone
    sqlx::query!(
        r#"select k.id as "id!", k.customer_id as "customer_id!", c.name as "name!", c.phone as "phone!",
                  v.id as "conversation?", c.city as "city!", c.plan_name as "plan_name!",
                  c.plan_speed as "plan_speed!", k.monthly_fee as "monthly_fee!", k.kind as "kind!",
                  k.held_out as "held_out!", k.probability as "probability!", k.reasons as "reasons!",
                  p.id as "owner_id?", p.name as "owner?", k.offer as "offer!", k.due_on as "due_on!",
                  k.outcome as "outcome?", (k.closed_at at time zone 'America/Sao_Paulo')::date as "closed_on?",
                  k.outcome_note as "note!"
           from (select * from churn_cases k
                 where (k.closed_at is null) = $6 and k.held_out = $1 and ($2::text is null or k.kind = $2)
                   and ($3::uuid is null or k.owner_id = $3) and (not $4::bool or k.owner_id is null)
                   and (not $5::bool or k.closed_at is not null
                        or k.due_on < (now() at time zone 'America/Sao_Paulo')::date)
                 order by k.closed_at desc nulls last, k.probability desc, k.id
                 limit $7 offset $8) k
           join customers c on c.id = k.customer_id
           left join people p on p.id = k.owner_id
           left join lateral (select v.id from conversations v
                              join contacts t on t.id = v.contact_id and t.erased_at is null
                              where v.customer_id = k.customer_id order by v.created_at desc limit 1) v on true
           order by k.closed_at desc nulls last, k.probability desc, k.id"#,
        filter.held_out,
        filter.kind.map(ChurnCaseKind::as_str),
        filter.owner.map(PersonId::get),
        filter.unowned,
        filter.late,
        open,
        limit,
        after,
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(|row| {
        Ok(ChurnCaseView {
            id: row.id.into(),
            customer: row.customer_id.into(),
            name: row.name,
            phone: read("phone", &row.phone)?,
            conversation: row.conversation.map(Into::into),
            city: row.city,
            plan: row.plan_name,
            plan_speed: row.plan_speed,
            monthly_fee: Money::new(row.monthly_fee),
            kind: read("kind of case", &row.kind)?,
            held_out: row.held_out,
            probability: row.probability.into(),
            reasons: serde_json::from_value(row.reasons).map_err(|error| StoreError::corrupt("reasons")(&error))?,
            owner: row
                .owner_id
                .zip(row.owner)
                .map(|(id, name)| PersonRef { id: id.into(), name }),
            offer: read("offer", &row.offer)?,
            due_on: row.due_on,
            outcome: read_opt("outcome", row.outcome.as_deref())?,
            closed_on: row.closed_on,
            note: row.note,
        })
    })
    .collect()
}
