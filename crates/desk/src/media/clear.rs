//! Clearing away what people have chosen and not sent.

use anyhow::Context;
use enlace_store::uploads;
use sqlx::PgConnection;

use crate::{Desk, DeskError};

/// So many at most in one go; the others come next time.
const LIMIT: i64 = 1_000;

/// Forgets the uploads that are older than a day, and takes those of their bytes away that nothing else names. Returns
/// how many files went.
///
/// # Errors
/// The database's or the store's; what was done until then stays done.
pub(crate) async fn clear_unsent(desk: &Desk) -> Result<usize, DeskError> {
    let objects = uploads::old_objects(&mut *desk.pool().acquire().await?, LIMIT).await?;
    let mut gone = 0;
    for sha256 in objects {
        let mut tx = desk.pool().begin().await?;
        uploads::lock_object(&mut tx, &sha256).await?;
        uploads::forget_old(&mut tx, &sha256).await?;
        gone += usize::from(clear_unnamed(desk, &mut tx, &sha256).await?);
        tx.commit().await?;
    }
    if gone > 0 {
        tracing::info!(
            files = gone,
            "Cleared away {gone} files that were chosen and never sent"
        );
    }
    Ok(gone)
}

/// Takes the bytes of an object away that nothing names, under its lock. Whether they went.
///
/// # Errors
/// The database's or the store's.
pub(crate) async fn clear_unnamed(desk: &Desk, conn: &mut PgConnection, sha256: &str) -> Result<bool, DeskError> {
    if uploads::is_named(conn, sha256).await? {
        return Ok(false);
    }
    let removed = desk.files().remove(sha256).await;
    removed.context("Failed to clear away a file that nothing names")?;
    Ok(true)
}
