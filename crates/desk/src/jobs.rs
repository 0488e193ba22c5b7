//! Which jobs the desk has, and the runner that works on them.

use enlace_jobs::{JobError, Registry, Runner};
use std::sync::Arc;

use crate::{
    Desk, DeskError,
    churn::ReviewChurn,
    dead_letters,
    learning::RetrainClassifier,
    media::FetchMedia,
    read_mark::MarkRead,
    send::{RecountClock, SendMessage, SettleDoubt, TellDetour},
    take_in::{ReadAgain, TakeIn},
    templates::SyncTemplates,
};

/// A runner of all the desk's jobs, `concurrency` at a time.
#[must_use]
pub fn runner(desk: &Desk, concurrency: usize) -> Runner<Desk> {
    let registry = Registry::new()
        .with::<TakeIn>()
        .with::<ReadAgain>()
        .with::<SendMessage>()
        .with::<SettleDoubt>()
        .with::<TellDetour>()
        .with::<RecountClock>()
        .with::<FetchMedia>()
        .with::<MarkRead>()
        .with::<SyncTemplates>()
        .with::<ReviewChurn>()
        .with::<RetrainClassifier>();
    Runner::new(
        desk.pool().clone(),
        desk.clone(),
        registry,
        Arc::clone(desk.jobs_added()),
    )
    .concurrency(concurrency)
    .sorted_by(dead_letters::reason_of)
}

/// A job that the desk refused is tried again; a database that is away is no fault of the job.
impl From<DeskError> for JobError {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::Unavailable => Self::database_away(),
            error => Self::retry(error),
        }
    }
}
