//! What a server function answers when it does not do what it was asked: the cases a person can be told about.
//!
//! Travels to the browser, so it never carries an internal cause: those are logged here, once.

use enlace_domain::{FileRefusal, view::PersonRef};
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

use crate::api::JsonText;

use crate::texts::Texts;

/// Why it did not happen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum AppError {
    /// Not logged in, or the log-in has ended.
    #[error("not logged in")]
    NotLoggedIn,
    /// The e-mail and password do not belong together.
    #[error("wrong e-mail or password")]
    WrongCredentials,
    /// Too many failures.
    #[error("wait {seconds} s")]
    SlowDown {
        /// Seconds to wait.
        seconds: i64,
    },
    /// The person's role does not allow it.
    #[error("forbidden")]
    Forbidden,
    /// There is no such thing.
    #[error("not found")]
    NotFound,
    /// A field does not hold what is allowed.
    #[error("{field}: {allowed}")]
    Invalid {
        /// Which field.
        field: String,
        /// What is allowed there.
        allowed: String,
    },
    /// Somebody else holds the conversation.
    #[error("held by another person")]
    HeldBy(PersonRef),
    /// The conversation is closed.
    #[error("closed")]
    Closed,
    /// The subscriber's last message is older than 24 hours.
    #[error("the 24-hour window is closed")]
    WindowClosed,
    /// The channel does not take this file.
    #[error("the file is refused")]
    File(FileRefusal),
    /// The person already holds as many as they may.
    #[error("already holding {capacity}")]
    AtCapacity {
        /// How many they may hold.
        capacity: i32,
    },
    /// The database is away: the same call may succeed later.
    #[error("unavailable")]
    Unavailable,
    /// The knowledge index does not answer: the same call may succeed later.
    #[error("the search is away")]
    SearchAway,
    /// The browser did not reach the server.
    #[error("offline")]
    Offline,
    /// Anything else.
    #[error("internal")]
    Internal,
}

impl AppError {
    /// In words that say what to do.
    #[must_use]
    pub fn words(&self, texts: &Texts) -> String {
        let t = &texts.errors;
        match self {
            Self::NotLoggedIn => t.not_logged_in.to_owned(),
            Self::WrongCredentials => t.wrong_credentials.to_owned(),
            Self::SlowDown { seconds } => (t.slow_down)(*seconds),
            Self::Forbidden => t.forbidden.to_owned(),
            Self::NotFound => t.not_found.to_owned(),
            Self::Invalid { allowed, .. } => (t.invalid)(allowed),
            Self::HeldBy(person) => (t.held_by)(&person.name),
            Self::Closed => t.closed.to_owned(),
            Self::WindowClosed => t.window_closed.to_owned(),
            Self::File(refusal) => (t.file)(*refusal),
            Self::AtCapacity { capacity } => (t.at_capacity)(*capacity),
            Self::Unavailable => t.unavailable.to_owned(),
            Self::SearchAway => t.search_away.to_owned(),
            Self::Offline => t.offline.to_owned(),
            Self::Internal => t.internal.to_owned(),
        }
    }

    /// What is wrong with `field`, where this error is about that one.
    #[must_use]
    pub fn about(&self, field: &str) -> Option<&str> {
        match self {
            Self::Invalid { field: which, allowed } if which == field => Some(allowed),
            _ => None,
        }
    }

    /// Whether trying the same again may succeed without anybody changing anything.
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::Unavailable | Self::SearchAway | Self::Offline | Self::SlowDown { .. }
        )
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonText;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => Self::answered(Self::Invalid {
                field: "form".into(),
                allowed: error.to_string(),
            }),
            other => {
                #[cfg(feature = "ssr")]
                tracing::error!(error = %other, "a server function failed before or after its work");
                #[cfg(not(feature = "ssr"))]
                leptos::logging::error!("{other}");
                Self::answered(Self::Internal)
            }
        }
    }
}

impl AppError {
    /// Gives the HTTP answer the status that belongs to the error: by itself every failed server function is a 500.
    /// A form posted by a page without its script keeps the redirect back to that page, which then shows the error.
    fn answered(error: Self) -> Self {
        #[cfg(feature = "ssr")]
        if let Some(response) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>()
            && !plain_form()
        {
            response.set_status(error.status());
        }
        error
    }

    /// The HTTP status that belongs to the error.
    #[cfg(feature = "ssr")]
    #[must_use]
    pub const fn status(&self) -> axum::http::StatusCode {
        use axum::http::StatusCode;
        match self {
            Self::NotLoggedIn | Self::WrongCredentials => StatusCode::UNAUTHORIZED,
            Self::SlowDown { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Invalid { .. } | Self::File(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::HeldBy(_) | Self::Closed | Self::WindowClosed | Self::AtCapacity { .. } => StatusCode::CONFLICT,
            Self::Unavailable | Self::SearchAway | Self::Offline => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// Whether the request is a form that the browser itself has posted.
#[cfg(feature = "ssr")]
fn plain_form() -> bool {
    let posted = leptos::prelude::use_context::<axum::http::request::Parts>()
        .is_some_and(|parts| parts.method == axum::http::Method::POST);
    posted && crate::cookie::header("accept").is_some_and(|accepts| accepts.contains("text/html"))
}

#[cfg(feature = "ssr")]
impl From<enlace_desk::DeskError> for AppError {
    fn from(error: enlace_desk::DeskError) -> Self {
        use enlace_desk::DeskError;
        let told = match error {
            DeskError::NotLoggedIn => Self::NotLoggedIn,
            DeskError::WrongCredentials => Self::WrongCredentials,
            DeskError::SlowDown { seconds } => Self::SlowDown { seconds },
            DeskError::Forbidden { .. } => Self::Forbidden,
            DeskError::NotFound { .. } => Self::NotFound,
            DeskError::Invalid { field, allowed } => Self::Invalid {
                field: field.to_owned(),
                allowed,
            },
            DeskError::HeldBy(person) => Self::HeldBy(person),
            DeskError::Closed => Self::Closed,
            DeskError::WindowClosed => Self::WindowClosed,
            DeskError::File(refusal) => Self::File(refusal),
            DeskError::AtCapacity { capacity } => Self::AtCapacity { capacity },
            DeskError::Unavailable => {
                tracing::warn!("the database is away");
                Self::Unavailable
            }
            DeskError::IndexAway(cause) => {
                tracing::warn!(
                    error = &cause as &dyn std::error::Error,
                    "The knowledge index does not answer"
                );
                Self::SearchAway
            }
            DeskError::Internal(cause) => {
                tracing::error!(error = format!("{cause:#}"), "a use case failed");
                Self::Internal
            }
        };
        Self::answered(told)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::Locale;

    #[test]
    fn an_error_goes_to_the_browser_and_back() {
        let error = AppError::Invalid {
            field: "name".into(),
            allowed: "2 a 120 letras".into(),
        };
        assert_eq!(AppError::de(error.ser()), error);
        assert_eq!(
            (error.about("name"), error.about("email")),
            (Some("2 a 120 letras"), None)
        );
    }

    #[test]
    fn one_second_is_not_many() {
        let words = |seconds, locale| AppError::SlowDown { seconds }.words(Texts::of(locale));
        assert!(words(1, Locale::PtBr).ends_with("1 segundo."));
        assert!(words(8, Locale::En).ends_with("8 seconds."));
    }
}
