//! Twilio's refusals: a number, a sentence, and an HTTP status, as JSON.
//!
//! Numbers and sentences follow Twilio's error dictionary (twilio.com/docs/api/errors).

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::outbound::Refusal;

/// A refusal of the REST API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// HTTP status.
    pub status: StatusCode,
    /// Twilio's number.
    pub code: u32,
    /// Twilio's sentence.
    pub message: String,
    /// `Retry-After` in seconds.
    pub retry_after: Option<u32>,
}

impl Problem {
    /// The fields of a request are not right: 400.
    pub fn bad_field(code: u32, message: impl Into<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            code,
            message: message.into(),
            retry_after: None,
        }
    }

    /// Wrong or missing credentials.
    pub fn not_authenticated() -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            code: 20_003,
            message: "Authenticate".to_owned(),
            retry_after: None,
        }
    }

    /// No such resource.
    pub fn not_found(path: &str) -> Self {
        Self {
            status: StatusCode::NOT_FOUND,
            code: 20_404,
            message: format!("The requested resource {path} was not found"),
            retry_after: None,
        }
    }

    /// Too many requests at once.
    pub fn too_many(retry_after: Option<u32>) -> Self {
        Self {
            status: StatusCode::TOO_MANY_REQUESTS,
            code: 20_429,
            message: "Too Many Requests".to_owned(),
            retry_after,
        }
    }

    /// Not now.
    pub fn unavailable() -> Self {
        Self {
            status: StatusCode::SERVICE_UNAVAILABLE,
            code: 20_503,
            message: "Service Unavailable".to_owned(),
            retry_after: None,
        }
    }

    /// Twilio's own fault.
    pub fn internal() -> Self {
        Self {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            code: 20_500,
            message: "An internal server error has occurred".to_owned(),
            retry_after: None,
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::TooMany(retry_after) => Self::too_many(retry_after),
            Refusal::Internal => Self::internal(),
            Refusal::Unavailable => Self::unavailable(),
            Refusal::Code(code) => Self::bad_field(code, "The message was refused"),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({
            "code": self.code,
            "message": self.message,
            "more_info": format!("https://www.twilio.com/docs/errors/{}", self.code),
            "status": self.status.as_u16(),
        });
        let mut response = (self.status, Json(body)).into_response();
        if self.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(
                header::WWW_AUTHENTICATE,
                header::HeaderValue::from_static("Basic realm=\"Twilio API\""),
            );
        }
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}
