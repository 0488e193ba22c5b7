//! The provider's subscribers.

use enlace_domain::{CustomerId, CustomerStatus, Money, PhoneNumber, view::CustomerPanel};
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::{StoreError, column::read};

/// A customer to be put in, as the demo and the tests make them; the provider's billing system brings the real ones.
#[derive(Clone, Debug)]
pub struct NewCustomer {
    /// Full name.
    pub name: String,
    /// Canonical number, unique.
    pub phone: PhoneNumber,
    /// If known.
    pub email: Option<String>,
    /// Unique.
    pub contract_number: String,
    /// As sold: "Fibra 500".
    pub plan_name: String,
    /// Mbit/s.
    pub plan_speed: i32,
    /// BRL a month.
    pub monthly_fee: Money,
    /// Street, number, quarter.
    pub installation_address: String,
    /// City.
    pub city: String,
    /// Whether the contract runs.
    pub status: CustomerStatus,
    /// Customer since.
    pub since: OffsetDateTime,
}

/// Puts customers in and leaves those alone whose phone or contract is there already; returns how many were new.
///
/// # Errors
/// The database said no.
pub async fn insert(conn: &mut PgConnection, customers: &[NewCustomer]) -> Result<u64, StoreError> {
    let column = |read: fn(&NewCustomer) -> String| customers.iter().map(read).collect::<Vec<_>>();
    let ids: Vec<_> = customers.iter().map(|_| CustomerId::new().get()).collect();
    let emails: Vec<_> = customers.iter().map(|c| c.email.clone()).collect();
    let speeds: Vec<_> = customers.iter().map(|c| c.plan_speed).collect();
    let fees: Vec<_> = customers.iter().map(|c| c.monthly_fee.amount()).collect();
    let since: Vec<_> = customers.iter().map(|c| c.since).collect();
    let put = sqlx::query!(
        "insert into customers (id, name, phone, email, contract_number, plan_name, plan_speed, monthly_fee,
             installation_address, city, status, created_at)
         select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int4[],
             $8::numeric[], $9::text[], $10::text[], $11::text[], $12::timestamptz[])
         on conflict do nothing",
        &ids,
        &column(|c| c.name.clone()),
        &column(|c| c.phone.as_str().to_owned()),
        &emails as &[Option<String>],
        &column(|c| c.contract_number.clone()),
        &column(|c| c.plan_name.clone()),
        &speeds,
        &fees,
        &column(|c| c.installation_address.clone()),
        &column(|c| c.city.clone()),
        &column(|c| c.status.as_str().to_owned()),
        &since,
    )
    .execute(conn)
    .await?;
    Ok(put.rows_affected())
}

/// The cities where customers live, as their contracts say it.
///
/// # Errors
/// The database said no.
pub async fn cities(conn: &mut PgConnection) -> Result<Vec<String>, StoreError> {
    // from one city to the next by the index: there are few of them and many customers
    Ok(sqlx::query_scalar!(
        r#"with recursive cities (city) as (
               (select city from customers order by city limit 1)
               union all
               select next.city
               from cities c cross join lateral (
                   select city from customers where city > c.city order by city limit 1) next)
           select city as "city!" from cities order by city"#
    )
    .fetch_all(conn)
    .await?)
}

/// The plans that customers have, the slowest first.
///
/// # Errors
/// The database said no.
pub async fn plans(conn: &mut PgConnection) -> Result<Vec<String>, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"with recursive plans (plan_name, speed) as (
               (select plan_name, plan_speed from customers order by plan_name, plan_speed limit 1)
               union all
               select next.plan_name, next.plan_speed
               from plans p cross join lateral (
                   select plan_name, plan_speed from customers where plan_name > p.plan_name
                   order by plan_name, plan_speed limit 1) next)
           select plan_name as "plan_name!" from plans order by speed, plan_name"#
    )
    .fetch_all(conn)
    .await?)
}

/// What the conversation page says of a customer.
///
/// # Errors
/// The database said no.
pub async fn panel(conn: &mut PgConnection, id: CustomerId) -> Result<CustomerPanel, StoreError> {
    let row = sqlx::query!(
        "select name, phone, email, contract_number, plan_name, plan_speed, monthly_fee, installation_address, city,
             status, created_at
         from customers where id = $1",
        id.get()
    )
    .fetch_one(conn)
    .await?;
    Ok(CustomerPanel {
        id,
        name: row.name,
        phone: read("phone", &row.phone)?,
        email: row.email,
        contract_number: row.contract_number,
        plan: row.plan_name,
        plan_speed: row.plan_speed,
        monthly_fee: Money::new(row.monthly_fee),
        address: row.installation_address,
        city: row.city,
        status: read("customer status", &row.status)?,
        since: row.created_at,
    })
}
