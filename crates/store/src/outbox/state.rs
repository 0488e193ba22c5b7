//! Where a row of the outbox stands.

use crate::StoreError;

/// Where an outbox row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutboxState {
    /// To be sent.
    Queued,
    /// The provider is being asked, or was when the process ended.
    Sending,
    /// The provider has it.
    Sent,
    /// It will not leave.
    Failed,
    /// The provider was asked and no answer is on record: only a report or a look-up may settle it.
    InDoubt,
}

impl OutboxState {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::InDoubt => "in_doubt",
        }
    }

    pub(super) fn read(text: &str) -> Result<Self, StoreError> {
        [Self::Queued, Self::Sending, Self::Sent, Self::Failed, Self::InDoubt]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| StoreError::corrupt("outbox state")(&text))
    }
}
