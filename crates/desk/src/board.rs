//! The live board as one moment shows it.

use enlace_domain::view::BoardSnapshot;
use enlace_store::{
    board::{self, CardFilter},
    people, stream,
};

use crate::{Actor, Desk, DeskError};

/// The whole board, and the last event it contains.
///
/// All is read in one snapshot of the database, so every event after
/// the cursor is news and none before it is missing. Agents see every queue; `mine` marks theirs.
///
/// # Errors
/// The database is away.
pub async fn snapshot(desk: &Desk, actor: &Actor) -> Result<BoardSnapshot, DeskError> {
    let mut tx = board::begin_reading(desk.pool()).await?;
    let cursor = stream::head(&mut tx).await?;
    let server_time = board::clock(&mut tx).await?;
    let mut queues = board::queues(&mut tx).await?;
    for queue in &mut queues {
        queue.mine = actor.queues.contains(&queue.key);
    }
    let cards = board::cards(&mut tx, CardFilter::Open).await?;
    let online = people::online(&mut tx).await?;
    Ok(BoardSnapshot {
        cursor,
        server_time,
        queues,
        cards,
        online,
    })
}
