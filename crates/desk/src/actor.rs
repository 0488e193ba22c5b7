//! Who asks.

use enlace_domain::{LogInSessionId, QueueKey, Role, view::PersonRef};

use crate::DeskError;

/// A logged-in person, as [`crate::log_in::authenticate`] found them. Roles are enforced with it, here in the desk.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The log-in this request came with.
    pub session: LogInSessionId,
    /// Who.
    pub person: PersonRef,
    /// The log-in name.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// The queues their teams serve.
    pub queues: Vec<QueueKey>,
}

impl Actor {
    /// Fails unless `allowed`.
    ///
    /// # Errors
    /// [`DeskError::Forbidden`], naming `what` was asked for.
    pub fn require(&self, allowed: bool, what: &'static str) -> Result<(), DeskError> {
        if allowed {
            Ok(())
        } else {
            Err(DeskError::Forbidden { what })
        }
    }
}
