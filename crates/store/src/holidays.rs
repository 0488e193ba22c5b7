//! Days on which queues with hours are closed.

use enlace_domain::holidays::Holiday;
use sqlx::{PgConnection, types::time::Date};

use crate::StoreError;

/// Those of this year and after it, in order.
///
/// # Errors
/// The database said no.
pub async fn list(conn: &mut PgConnection) -> Result<Vec<Holiday>, StoreError> {
    Ok(sqlx::query_as!(
        Holiday,
        "select day, name from holidays where day >= date_trunc('year', timezone('America/Sao_Paulo', now())) order by day"
    )
    .fetch_all(conn)
    .await?)
}

/// The year it is in Brasília.
///
/// # Errors
/// The database said no.
pub async fn year(conn: &mut PgConnection) -> Result<i32, StoreError> {
    Ok(
        sqlx::query_scalar!(r#"select extract(year from timezone('America/Sao_Paulo', now()))::integer as "year!""#)
            .fetch_one(conn)
            .await?,
    )
}

/// Adds a holiday, or gives one that is there this name. Returns whether that changed anything.
///
/// # Errors
/// The database said no.
pub async fn add(conn: &mut PgConnection, holiday: &Holiday) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        "insert into holidays (day, name) values ($1, $2)
         on conflict (day) do update set name = excluded.name where holidays.name <> excluded.name",
        holiday.day,
        holiday.name,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Adds holidays; those that are there keep their names. Returns the days that were added.
///
/// # Errors
/// The database said no.
pub async fn add_missing(conn: &mut PgConnection, holidays: &[Holiday]) -> Result<Vec<Date>, StoreError> {
    let days: Vec<Date> = holidays.iter().map(|holiday| holiday.day).collect();
    let names: Vec<String> = holidays.iter().map(|holiday| holiday.name.clone()).collect();
    Ok(sqlx::query_scalar!(
        "insert into holidays (day, name) select n.day, n.name from unnest($1::date[], $2::text[]) as n (day, name)
         on conflict (day) do nothing returning day",
        &days,
        &names,
    )
    .fetch_all(conn)
    .await?)
}

/// Removes a holiday. Returns its name, where it was one.
///
/// # Errors
/// The database said no.
pub async fn remove(conn: &mut PgConnection, day: Date) -> Result<Option<String>, StoreError> {
    Ok(
        sqlx::query_scalar!("delete from holidays where day = $1 returning name", day)
            .fetch_optional(conn)
            .await?,
    )
}
