//! What an answer of the API other than 2xx means for the message.

use reqwest::{StatusCode, header::HeaderMap};
use serde::Deserialize;
use time::OffsetDateTime;

use super::error_table;
use crate::{
    SendError,
    call::{BAD_ADDRESS, retry_after},
};

#[derive(Deserialize)]
struct ErrorAnswer {
    error: ErrorRecord,
}

/// The API's own account of an error.
#[derive(Deserialize)]
struct ErrorRecord {
    code: u32,
    #[serde(default)]
    error_subcode: Option<u32>,
}

/// Code and sub-code of an object that does not exist, or that the credentials may not see: Graph says so instead of 404.
const UNKNOWN_OBJECT: (u32, u32) = (100, 33);

/// The name of an error that means an unknown object.
pub(super) const UNKNOWN: &str = "100-33";

/// An answer other than 2xx.
pub(super) fn refusal(status: StatusCode, headers: &HeaderMap, body: &[u8], now: OffsetDateTime) -> SendError {
    let after = retry_after(headers, now);
    let error = serde_json::from_slice::<ErrorAnswer>(body)
        .ok()
        .map(|answer| answer.error);
    if error
        .as_ref()
        .map(|error| (error.code, error.error_subcode.unwrap_or_default()))
        == Some(UNKNOWN_OBJECT)
    {
        return unknown_object(UNKNOWN);
    }
    let code = error.map(|error| error.code);
    if let Some(error) = code.and_then(|code| error_table::send_error(code, after)) {
        return error;
    }
    let retry = || SendError::RetryLater {
        after,
        why: format!("HTTP {}", status.as_u16()),
    };
    let name = code.map_or_else(|| format!("http-{}", status.as_u16()), |code| code.to_string());
    let account = |words: &str| SendError::Account {
        code: name.clone(),
        words: words.to_owned(),
    };
    match status {
        StatusCode::TOO_MANY_REQUESTS => SendError::RateLimited {
            after,
            this_pair: false,
        },
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => account("As credenciais do canal não são aceitas."),
        StatusCode::NOT_FOUND => unknown_object(&name),
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY | StatusCode::SERVICE_UNAVAILABLE => retry(),
        // With its own account of the error the API has said no; any other 5xx comes from something in between, which
        // may have passed the request on.
        _ if status.is_server_error() && code.is_none() => SendError::InDoubt,
        _ if status.is_server_error() => retry(),
        _ if status.is_redirection() || status.is_informational() => account(BAD_ADDRESS),
        _ => SendError::Refused {
            words: error_table::for_agent(&name),
            code: name,
        },
    }
}

fn unknown_object(code: &str) -> SendError {
    SendError::Account {
        code: code.to_owned(),
        words: "O número do canal não existe na conta do provedor.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(status: u16, body: &str) -> &'static str {
        let status = StatusCode::from_u16(status).unwrap();
        refusal(status, &HeaderMap::new(), body.as_bytes(), OffsetDateTime::UNIX_EPOCH).class()
    }

    #[test]
    fn the_code_decides_before_the_status() {
        assert_eq!(
            class(400, r#"{"error":{"code":131047,"type":"OAuthException"}}"#),
            "window_closed"
        );
        assert_eq!(class(401, r#"{"error":{"code":190}}"#), "account");
        assert_eq!(class(429, r#"{"error":{"code":131056}}"#), "rate_limited");
    }

    #[test]
    fn a_number_that_the_account_does_not_have_is_no_fault_of_the_message() {
        assert_eq!(class(400, r#"{"error":{"code":100,"error_subcode":33}}"#), "account");
        assert_eq!(
            class(400, r#"{"error":{"code":100,"error_subcode":2494010}}"#),
            "refused"
        );
        assert_eq!(class(404, ""), "account");
    }

    #[test]
    fn only_what_was_surely_not_taken_may_be_tried_again() {
        assert_eq!(class(500, r#"{"error":{"code":98765}}"#), "retry_later");
        assert_eq!(class(503, ""), "retry_later");
        assert_eq!(class(500, "<html>"), "in_doubt");
        assert_eq!(class(502, ""), "in_doubt");
    }

    #[test]
    fn without_a_known_code_the_status_decides() {
        assert_eq!(class(403, ""), "account");
        assert_eq!(class(429, ""), "rate_limited");
        assert_eq!(class(400, r#"{"error":{"code":98765}}"#), "refused");
    }
}
