//! What was said of customers before the desk ran, and the cases that are over: those of the demo. A real desk's come of
//! its rounds.

use enlace_domain::{
    ChurnCaseId, ChurnModelId,
    churn::{ChurnCaseKind, ChurnOffer, ChurnOutcome},
};
use serde_json::Value;
use sqlx::PgConnection;
use time::{Date, OffsetDateTime};

use crate::StoreError;

/// What was said of a customer on a day.
#[derive(Clone, Debug)]
pub struct PastSaid {
    /// Of whom.
    pub contract_number: String,
    /// The day, by the provider's clock.
    pub day: Date,
    /// The probability of leaving within 30 days.
    pub probability: f32,
}

/// A case that is over.
#[derive(Clone, Debug)]
pub struct PastCase {
    /// About whom.
    pub contract_number: String,
    /// What was to be done.
    pub kind: ChurnCaseKind,
    /// Whether nothing was done, to compare.
    pub held_out: bool,
    /// The probability.
    pub probability: f32,
    /// Why.
    pub reasons: Value,
    /// The e-mail of who did it; nobody's where it was held out.
    pub owner: String,
    /// What was offered.
    pub offer: ChurnOffer,
    /// What became of it.
    pub outcome: ChurnOutcome,
    /// In the words of whoever closed it.
    pub note: String,
    /// When it was opened.
    pub opened: OffsetDateTime,
    /// When it was closed.
    pub closed: OffsetDateTime,
}

/// The model that said it: of a day, and in use no longer. Neither its card nor its trees are kept.
///
/// # Errors
/// The database said no.
pub async fn model(conn: &mut PgConnection, day: Date) -> Result<ChurnModelId, StoreError> {
    let id = ChurnModelId::new();
    sqlx::query!(
        "insert into churn_models (id, feature_set, trained_at, as_of, card, promoted_at, retired_at)
         select $1, 'mission', t.at, t.at - interval '30 days', '{}', t.at, now()
         from (select $2::date::timestamp at time zone 'America/Sao_Paulo' as at) t",
        id.get(),
        day,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// Puts in what a model said. Of whom and on which day something is known already, that stays.
///
/// # Errors
/// The database said no.
pub async fn said(conn: &mut PgConnection, model: ChurnModelId, said: &[PastSaid]) -> Result<(), StoreError> {
    let contracts: Vec<&str> = said.iter().map(|one| one.contract_number.as_str()).collect();
    let days: Vec<Date> = said.iter().map(|one| one.day).collect();
    let probabilities: Vec<f32> = said.iter().map(|one| one.probability).collect();
    sqlx::query!(
        "insert into churn_said (customer_id, said_on, model_id, probability)
         select c.id, s.day, $4, s.probability
         from unnest($1::text[], $2::date[], $3::float4[]) as s (contract, day, probability)
         join customers c on c.contract_number = s.contract
         on conflict do nothing",
        &contracts as _,
        &days,
        &probabilities,
        model.get(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Puts in cases that are over. Whoever did a case closed it, but for those of customers who left: these close by themselves.
///
/// # Errors
/// The database said no.
pub async fn cases(conn: &mut PgConnection, model: ChurnModelId, cases: &[PastCase]) -> Result<(), StoreError> {
    let ids: Vec<_> = cases.iter().map(|_| ChurnCaseId::new().get()).collect();
    let contracts: Vec<&str> = cases.iter().map(|case| case.contract_number.as_str()).collect();
    let kinds: Vec<&str> = cases.iter().map(|case| case.kind.as_str()).collect();
    let days: Vec<i32> = cases
        .iter()
        .map(|case| i32::try_from(case.kind.days()).unwrap_or(7))
        .collect();
    let held_out: Vec<bool> = cases.iter().map(|case| case.held_out).collect();
    let probabilities: Vec<f32> = cases.iter().map(|case| case.probability).collect();
    let reasons: Vec<&Value> = cases.iter().map(|case| &case.reasons).collect();
    let owners: Vec<&str> = cases.iter().map(|case| case.owner.as_str()).collect();
    let offers: Vec<&str> = cases.iter().map(|case| case.offer.as_str()).collect();
    let outcomes: Vec<&str> = cases.iter().map(|case| case.outcome.as_str()).collect();
    let notes: Vec<&str> = cases.iter().map(|case| case.note.as_str()).collect();
    let opened: Vec<OffsetDateTime> = cases.iter().map(|case| case.opened).collect();
    let closed: Vec<OffsetDateTime> = cases.iter().map(|case| case.closed).collect();
    sqlx::query!(
        "insert into churn_cases (id, customer_id, model_id, kind, held_out, probability, reasons, monthly_fee, owner_id,
             offer, due_on, outcome, outcome_note, opened_at, closed_at, closed_by)
         select o.id, c.id, $14, o.kind, o.held_out, o.probability, o.reasons, c.monthly_fee, p.id, o.offer,
                (o.opened at time zone 'America/Sao_Paulo')::date + o.days, o.outcome, o.note, o.opened, o.closed,
                case when o.outcome <> 'left' then p.id end
         from unnest($1::uuid[], $2::text[], $3::text[], $4::int4[], $5::bool[], $6::float4[], $7::jsonb[], $8::text[],
                     $9::text[], $10::text[], $11::text[], $12::timestamptz[], $13::timestamptz[])
              as o (id, contract, kind, days, held_out, probability, reasons, owner, offer, outcome, note, opened, closed)
         join customers c on c.contract_number = o.contract
         left join people p on p.email = o.owner and not o.held_out",
        &ids,
        &contracts as _,
        &kinds as _,
        &days,
        &held_out,
        &probabilities,
        &reasons as _,
        &owners as _,
        &offers as _,
        &outcomes as _,
        &notes as _,
        &opened,
        &closed,
        model.get(),
    )
    .execute(conn)
    .await?;
    Ok(())
}
