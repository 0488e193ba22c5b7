//! What an answer of Twilio's API means for the message.

use reqwest::{StatusCode, header::HeaderMap};
use time::OffsetDateTime;

use super::{error_table, wire::ErrorRecord};
use crate::{
    SendError,
    call::{BAD_ADDRESS, retry_after},
};

/// An answer other than 2xx.
pub(super) fn refusal(status: StatusCode, headers: &HeaderMap, body: &[u8], now: OffsetDateTime) -> SendError {
    let after = retry_after(headers, now);
    let code = serde_json::from_slice::<ErrorRecord>(body)
        .ok()
        .map(|record| record.code.to_string());
    if let Some(error) = code.as_deref().and_then(|code| error_table::send_error(code, after)) {
        return error;
    }
    if status == StatusCode::TOO_MANY_REQUESTS {
        return SendError::RateLimited {
            after,
            this_pair: false,
        };
    }
    let retry = || SendError::RetryLater {
        after,
        why: format!("HTTP {}", status.as_u16()),
    };
    let name = code.clone().unwrap_or_else(|| format!("http-{}", status.as_u16()));
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            account(&name, "As credenciais do canal no Twilio não são aceitas.")
        }
        StatusCode::NOT_FOUND => account(&name, "A conta do canal não existe no Twilio."),
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY | StatusCode::SERVICE_UNAVAILABLE => retry(),
        // With its own account of the error the API has said no; any other 5xx comes from something in between,
        // which may have passed the request on.
        _ if status.is_server_error() => {
            if code.is_some() {
                retry()
            } else {
                SendError::InDoubt
            }
        }
        _ if status.is_redirection() || status.is_informational() => account(&name, BAD_ADDRESS),
        _ => SendError::Refused {
            words: error_table::for_agent(&name),
            code: name,
        },
    }
}

fn account(code: &str, words: &str) -> SendError {
    SendError::Account {
        code: code.to_owned(),
        words: words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-11-22 12:00:00 UTC);

    fn class(status: u16, body: &str) -> &'static str {
        refusal(
            StatusCode::from_u16(status).unwrap(),
            &HeaderMap::new(),
            body.as_bytes(),
            NOW,
        )
        .class()
    }

    #[test]
    fn only_what_was_surely_not_taken_may_be_tried_again() {
        let own = r#"{"code":20500,"message":"Internal server error","status":500}"#;
        assert_eq!(class(503, ""), "retry_later");
        assert_eq!(class(500, own), "retry_later");
        assert_eq!(class(500, "<html>"), "in_doubt");
        assert_eq!(class(502, ""), "in_doubt");
        assert_eq!(class(504, ""), "in_doubt");
    }

    #[test]
    fn the_code_decides_before_the_status() {
        assert_eq!(class(400, r#"{"code":63016}"#), "window_closed");
        assert_eq!(class(400, r#"{"code":21211}"#), "not_on_whatsapp");
        assert_eq!(class(403, r#"{"code":21408}"#), "refused");
        assert_eq!(class(403, r#"{"code":63007}"#), "account");
        assert_eq!(class(400, r#"{"code":63018}"#), "rate_limited");
        assert_eq!(class(429, r#"{"code":99999}"#), "rate_limited");
        let daily = refusal(
            StatusCode::TOO_MANY_REQUESTS,
            &HeaderMap::new(),
            br#"{"code":63038}"#,
            NOW,
        );
        assert_eq!(daily.retry_after(), Some(std::time::Duration::from_secs(3_600)));
    }

    #[test]
    fn without_a_known_code_the_status_decides() {
        assert_eq!(class(401, ""), "account");
        assert_eq!(class(404, r#"{"code":20404}"#), "account");
        assert_eq!(class(308, ""), "account");
        let error = refusal(StatusCode::BAD_REQUEST, &HeaderMap::new(), br#"{"code":12345}"#, NOW);
        assert_eq!((error.class(), error.code()), ("refused", "12345"));
        let error = refusal(StatusCode::BAD_REQUEST, &HeaderMap::new(), b"", NOW);
        assert_eq!(error.code(), "http-400");
    }
}
