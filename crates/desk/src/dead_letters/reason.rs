//! Which kind of failure an error is, for people who don't read the program's words.

use std::error::Error;

use enlace_jobs::Panicked;
use enlace_store::{StoreError, jobs::LetterReason};
use enlace_whatsapp::{MediaError, SendError, WebhookError};

use crate::{DeskError, media::FetchError, take_in::Missing};

/// What PostgreSQL says of a statement that took too long (`query_canceled`).
const CANCELLED: &str = "57014";

/// The first of an error and its causes that tells; `None` where none does.
pub(crate) fn reason_of(error: &(dyn Error + 'static)) -> Option<LetterReason> {
    let mut internal = false;
    let mut link = Some(error);
    while let Some(cause) = link {
        if let Some(reason) = told_by(cause) {
            return Some(reason);
        }
        internal |= matches!(cause.downcast_ref::<DeskError>(), Some(DeskError::Internal(_)));
        link = cause.source();
    }
    internal.then_some(LetterReason::Bug)
}

fn told_by(error: &(dyn Error + 'static)) -> Option<LetterReason> {
    if error.is::<WebhookError>() {
        return Some(LetterReason::Field);
    }
    if error.is::<Missing>() {
        return Some(LetterReason::Missing);
    }
    if error.is::<FetchError>() || error.is::<MediaError>() {
        return Some(LetterReason::File);
    }
    // the fields of a job that this version can't read; what a provider sent was told before
    if error.is::<Panicked>() || error.is::<serde_json::Error>() {
        return Some(LetterReason::Bug);
    }
    if let Some(error) = error.downcast_ref::<SendError>() {
        return Some(match error {
            SendError::InDoubt => LetterReason::TimeOut,
            _ => LetterReason::Provider,
        });
    }
    if let Some(error) = error.downcast_ref::<StoreError>() {
        return Some(told_by_store(error));
    }
    match error.downcast_ref::<DeskError>()? {
        DeskError::NotFound { .. } => Some(LetterReason::Missing),
        DeskError::Invalid { .. } => Some(LetterReason::Field),
        DeskError::File(_) => Some(LetterReason::File),
        DeskError::IndexAway(_) => Some(LetterReason::TimeOut),
        _ => None,
    }
}

fn told_by_store(error: &StoreError) -> LetterReason {
    match error {
        StoreError::Database(sqlx::Error::Database(error)) if error.code().as_deref() == Some(CANCELLED) => {
            LetterReason::TimeOut
        }
        StoreError::Database(_) => LetterReason::Database,
        StoreError::Corrupt { .. } => LetterReason::Bug,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(error: impl Error + 'static) -> Option<LetterReason> {
        reason_of(&error)
    }

    fn internal(error: impl Error + Send + Sync + 'static) -> DeskError {
        DeskError::Internal(anyhow::Error::new(error).context("Failed at something"))
    }

    #[test]
    fn each_kind_is_told_by_its_type() {
        assert_eq!(of(WebhookError::NotJson), Some(LetterReason::Field));
        assert_eq!(of(DeskError::NotFound { what: "channel" }), Some(LetterReason::Missing));
        assert_eq!(of(SendError::NotOnWhatsApp), Some(LetterReason::Provider));
        assert_eq!(of(SendError::InDoubt), Some(LetterReason::TimeOut));
        assert_eq!(of(MediaError::Gone), Some(LetterReason::File));
        assert_eq!(of(FetchError::from(MediaError::Gone)), Some(LetterReason::File));
        assert_eq!(
            of(StoreError::from(sqlx::Error::RowNotFound)),
            Some(LetterReason::Database)
        );
        assert_eq!(of(Panicked), Some(LetterReason::Bug));
    }

    #[test]
    fn the_cause_behind_an_internal_error_tells() {
        assert_eq!(of(internal(SendError::WindowClosed)), Some(LetterReason::Provider));
        let database = DeskError::from(StoreError::from(sqlx::Error::RowNotFound));
        assert_eq!(of(database), Some(LetterReason::Database));
        assert_eq!(of(internal(std::fmt::Error)), Some(LetterReason::Bug));
    }

    #[test]
    fn what_nobody_knows_is_not_guessed() {
        assert_eq!(of(std::fmt::Error), None);
    }
}
