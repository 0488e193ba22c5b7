//! Cases that begin, and follow-ups that become campaigns.

use enlace_domain::{
    ChurnCaseId, ChurnModelId, CustomerId,
    churn::{ChurnCaseKind, ChurnOffer},
};
use serde_json::Value;
use sqlx::PgConnection;

use crate::StoreError;

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
    /// What is offered.
    pub offer: ChurnOffer,
}

/// Opens cases about customers who have none open, and had none in the last 60 days. Returns how many.
///
/// A campaign is opened in spite of a follow-up that was worked on and is closed; it is never held out, for whoever was
/// called is no comparison. Who was held out stays so for the 60 days.
///
/// Those that are worked on go, in the order given, each to whoever of the team that keeps customers has the fewest open
/// cases by then: everybody has as many turns as there are cases, a turn is the earlier the fewer cases its person has
/// before it, and the earliest turns are taken.
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
    let offers: Vec<&str> = new.iter().map(|case| case.offer.as_str()).collect();
    let opened = sqlx::query!(
        "with recent as (
             select customer_id, bool_or(closed_at is null or held_out or kind = 'campaign') as bars
             from churn_cases
             where closed_at is null or opened_at > now() - interval '60 days'
             group by customer_id),
         due as (
             select n.*, c.monthly_fee, n.lot and r.customer_id is null as rests
             from unnest($1::uuid[], $2::uuid[], $3::text[], $4::int4[], $5::bool[], $6::float4[], $7::jsonb[], $8::text[])
                  with ordinality as n (id, customer, kind, days, lot, probability, reasons, offer, place)
             join customers c on c.id = n.customer
             left join recent r on r.customer_id = c.id
             where c.status <> 'cancelled'
               and (r.customer_id is null or (n.kind = 'campaign' and not r.bars))),
         keepers as (
             select p.id, count(k.id) as cases
             from people p
             join team_members m on m.person_id = p.id
             join queues q on q.team_id = m.team_id and q.key = 'cancellation'
             left join churn_cases k on k.owner_id = p.id and k.closed_at is null
             where p.active and p.role = 'agent'
             group by p.id),
         turns as (
             select k.id as owner, row_number() over (order by k.cases + t.nth, k.id) as turn
             from keepers k, generate_series(1, (select count(*) from due where not rests)) as t (nth)),
         dealt as (select *, row_number() over (partition by rests order by place) as turn from due)
         insert into churn_cases (id, customer_id, model_id, kind, held_out, probability, reasons, monthly_fee, owner_id,
             offer, due_on)
         select d.id, d.customer, $9, d.kind, d.rests, d.probability, d.reasons, d.monthly_fee, t.owner, d.offer,
                (now() at time zone 'America/Sao_Paulo')::date + d.days
         from dealt d
         left join turns t on t.turn = d.turn and not d.rests
         on conflict do nothing",
        &ids,
        &customers,
        &kinds as _,
        &days,
        &held_out,
        &probabilities,
        &reasons as _,
        &offers as _,
        model.get(),
    )
    .execute(conn)
    .await?;
    Ok(opened.rows_affected())
}

/// Makes campaigns of open follow-ups about customers for whom one is to be opened now; due by the earlier of the two days.
/// Returns how many.
///
/// Owner and offer stay: somebody may have agreed on them. One held out stays as it is.
///
/// # Errors
/// The database said no.
pub async fn escalate(conn: &mut PgConnection, model: ChurnModelId, new: &[NewCase]) -> Result<u64, StoreError> {
    let campaigns: Vec<&NewCase> = new.iter().filter(|case| case.kind == ChurnCaseKind::Campaign).collect();
    let customers: Vec<_> = campaigns.iter().map(|case| case.customer.get()).collect();
    let probabilities: Vec<f32> = campaigns.iter().map(|case| case.probability).collect();
    let reasons: Vec<&Value> = campaigns.iter().map(|case| &case.reasons).collect();
    let escalated = sqlx::query!(
        "update churn_cases k
         set kind = 'campaign', model_id = $4, probability = n.probability, reasons = n.reasons,
             due_on = least(k.due_on, (now() at time zone 'America/Sao_Paulo')::date + $5::int8::int4)
         from unnest($1::uuid[], $2::float4[], $3::jsonb[]) as n (customer, probability, reasons)
         where k.customer_id = n.customer and k.closed_at is null and k.kind = 'follow_up' and not k.held_out",
        &customers,
        &probabilities,
        &reasons as _,
        model.get(),
        ChurnCaseKind::Campaign.days(),
    )
    .execute(conn)
    .await?;
    Ok(escalated.rows_affected())
}
