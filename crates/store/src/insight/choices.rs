//! What the figures can be restricted to.

use enlace_domain::view::{InsightChoices, PersonRef};
use sqlx::PgConnection;

use crate::{StoreError, customers};

/// Cities and plans of contracts, and people.
///
/// # Errors
/// The database said no.
pub async fn choices(conn: &mut PgConnection) -> Result<InsightChoices, StoreError> {
    let regions = customers::cities(&mut *conn).await?;
    let plans = customers::plans(&mut *conn).await?;
    let people = sqlx::query!("select id, name from people order by name, id")
        .fetch_all(conn)
        .await?
        .into_iter()
        .map(|row| PersonRef {
            id: row.id.into(),
            name: row.name,
        })
        .collect();
    Ok(InsightChoices { regions, plans, people })
}
