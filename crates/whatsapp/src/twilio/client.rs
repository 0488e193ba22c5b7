//! Calls Twilio's REST API. One call is one attempt: whoever calls decides what comes after a failure.

use std::time::Instant;

use async_trait::async_trait;
use enlace_domain::DeliveryStatus;
use reqwest::{RequestBuilder, StatusCode, header::HeaderMap};
use secrecy::ExposeSecret;
use time::{Duration, OffsetDateTime, UtcOffset, format_description::well_known::Rfc2822, macros::format_description};

use super::{
    error_table, outcome,
    settings::{TwilioSecrets, TwilioSettings},
    understand::delivery_status,
    wire::{self, MessagePage, MessageRecord},
};
use crate::{Accepted, OutgoingMessage, Provider, SendError};

/// How far Twilio's clock may be behind ours.
const CLOCK_TOLERANCE: Duration = Duration::seconds(5);

/// Messages a look-up reads: far more than one subscriber gets between an attempt and its look-up.
const PAGE_SIZE: &str = "50";

/// A channel at Twilio. `Debug` shows no secret.
#[derive(Clone, Debug)]
pub struct TwilioClient {
    http: reqwest::Client,
    settings: TwilioSettings,
    secrets: TwilioSecrets,
}

/// The whole of a 2xx answer.
struct Answer {
    body: Vec<u8>,
}

impl TwilioClient {
    /// A client over the connections of `http`; see [`http_client`](crate::http_client) for its time limits.
    #[must_use]
    pub const fn new(http: reqwest::Client, settings: TwilioSettings, secrets: TwilioSecrets) -> Self {
        Self {
            http,
            settings,
            secrets,
        }
    }

    async fn post_message(&self, message: &OutgoingMessage) -> Result<Accepted, SendError> {
        let form = wire::message_form(&self.settings, message);
        let answer = self
            .call(self.http.post(self.settings.messages_url()).form(&form))
            .await?;
        // Taken, but under which id can't be read: a look-up will tell.
        let record: MessageRecord = serde_json::from_slice(&answer.body).map_err(|_| SendError::InDoubt)?;
        match delivery_status(&record.status) {
            Some(DeliveryStatus::Failed) => {
                let code = record.error_code.map(|code| code.to_string()).unwrap_or_default();
                Err(
                    error_table::send_error(&code, None).unwrap_or_else(|| SendError::Refused {
                        words: error_table::for_agent(&code),
                        code,
                    }),
                )
            }
            status => Ok(accepted(record.sid, status)),
        }
    }

    async fn list_recent(
        &self,
        message: &OutgoingMessage,
        since: OffsetDateTime,
    ) -> Result<Option<Accepted>, SendError> {
        let earliest = (since.to_offset(UtcOffset::UTC) - CLOCK_TOLERANCE)
            .replace_nanosecond(0)
            .map_err(|error| unreadable(&error))?;
        let second = earliest
            .format(format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z"))
            .map_err(|error| unreadable(&error))?;
        // The parameter's name ends with the sign: `DateSent>=2026-11-22T12:00:00Z`.
        let query = [
            ("To", wire::address(&message.to)),
            ("DateSent>", second),
            ("PageSize", PAGE_SIZE.to_owned()),
        ];
        let answer = self
            .call(self.http.get(self.settings.messages_url()).query(&query))
            .await?;
        let page: MessagePage = serde_json::from_slice(&answer.body).map_err(|error| unreadable(&error))?;
        // The newest last; the page is newest first, and keeps its order within one second.
        let newest = page
            .messages
            .into_iter()
            .rev()
            .filter(|record| {
                record
                    .direction
                    .as_deref()
                    .is_some_and(|direction| direction.starts_with("outbound"))
            })
            .filter(|record| wire::same_words(message, record.body.as_deref().unwrap_or_default()))
            .filter_map(|record| Some((created(&record)?, record)))
            .filter(|(created, _)| *created >= earliest)
            .max_by_key(|(created, _)| *created);
        Ok(newest.map(|(_, record)| {
            let status = delivery_status(&record.status);
            accepted(record.sid, status)
        }))
    }

    /// Makes one call and reads the whole answer.
    async fn call(&self, request: RequestBuilder) -> Result<Answer, SendError> {
        let request = match &self.secrets.api_key {
            Some(key) => request.basic_auth(key.sid.as_str(), Some(key.secret.expose_secret())),
            None => request.basic_auth(
                self.settings.account_sid.as_str(),
                Some(self.secrets.auth_token.expose_secret()),
            ),
        };
        let answer = request.send().await.map_err(|error| outcome::no_answer(&error))?;
        let (status, headers): (StatusCode, HeaderMap) = (answer.status(), answer.headers().clone());
        let body = answer.bytes().await;
        if !status.is_success() {
            // A refusal whose text was cut is a refusal by its status.
            let body = body.unwrap_or_default();
            return Err(outcome::refusal(status, &headers, &body, OffsetDateTime::now_utc()));
        }
        body.map(|body| Answer { body: body.to_vec() })
            .map_err(|_| SendError::InDoubt)
    }
}

#[async_trait]
impl Provider for TwilioClient {
    async fn send(&self, message: &OutgoingMessage) -> Result<Accepted, SendError> {
        let begun = Instant::now();
        let result = self.post_message(message).await;
        measure("send", begun, result.as_ref().err());
        result
    }

    async fn find_recent(
        &self,
        message: &OutgoingMessage,
        since: OffsetDateTime,
    ) -> Result<Option<Accepted>, SendError> {
        let begun = Instant::now();
        // A look-up changes nothing, so one without an answer may simply be made again.
        let result = self.list_recent(message, since).await.map_err(|error| match error {
            SendError::InDoubt => SendError::RetryLater {
                after: None,
                why: "no answer to a look-up".to_owned(),
            },
            other => other,
        });
        measure("find_recent", begun, result.as_ref().err());
        result
    }
}

/// Twilio has it, so it left our outbox whatever Twilio calls its first steps.
fn accepted(sid: String, status: Option<DeliveryStatus>) -> Accepted {
    let status = match status {
        None | Some(DeliveryStatus::Queued) => DeliveryStatus::Sent,
        Some(further) => further,
    };
    Accepted {
        provider_message_id: sid,
        status,
    }
}

fn created(record: &MessageRecord) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(record.date_created.as_deref()?, &Rfc2822).ok()
}

fn unreadable(error: &dyn std::fmt::Display) -> SendError {
    SendError::RetryLater {
        after: None,
        why: format!("the list of messages can't be read: {error}"),
    }
}

fn measure(call: &'static str, begun: Instant, error: Option<&SendError>) {
    let outcome = error.map_or("ok", SendError::class);
    metrics::counter!("enlace_whatsapp_calls_total", "provider" => "twilio", "call" => call, "outcome" => outcome)
        .increment(1);
    metrics::histogram!("enlace_whatsapp_call_seconds", "provider" => "twilio", "call" => call)
        .record(begun.elapsed().as_secs_f64());
}
