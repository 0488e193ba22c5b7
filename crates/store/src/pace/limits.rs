//! The limits that an administrator has entered.

use enlace_domain::{ChannelId, view::ChannelLimits};
use sqlx::PgConnection;

use crate::StoreError;

/// The limits of a channel.
///
/// # Errors
/// The database said no, or the row is impossible.
pub async fn limits(conn: &mut PgConnection, channel: ChannelId) -> Result<ChannelLimits, StoreError> {
    let row = sqlx::query!(
        "select per_second, pair_burst from channels where id = $1",
        channel.get()
    )
    .fetch_one(conn)
    .await?;
    read_limits(row.per_second, row.pair_burst)
}

/// The limits of a channel's row.
pub(crate) fn read_limits(per_second: Option<i32>, pair_burst: i32) -> Result<ChannelLimits, StoreError> {
    let count = |stored: i32| u32::try_from(stored).map_err(|error| StoreError::corrupt("limit")(&error));
    Ok(ChannelLimits {
        per_second: per_second.map(count).transpose()?,
        pair_burst: count(pair_burst)?,
    })
}

/// Keeps the limits of a channel.
///
/// # Errors
/// The database said no; also where a limit is outside of what its column takes.
pub async fn set_limits(conn: &mut PgConnection, channel: ChannelId, limits: ChannelLimits) -> Result<(), StoreError> {
    let stored = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
    sqlx::query!(
        "update channels set per_second = $2, pair_burst = $3, updated_at = now() where id = $1",
        channel.get(),
        limits.per_second.map(stored),
        stored(limits.pair_burst),
    )
    .execute(conn)
    .await?;
    Ok(())
}
