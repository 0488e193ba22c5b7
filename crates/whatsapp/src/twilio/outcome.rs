//! What an answer of Twilio's API, or the lack of one, means for the message.
//!
//! The rule is that a message must never go out twice: only what surely was not taken may be tried again. Twilio's
//! API has no idempotency key.

use std::time::Duration;

use reqwest::{
    StatusCode,
    header::{HeaderMap, RETRY_AFTER},
};
use time::{OffsetDateTime, format_description::well_known::Rfc2822};

use super::{error_table, wire::ErrorRecord};
use crate::SendError;

/// The longest pause that we let an answer ask for.
const LONGEST_PAUSE: Duration = Duration::from_secs(24 * 3_600);

/// A call that brought no answer.
pub(super) fn no_answer(error: &reqwest::Error) -> SendError {
    if error.is_connect() {
        let what = if error.is_timeout() {
            "no connection in time"
        } else {
            "no connection"
        };
        return SendError::RetryLater {
            after: None,
            why: what.to_owned(),
        };
    }
    if error.is_builder() {
        return account("request", "O endereço do provedor no cadastro do canal não é válido.");
    }
    // The request may have been written, whole or in part: only Twilio knows.
    SendError::InDoubt
}

/// An answer other than 2xx.
pub(super) fn refusal(status: StatusCode, headers: &HeaderMap, body: &[u8], now: OffsetDateTime) -> SendError {
    let after = retry_after(headers, now);
    let code = serde_json::from_slice::<ErrorRecord>(body)
        .ok()
        .map(|record| record.code.to_string());
    if status == StatusCode::TOO_MANY_REQUESTS {
        return SendError::RateLimited {
            after,
            this_pair: false,
        };
    }
    if let Some(error) = code.as_deref().and_then(|code| error_table::send_error(code, after)) {
        return error;
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
        _ if status.is_redirection() || status.is_informational() => {
            account(&name, "O endereço do provedor no cadastro do canal não é válido.")
        }
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

/// `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), at most a day.
fn retry_after(headers: &HeaderMap, now: OffsetDateTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let pause = match text.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let until = OffsetDateTime::parse(text, &Rfc2822).ok()?;
            Duration::try_from(until - now).unwrap_or(Duration::ZERO)
        }
    };
    Some(pause.min(LONGEST_PAUSE))
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

    fn pause(text: &str) -> Option<u64> {
        let headers = HeaderMap::from_iter([(RETRY_AFTER, text.parse().unwrap())]);
        retry_after(&headers, NOW).map(|pause| pause.as_secs())
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
        assert_eq!(class(403, r#"{"code":21408}"#), "account");
        assert_eq!(class(400, r#"{"code":63018}"#), "rate_limited");
        assert_eq!(class(429, r#"{"code":99999}"#), "rate_limited");
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

    #[test]
    fn a_pause_is_read_as_seconds_or_as_a_date() {
        assert_eq!(pause("7"), Some(7));
        assert_eq!(pause("Sun, 22 Nov 2026 12:01:30 GMT"), Some(90));
        assert_eq!(pause("Sun, 22 Nov 2026 11:00:00 GMT"), Some(0));
        assert_eq!(pause("999999999"), Some(86_400));
        assert_eq!(pause("soon"), None);
    }
}
