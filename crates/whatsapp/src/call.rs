//! What a call to any provider has in common: no answer at all, a pause that is asked for, and the measure of it.
//!
//! The rule is that a message must never go out twice: only what surely was not taken may be tried again. No
//! provider's API has an idempotency key.

use std::time::{Duration, Instant};

use reqwest::header::{HeaderMap, RETRY_AFTER};
use time::{OffsetDateTime, format_description::well_known::Rfc2822};

use crate::{ProviderKind, SendError};

/// The longest pause that we let an answer ask for.
const LONGEST_PAUSE: Duration = Duration::from_secs(24 * 3_600);

/// For the agent (pt-BR), where the address in the settings leads nowhere.
pub(crate) const BAD_ADDRESS: &str = "O endereço do provedor no cadastro do canal não é válido.";

/// A call that brought no answer.
pub(crate) fn no_answer(error: &reqwest::Error) -> SendError {
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
        return SendError::Account {
            code: "request".to_owned(),
            words: BAD_ADDRESS.to_owned(),
        };
    }
    // The request may have been written, whole or in part: only the provider knows.
    SendError::InDoubt
}

/// A call that changes nothing: one without an answer may simply be made again.
pub(crate) fn harmless(error: SendError) -> SendError {
    match error {
        SendError::InDoubt => SendError::RetryLater {
            after: None,
            why: "no answer".to_owned(),
        },
        other => other,
    }
}

/// `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), at most a day.
pub(crate) fn retry_after(headers: &HeaderMap, now: OffsetDateTime) -> Option<Duration> {
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

/// Counts a call by its outcome, and how long it took.
pub(crate) fn measure(provider: ProviderKind, call: &'static str, begun: Instant, error: Option<&SendError>) {
    let (provider, outcome) = (provider.as_str(), error.map_or("ok", SendError::class));
    metrics::counter!("enlace_whatsapp_calls_total", "provider" => provider, "call" => call, "outcome" => outcome)
        .increment(1);
    metrics::histogram!("enlace_whatsapp_call_seconds", "provider" => provider, "call" => call)
        .record(begun.elapsed().as_secs_f64());
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn pause(text: &str) -> Option<u64> {
        let headers = HeaderMap::from_iter([(RETRY_AFTER, text.parse().unwrap())]);
        retry_after(&headers, datetime!(2026-11-22 12:00:00 UTC)).map(|pause| pause.as_secs())
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
