//! What files tell of customers.

use enlace_domain::churn::ChurnFeature;
use sqlx::PgConnection;
use time::{Date, OffsetDateTime};

use crate::StoreError;

/// A figure of a customer, and the day it was true on.
#[derive(Clone, Debug, PartialEq)]
pub struct NewFact {
    /// Whose.
    pub contract_number: String,
    /// Which; one of [`ChurnFeature::IN_FILES`].
    pub feature: ChurnFeature,
    /// The day.
    pub as_of: Date,
    /// The figure.
    pub value: f64,
}

/// Puts facts in; a figure that is known of that day is replaced. Returns how many belong to a customer of ours.
///
/// # Errors
/// The database said no.
pub async fn insert(conn: &mut PgConnection, facts: &[NewFact]) -> Result<u64, StoreError> {
    let contracts: Vec<&str> = facts.iter().map(|fact| fact.contract_number.as_str()).collect();
    let names: Vec<&str> = facts.iter().map(|fact| fact.feature.as_str()).collect();
    let days: Vec<Date> = facts.iter().map(|fact| fact.as_of).collect();
    let values: Vec<f64> = facts.iter().map(|fact| fact.value).collect();
    let put = sqlx::query!(
        "insert into customer_facts (customer_id, name, as_of, value)
         select distinct on (c.id, f.name, f.as_of) c.id, f.name, f.as_of, f.value
         from unnest($1::text[], $2::text[], $3::date[], $4::float8[]) with ordinality
              as f (contract, name, as_of, value, place)
         join customers c on c.contract_number = f.contract
         order by c.id, f.name, f.as_of, f.place desc
         on conflict (customer_id, name, as_of) do update set value = excluded.value, imported_at = now()",
        &contracts as _,
        &names as _,
        &days,
        &values,
    )
    .execute(conn)
    .await?;
    Ok(put.rows_affected())
}

/// A contract that has ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Ending {
    /// Whose.
    pub contract_number: String,
    /// When.
    pub at: OffsetDateTime,
}

/// Notes that contracts have ended; one of which that is known already keeps its time. Returns how many were news.
///
/// # Errors
/// The database said no.
pub async fn end(conn: &mut PgConnection, endings: &[Ending]) -> Result<u64, StoreError> {
    let contracts: Vec<&str> = endings.iter().map(|ending| ending.contract_number.as_str()).collect();
    let at: Vec<OffsetDateTime> = endings.iter().map(|ending| ending.at).collect();
    let ended = sqlx::query!(
        "update customers c set status = 'cancelled', cancelled_at = e.at, updated_at = now()
         from unnest($1::text[], $2::timestamptz[]) as e (contract, at)
         where c.contract_number = e.contract and c.cancelled_at is null",
        &contracts as _,
        &at,
    )
    .execute(conn)
    .await?;
    Ok(ended.rows_affected())
}
