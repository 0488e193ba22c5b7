//! What is done because time passes and nobody waits for it: emptying buffers, finding what was forgotten.

use enlace_jobs::Job;
use enlace_store::{events, inbound, outbox, pace};

use crate::{
    Desk, DeskError, erasure, knowledge, media,
    send::{self, SendMessage, SettleDoubt},
};

/// Most rows in one transaction, so that no lock lasts long.
const BATCH: i64 = 5_000;
/// Minutes after which a message in the outbox without a job is taken for forgotten.
const FORGOTTEN_AFTER: i32 = 5;

/// Forgets what nobody waits for, and finds what was forgotten.
///
/// Empties the event stream of what is older than a day (a buffer for open pages, not the history), drops limits whose
/// time is past, blanks what providers delivered more than 30 days ago and no job needs, clears files away that were chosen
/// and never sent, that no article names or that were erased, and gives messages in the outbox whose job is gone a new one.
///
/// # Errors
/// The database's.
pub async fn run(desk: &Desk) -> Result<(), DeskError> {
    loop {
        let mut conn = desk.pool().acquire().await?;
        if events::forget_old(&mut conn, BATCH).await? < BATCH.unsigned_abs() {
            break;
        }
    }
    let mut conn = desk.pool().acquire().await?;
    while pace::forget_past(&mut conn, BATCH).await? == BATCH.unsigned_abs() {}
    drop(conn);
    while inbound::blank_old(&mut *desk.pool().acquire().await?, BATCH).await? == BATCH {}
    inbound::blank_kept(&mut *desk.pool().acquire().await?).await?;
    media::clear_unsent(desk).await?;
    knowledge::clear_files(desk).await?;
    erasure::clear_objects(desk).await?;
    revive_forgotten(desk).await
}

/// A job is lost only where somebody deletes rows or a job died in the middle; the message must leave all the same,
/// or be seen to have failed.
async fn revive_forgotten(desk: &Desk) -> Result<(), DeskError> {
    let mut conn = desk.pool().acquire().await?;
    let names = [SendMessage::NAME, SettleDoubt::NAME];
    let forgotten = outbox::forgotten(&mut conn, FORGOTTEN_AFTER, &names, BATCH).await?;
    drop(conn);
    if forgotten.is_empty() {
        return Ok(());
    }
    tracing::warn!(
        outbox.rows = forgotten.len(),
        "{} messages in the outbox had lost their job",
        forgotten.len()
    );
    for id in forgotten {
        let mut tx = desk.pool().begin().await?;
        if let Some(outgoing) = outbox::lock(&mut tx, id).await? {
            send::revive(&mut tx, &outgoing).await?;
            tx.commit().await?;
        }
    }
    desk.jobs_added().ring(desk.pool());
    Ok(())
}
