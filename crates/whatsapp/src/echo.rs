//! How providers tell of what went out by the number, whoever sent it.

use crate::ProviderKind;

impl ProviderKind {
    /// Whether a message that we sent, where the provider tells of it, bears the id that its answer gave. Else it is known
    /// by its words as well.
    #[must_use]
    pub const fn echoes_bear_its_id(self) -> bool {
        match self {
            Self::Twilio | Self::Dialog360 | Self::CloudApi => true,
            // not documented
            Self::Maytapi => false,
        }
    }
}
