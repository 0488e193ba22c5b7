//! How much of one ordering key waits, before more of it is let in.

use sqlx::PgConnection;

use crate::StoreError;

/// How many jobs of this key there are that are neither done nor closed by a person, the dead and those still at the door
/// included; counted only until there are `limit`, and then perhaps some more.
///
/// # Errors
/// The database said no.
pub async fn unclosed(conn: &mut PgConnection, ordering_key: &str, limit: i64) -> Result<i64, StoreError> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from (
               (select 1 from jobs where ordering_key = $1 and state = 'dead' and closed_at is null limit $2)
               union all
               (select 1 from jobs where ordering_key = $1 and state <> 'dead' limit $2)
               union all
               (select 1 from inbound_arrivals where ordering_key = $1 limit $2)) waiting"#,
        ordering_key,
        limit,
    )
    .fetch_one(conn)
    .await?;
    Ok(count)
}
