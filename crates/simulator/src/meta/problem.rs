//! Meta's refusals: a number, a sentence, details, and an HTTP status, as JSON.

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;
use uuid::Uuid;

use crate::outbound::Refusal;

/// A refusal of the Graph API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub status: StatusCode,
    pub code: u32,
    pub details: String,
    pub retry_after: Option<u32>,
}

impl Problem {
    /// 400 with this number; the details say which field it is.
    pub fn new(code: u32, details: impl Into<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            code,
            details: details.into(),
            retry_after: None,
        }
    }

    /// The same with another HTTP status.
    pub fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// No such object, or none that these credentials may see.
    pub fn unknown_object(id: &str) -> Self {
        Self::new(
            100,
            format!(
                "Unsupported request. Object with ID '{id}' does not exist, cannot be loaded due to missing \
                 permissions, or does not support this operation"
            ),
        )
    }

    /// Missing or wrong credentials.
    pub fn not_authenticated() -> Self {
        Self::new(190, "Invalid OAuth access token - Cannot parse access token").with_status(StatusCode::UNAUTHORIZED)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::TooMany(retry_after) => Self {
                retry_after,
                ..Self::new(
                    130_429,
                    "Message failed to send because there were too many messages sent",
                )
                .with_status(StatusCode::TOO_MANY_REQUESTS)
            },
            Refusal::Internal => Self::new(131_000, "Message failed to send due to an unknown error")
                .with_status(StatusCode::INTERNAL_SERVER_ERROR),
            Refusal::Unavailable => {
                Self::new(131_016, "A service is temporarily unavailable").with_status(StatusCode::SERVICE_UNAVAILABLE)
            }
            Refusal::Code(code) => Self::new(code, "The message was refused"),
        }
    }
}

/// Meta's title of a number.
pub(super) const fn title(code: u32) -> &'static str {
    match code {
        100 => "Invalid parameter",
        190 => "Access token has expired",
        130_429 => "Rate limit hit",
        131_000 => "Something went wrong",
        131_008 => "Required parameter is missing",
        131_009 => "Parameter value is not valid",
        131_016 => "Service unavailable",
        131_021 => "Recipient cannot be sender",
        131_026 => "Message undeliverable",
        131_047 => "Re-engagement message",
        131_051 => "Unsupported message type",
        131_053 => "Media upload error",
        131_056 => "Pair rate limit hit",
        132_000 => "Number of parameters does not match the expected number of params",
        132_001 => "Template name does not exist in the translation",
        132_012 => "Parameter format does not match format in the created template",
        132_015 => "Template is Paused",
        _ => "Message failed to send",
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({ "error": {
            "message": format!("(#{}) {}", self.code, title(self.code)),
            "type": "OAuthException",
            "code": self.code,
            "error_data": { "messaging_product": "whatsapp", "details": self.details },
            "is_transient": matches!(self.code, 130_429 | 131_000 | 131_016),
            "fbtrace_id": format!("A{}", Uuid::new_v4().simple()),
        } });
        let mut response = (self.status, Json(body)).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}
