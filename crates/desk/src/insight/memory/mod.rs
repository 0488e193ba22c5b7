//! The facts in this process's memory, so that the figures of a year, in any city, are counted while nobody waits. They are
//! counted week by week, and what a week came to is kept until something changes in it.
//!
//! They are a copy: what the database holds is what counts. Each look asks for what changed since the last one, in the
//! snapshot that it reads everything else from. While they are not here yet, or are too many, the same figures come from the
//! database's sums and facts (`enlace_store::insight`); a test compares both.

mod at_work;
mod behind;
mod chosen;
mod count;
mod counted;
mod facts;
mod names;
mod narrow;
mod pieces;
mod rating;
mod said;
mod sums;
mod weeks;

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use enlace_store::{board, insight};
pub(super) use facts::Facts;
pub(super) use narrow::When;
pub(super) use pieces::Pieces;
use sqlx::{PgConnection, Postgres, Transaction};
use tokio::sync::Mutex;

use crate::{Desk, DeskError};

/// More facts are left to the database: about 150 bytes of memory each, with their places.
const MOST: usize = 3_000_000;

/// The facts, once they are here.
#[derive(Default)]
pub(crate) struct Memory {
    held: Mutex<Option<Arc<Facts>>>,
    /// They are on their way, or will never be here.
    away: AtomicBool,
}

/// Begins to read figures: one snapshot of the database, and the facts as they stand in it, where they are here. The first
/// who asks has them fetched.
///
/// # Errors
/// The database's.
pub(crate) async fn begin(desk: &Desk) -> Result<(Transaction<'static, Postgres>, Option<Arc<Facts>>), DeskError> {
    let memory = desk.insight_memory();
    if memory.away.load(Ordering::Acquire) {
        return Ok((board::begin_reading(desk.pool()).await?, None));
    }
    // under the lock, so that the snapshot is never older than what is held
    let mut held = memory.held.lock().await;
    let mut tx = board::begin_reading(desk.pool()).await?;
    let edition = insight::edition(&mut tx).await?;
    match held.as_mut().filter(|facts| facts.edition.rebuilds == edition.rebuilds) {
        Some(facts) => {
            if facts.edition != edition && !bring_up(&mut tx, facts, edition).await? {
                *held = None;
                memory.away.store(true, Ordering::Release);
            }
        }
        None => {
            *held = None;
            fetch_soon(desk);
        }
    }
    Ok((tx, held.clone()))
}

/// Has the facts fetched in the background, unless they are on their way.
pub fn fetch_soon(desk: &Desk) {
    let desk = desk.clone();
    tokio::spawn(async move {
        if let Err(error) = load_facts(&desk).await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "The facts were not fetched; the next look tries again"
            );
        }
    });
}

/// Fetches the facts into memory, where they are not on their way: a second or so for a year of a large desk. Until then
/// figures come from the database.
///
/// # Errors
/// The database's.
pub async fn load_facts(desk: &Desk) -> Result<(), DeskError> {
    let memory = desk.insight_memory();
    if memory.away.swap(true, Ordering::AcqRel) {
        return Ok(());
    }
    let result = match fetch(desk).await {
        Ok(Some(facts)) => {
            *memory.held.lock().await = Some(Arc::new(facts));
            Ok(())
        }
        Ok(None) => {
            tracing::info!(
                facts.most = MOST,
                "The figures are read from the database: there are too many facts"
            );
            // they stay away
            return Ok(());
        }
        Err(error) => Err(error),
    };
    memory.away.store(false, Ordering::Release);
    result
}

/// All facts; `None` where they are too many.
async fn fetch(desk: &Desk) -> Result<Option<Facts>, DeskError> {
    let mut tx = board::begin_reading(desk.pool()).await?;
    let edition = insight::edition(&mut tx).await?;
    let mut facts = Facts::default();
    Ok(read(&mut tx, &mut facts, edition).await?.then_some(facts))
}

/// Takes in what changed; `false` where they have become too many.
async fn bring_up(
    conn: &mut PgConnection,
    facts: &mut Arc<Facts>,
    edition: insight::Edition,
) -> Result<bool, DeskError> {
    read(conn, Arc::make_mut(facts), edition).await
}

async fn read(conn: &mut PgConnection, facts: &mut Facts, edition: insight::Edition) -> Result<bool, DeskError> {
    let since = facts.edition.revision;
    insight::facts_since(conn, since, |fact| {
        facts.take(fact);
        facts.len() <= MOST
    })
    .await?;
    facts.put_in_order(edition);
    Ok(facts.len() <= MOST)
}
