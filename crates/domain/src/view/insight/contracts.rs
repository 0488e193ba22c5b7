//! Contracts that end.

use serde::{Deserialize, Serialize};

use super::share;

/// The contracts of some days; those that ended on an unknown day are in neither.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contracts {
    /// Ran when the days began.
    pub running: i64,
    /// Of those, ended within them.
    pub ended: i64,
}

impl Contracts {
    /// Ended, of those that ran (0 to 1); `None` of none.
    #[must_use]
    pub fn churn(&self) -> Option<f64> {
        share(self.ended, self.running)
    }
}
