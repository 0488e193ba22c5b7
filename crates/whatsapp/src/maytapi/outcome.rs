//! What an answer of Maytapi's API means for the message.
//!
//! Maytapi has no error codes: a refusal is a sentence, often with HTTP 200. A sentence that we don't know refuses the
//! message for good, so that an agent looks at it.

use reqwest::{StatusCode, header::HeaderMap};
use time::OffsetDateTime;

use super::wire::Answer;
use crate::{
    SendError,
    call::{BAD_ADDRESS, retry_after},
};

/// For the agent (pt-BR), where the credentials are not taken.
const BAD_CREDENTIALS: &str = "As credenciais do canal na Maytapi não são aceitas.";

/// For the agent (pt-BR), where the device is not linked.
pub(super) const NOT_LINKED: &str =
    "O celular do canal está desconectado: leia o QR code de novo no painel da Maytapi.";

/// For the agent (pt-BR), where the device is switched off at the gateway.
pub(super) const SUSPENDED: &str = "O celular do canal está suspenso na Maytapi: confira a assinatura do serviço.";

/// An answer whose `success` is not true, or whose status is not 2xx.
pub(super) fn refusal(status: StatusCode, headers: &HeaderMap, body: &[u8], now: OffsetDateTime) -> SendError {
    let after = retry_after(headers, now);
    let own = Answer::read(body).filter(|answer| !answer.success);
    let name = format!("http-{}", status.as_u16());
    if status == StatusCode::TOO_MANY_REQUESTS {
        return SendError::RateLimited {
            after,
            this_pair: false,
        };
    }
    if let Some(error) = own.as_ref().and_then(|answer| sentence(answer.message())) {
        return error;
    }
    let retry = || SendError::RetryLater {
        after,
        why: format!("HTTP {}", status.as_u16()),
    };
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => account(&name, BAD_CREDENTIALS),
        StatusCode::NOT_FOUND => account(&name, "O produto ou o celular do canal não existe na Maytapi."),
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY | StatusCode::SERVICE_UNAVAILABLE => retry(),
        // With its own account of the error the API has said no; any other 5xx comes from something in between, which
        // may have passed the request on.
        _ if status.is_server_error() => {
            if own.is_some() {
                retry()
            } else {
                SendError::InDoubt
            }
        }
        _ if status.is_redirection() || status.is_informational() => account(&name, BAD_ADDRESS),
        _ => SendError::Refused {
            code: name,
            words: for_agent(""),
        },
    }
}

/// Why a message failed, in words for the agent (pt-BR); general ones for a sentence that we don't know.
pub(super) fn for_agent(said: &str) -> String {
    sentence(said).map_or_else(
        || "O WhatsApp não entregou a mensagem.".to_owned(),
        |error| error.for_agent().to_owned(),
    )
}

/// What a sentence of the API means; `None` for one that we don't know. Several words must be there together, so that
/// a sentence that merely touches a subject is not taken for more than it says.
fn sentence(said: &str) -> Option<SendError> {
    let said = said.to_lowercase();
    let has = |words: &[&str]| words.iter().all(|word| said.contains(word));
    if has(&["too many", "request"]) || has(&["rate limit"]) {
        return Some(SendError::RateLimited {
            after: None,
            this_pair: false,
        });
    }
    if has(&["not", "registered", "whatsapp"])
        || has(&["number", "not", "on whatsapp"])
        || has(&["invalid", "phone number"])
    {
        return Some(SendError::NotOnWhatsApp);
    }
    if has(&["phone", "loading"]) || has(&["phone", "not ready"]) {
        return Some(SendError::RetryLater {
            after: None,
            why: "the linked device is starting".to_owned(),
        });
    }
    if has(&["qr"]) && (has(&["scan"]) || has(&["screen"])) || has(&["phone", "not", "connected"]) {
        return Some(account("not_linked", NOT_LINKED));
    }
    if has(&["invalid", "token"]) || has(&["invalid", "key"]) || has(&["unauthorized"]) {
        return Some(account("token", BAD_CREDENTIALS));
    }
    if has(&["phone", "disabled"]) || has(&["subscription"]) || has(&["suspended"]) {
        return Some(account("suspended", SUSPENDED));
    }
    if has(&["filter"]) && (has(&["dup"]) || has(&["spam"])) {
        return Some(SendError::Refused {
            code: "filter".to_owned(),
            words: "A Maytapi não envia a mesma mensagem tantas vezes ao mesmo assinante.".to_owned(),
        });
    }
    None
}

/// Our account or its device is at fault.
pub(super) fn account(code: &str, words: &str) -> SendError {
    SendError::Account {
        code: code.to_owned(),
        words: words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn error(status: u16, body: &str) -> SendError {
        refusal(
            StatusCode::from_u16(status).unwrap(),
            &HeaderMap::new(),
            body.as_bytes(),
            datetime!(2026-11-22 12:00:00 UTC),
        )
    }

    fn said(message: &str) -> SendError {
        error(
            200,
            &serde_json::json!({ "success": false, "message": message }).to_string(),
        )
    }

    #[test]
    fn a_refusal_is_what_its_sentence_says() {
        for (message, class) in [
            ("The number is not registered on WhatsApp", "not_on_whatsapp"),
            ("Invalid phone number format", "not_on_whatsapp"),
            ("Phone is loading, please wait", "retry_later"),
            ("Phone is not connected", "account"),
            ("You need to scan the QR code first", "account"),
            ("Invalid API token", "account"),
            ("Your phone is disabled", "account"),
            ("Too many requests", "rate_limited"),
            ("Message blocked by the duplicate filter", "refused"),
        ] {
            assert_eq!(said(message).class(), class, "{message}");
        }
    }

    #[test]
    fn a_sentence_that_we_do_not_know_is_never_tried_again() {
        for message in [
            "",
            "Something went wrong",
            "Media type not supported",
            "Invalid number of buttons",
        ] {
            let error = said(message);
            assert_eq!((error.class(), error.code()), ("refused", "http-200"), "{message}");
            assert!(!error.for_agent().is_empty());
        }
    }

    #[test]
    fn only_what_was_surely_not_taken_may_be_tried_again() {
        assert_eq!(error(503, "").class(), "retry_later");
        assert_eq!(
            error(500, r#"{"success":false,"message":"oops"}"#).class(),
            "retry_later"
        );
        for status in [500, 502, 504] {
            assert_eq!(error(status, "<html>").class(), "in_doubt");
        }
    }

    #[test]
    fn without_a_sentence_the_status_decides() {
        for (status, class) in [
            (401, "account"),
            (403, "account"),
            (404, "account"),
            (308, "account"),
            (429, "rate_limited"),
            (400, "refused"),
        ] {
            assert_eq!(error(status, "").class(), class, "{status}");
        }
    }
}
