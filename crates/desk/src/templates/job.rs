//! The job that reads the templates of one channel again.

use enlace_domain::ChannelId;
use enlace_jobs::{Attempt, Finish, Job, JobError};
use serde::{Deserialize, Serialize};

use super::sync;
use crate::Desk;

/// Reads the templates of a channel again.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct SyncTemplates {
    channel: ChannelId,
}

impl SyncTemplates {
    /// Of this channel.
    #[must_use]
    pub const fn new(channel: ChannelId) -> Self {
        Self { channel }
    }
}

impl Job for SyncTemplates {
    type Parts = Desk;
    const NAME: &'static str = "sync_templates";
    const PRIORITY: i16 = 200;

    /// A provider that does not answer is asked again within the hour: its failure is noted where people look for
    /// templates, and is no dead job.
    async fn run(self, desk: Desk, _attempt: Attempt) -> Result<Finish, JobError> {
        // its failure is noted and logged already
        sync(&desk, self.channel).await?.ok();
        Ok(Finish::Remove)
    }
}
