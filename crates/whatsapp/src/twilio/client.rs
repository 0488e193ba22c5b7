//! Calls Twilio's REST API. One call is one attempt: whoever calls decides what comes after a failure.

use std::time::Instant;

use async_trait::async_trait;
use enlace_domain::{DeliveryStatus, Template};
use reqwest::{RequestBuilder, StatusCode, header::HeaderMap};
use secrecy::ExposeSecret;
use time::{Duration, OffsetDateTime, UtcOffset, format_description::well_known::Rfc2822, macros::format_description};

use super::{
    content::ContentPage,
    error_table, outcome,
    settings::{TwilioSecrets, TwilioSettings},
    understand::delivery_status,
    wire::{self, MessagePage, MessageRecord},
};
use crate::{
    Accepted, MediaBody, MediaError, MediaReference, OutgoingMessage, Provider, ProviderKind, SendError,
    call::{self, harmless},
    media::{Fetched, fetch},
};

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

/// Pages of templates that are read; each holds a hundred, and Meta allows a business 6,000.
const TEMPLATE_PAGES: usize = 60;

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
        let form = wire::message_form(&self.settings, message)?;
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

    async fn list_templates(&self) -> Result<Vec<Template>, SendError> {
        let mut templates = Vec::new();
        let mut next = Some(format!(
            "{}/v1/ContentAndApprovals?PageSize=100",
            self.settings.content_api()
        ));
        for _ in 0..TEMPLATE_PAGES {
            let Some(url) = next else { break };
            let answer = self.call(self.http.get(url)).await?;
            let page: ContentPage = serde_json::from_slice(&answer.body).map_err(|error| unreadable(&error))?;
            // credentials go to no other host than the one of the settings
            next = page
                .next()
                .filter(|url| url.starts_with(self.settings.content_api()))
                .map(str::to_owned);
            templates.extend(page.templates());
        }
        Ok(templates)
    }

    fn with_credentials(&self, request: RequestBuilder) -> RequestBuilder {
        match &self.secrets.api_key {
            Some(key) => request.basic_auth(key.sid.as_str(), Some(key.secret.expose_secret())),
            None => request.basic_auth(
                self.settings.account_sid.as_str(),
                Some(self.secrets.auth_token.expose_secret()),
            ),
        }
    }

    /// Makes one call and reads the whole answer.
    async fn call(&self, request: RequestBuilder) -> Result<Answer, SendError> {
        let answer = self
            .with_credentials(request)
            .send()
            .await
            .map_err(|error| call::no_answer(&error))?;
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
        let result = self.list_recent(message, since).await.map_err(harmless);
        measure("find_recent", begun, result.as_ref().err());
        result
    }

    /// Twilio has no call for it.
    async fn mark_read(&self, _provider_message_id: &str) -> Result<(), SendError> {
        Ok(())
    }

    async fn fetch_media(&self, reference: &MediaReference) -> Result<MediaBody, MediaError> {
        let url = reference.url.as_deref().ok_or(MediaError::NoAddress)?;
        // an address of another host would be handed our credentials by whoever wrote it there
        if !url.starts_with(&format!("{}/", self.settings.api())) {
            return Err(MediaError::NoAddress);
        }
        match fetch(self.with_credentials(self.http.get(url))).await? {
            Fetched::Body(body) => Ok(body),
            Fetched::Moved(to) => match fetch(self.http.get(to)).await? {
                Fetched::Body(body) => Ok(body),
                Fetched::Moved(_) => Err(MediaError::RetryLater("moved twice".to_owned())),
            },
        }
    }

    async fn templates(&self) -> Result<Vec<Template>, SendError> {
        let begun = Instant::now();
        let result = self.list_templates().await.map_err(harmless);
        measure("templates", begun, result.as_ref().err());
        result
    }

    async fn check(&self) -> Result<(), SendError> {
        let begun = Instant::now();
        let account = self.call(self.http.get(self.settings.account_url())).await;
        let result = account.map(|_| ()).map_err(harmless);
        measure("check", begun, result.as_ref().err());
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
        wa_id: None,
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
    call::measure(ProviderKind::Twilio, call, begun, error);
}
