//! Letting letters run again.

use enlace_store::jobs::{self, Buried};
use sqlx::PgConnection;

use super::{detail, operator};
use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
};

/// So many runs before one that fails again is back among the dead: within seconds, while its operator looks on.
const TRIES: i32 = 3;

/// Lets these letters run again, and says how many that were. One that somebody has replayed or closed meanwhile is
/// left as it is.
///
/// Each stands where it stood in its order: before whatever of the same contact waits.
///
/// # Errors
/// [`DeskError::Forbidden`].
pub async fn replay(desk: &Desk, actor: &Actor, letters: &[i64]) -> Result<usize, DeskError> {
    operator(actor)?;
    let mut tx = desk.pool().begin().await?;
    let letters = jobs::lock_buried(&mut tx, letters).await?;
    run_again(&mut tx, actor, &letters).await?;
    tx.commit().await?;
    desk.jobs_added().ring(desk.pool());
    Ok(letters.len())
}

/// Makes locked letters ready, and writes it into the book.
pub(super) async fn run_again(tx: &mut PgConnection, actor: &Actor, letters: &[Buried]) -> Result<(), DeskError> {
    let ids: Vec<i64> = letters.iter().map(|letter| letter.id).collect();
    jobs::replay(tx, &ids, TRIES).await?;
    for letter in letters {
        let detail = detail(letter);
        audit::record(tx, actor.person.id, Action::ReplayLetter, Subject::Letter, &detail).await?;
    }
    Ok(())
}
