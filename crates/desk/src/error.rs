//! Why the desk does not do what it was asked, in terms the web edge can put into words.

use enlace_domain::{FileRefusal, view::PersonRef};
use enlace_search::SearchError;
use enlace_store::StoreError;

/// Why a use case did not happen. Nothing was changed when one of these comes back.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// Not logged in, or the log-in has ended.
    #[error("not logged in")]
    NotLoggedIn,
    /// The e-mail and password do not belong together, or the person may not log in.
    #[error("wrong e-mail or password")]
    WrongCredentials,
    /// Too many failures: wait before the next try.
    #[error("too many tries; wait {seconds} s")]
    SlowDown {
        /// Seconds to wait.
        seconds: i64,
    },
    /// The person's role does not allow it.
    #[error("may not {what}")]
    Forbidden {
        /// What was asked for.
        what: &'static str,
    },
    /// There is no such thing.
    #[error("no such {what}")]
    NotFound {
        /// What was looked for.
        what: &'static str,
    },
    /// A field does not hold what is allowed.
    #[error("{field}: {allowed}")]
    Invalid {
        /// Which field.
        field: &'static str,
        /// What is allowed there.
        allowed: String,
    },
    /// Somebody else holds the conversation.
    #[error("held by another person")]
    HeldBy(PersonRef),
    /// The conversation is closed.
    #[error("the conversation is closed")]
    Closed,
    /// The subscriber's last message is older than 24 hours: only an approved template may be sent.
    #[error("the 24-hour window is closed")]
    WindowClosed,
    /// The channel does not take this file.
    #[error("the file is refused: {0:?}")]
    File(FileRefusal),
    /// The person already holds as many as they may.
    #[error("already holding {capacity} conversations")]
    AtCapacity {
        /// How many they may hold.
        capacity: i32,
    },
    /// The database is away: the same call may succeed later.
    #[error("the database is away")]
    Unavailable,
    /// The knowledge index does not answer: the same call may succeed later.
    #[error("the knowledge index is away")]
    IndexAway(#[source] SearchError),
    /// Anything else; the cause is for the log, never for a page.
    #[error("internal error")]
    Internal(#[source] anyhow::Error),
}

impl From<FileRefusal> for DeskError {
    fn from(refusal: FileRefusal) -> Self {
        Self::File(refusal)
    }
}

impl From<StoreError> for DeskError {
    fn from(error: StoreError) -> Self {
        if error.is_unavailable() {
            Self::Unavailable
        } else {
            Self::Internal(error.into())
        }
    }
}

impl From<sqlx::Error> for DeskError {
    fn from(error: sqlx::Error) -> Self {
        StoreError::from(error).into()
    }
}

impl From<anyhow::Error> for DeskError {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}
