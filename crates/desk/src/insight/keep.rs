//! Keeping what the figures are read from equal to the conversations.

use enlace_store::{Pool, insight, presence};

use crate::{Desk, DeskError};

/// Most changes counted in one transaction.
const BATCH: i32 = 5_000;

/// Counts every change that was committed before the call; whoever reads figures afterwards sees them.
///
/// # Errors
/// The database's.
pub async fn catch_up(desk: &Desk) -> Result<(), DeskError> {
    loop {
        let mut tx = desk.pool().begin().await?;
        let counted = insight::count_changes(&mut tx, BATCH).await?;
        tx.commit().await?;
        if counted < BATCH {
            return Ok(());
        }
    }
}

/// Makes everything that the figures are read from anew, and says of how many conversations.
///
/// # Errors
/// The database's.
pub async fn rebuild(pool: &Pool) -> Result<i32, DeskError> {
    let mut tx = pool.begin().await?;
    let conversations = insight::rebuild(&mut tx).await?;
    presence::rebuild(&mut tx).await?;
    tx.commit().await?;
    Ok(conversations)
}
