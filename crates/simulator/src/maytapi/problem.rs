//! Maytapi's refusals: a sentence, often with HTTP 200.

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::outbound::Refusal;

/// A refusal of the gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    status: StatusCode,
    message: String,
    retry_after: Option<u32>,
}

impl Problem {
    /// With an HTTP status of its own.
    pub fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            retry_after: None,
        }
    }

    /// What is wrong with the request itself: Maytapi answers 200 to it.
    pub fn refused(message: impl Into<String>) -> Self {
        Self::new(StatusCode::OK, message)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::TooMany(retry_after) => Self {
                retry_after,
                ..Self::new(StatusCode::TOO_MANY_REQUESTS, "Too many requests")
            },
            Refusal::Internal => Self::new(StatusCode::INTERNAL_SERVER_ERROR, "Internal error"),
            Refusal::Unavailable => Self::new(StatusCode::SERVICE_UNAVAILABLE, "Service unavailable"),
            Refusal::Code(code) => Self::refused(format!("The message was refused ({code})")),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({ "success": false, "message": self.message });
        let mut response = (self.status, Json(body)).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}
