//! The order in which channels are tried: by rank, the lowest first.

use enlace_domain::ChannelId;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::StoreError;

/// All channels in their order, locked until the transaction ends.
///
/// # Errors
/// The database said no.
pub async fn lock(conn: &mut PgConnection) -> Result<Vec<ChannelId>, StoreError> {
    // always in the same order, whatever the ranks are, so that two who move channels wait for one another
    sqlx::query!("select id from channels order by id for no key update")
        .fetch_all(&mut *conn)
        .await?;
    let ids = sqlx::query_scalar!("select id from channels order by rank, name, id")
        .fetch_all(conn)
        .await?;
    Ok(ids.into_iter().map(ChannelId::from).collect())
}

/// Gives these channels the ranks from 1 in this order; the caller holds their locks.
///
/// # Errors
/// The database said no.
pub async fn set(conn: &mut PgConnection, order: &[ChannelId]) -> Result<(), StoreError> {
    let ids: Vec<Uuid> = order.iter().map(|id| id.get()).collect();
    sqlx::query!(
        "update channels set rank = o.rank, updated_at = now()
         from unnest($1::uuid[]) with ordinality as o (id, rank)
         where channels.id = o.id and channels.rank <> o.rank",
        &ids
    )
    .execute(conn)
    .await?;
    Ok(())
}
