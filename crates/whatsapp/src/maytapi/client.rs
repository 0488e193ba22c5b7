//! Calls Maytapi's REST API. One call is one attempt: whoever calls decides what comes after a failure.

use std::time::Instant;

use async_trait::async_trait;
use enlace_domain::{DeliveryStatus, Template, WaId};
use reqwest::{RequestBuilder, header::HeaderMap};
use secrecy::ExposeSecret;
use time::OffsetDateTime;
use url::Url;

use super::{
    outcome,
    settings::{MaytapiSecrets, MaytapiSettings},
    wire::{self, Answer, PhoneStatus},
};
use crate::{
    Accepted, MediaBody, MediaError, MediaReference, OutgoingMessage, Provider, ProviderKind, SendError,
    call::{self, harmless},
    media::{Fetched, fetch},
};

/// The header that carries the token.
const KEY: &str = "x-maytapi-key";

/// A channel at Maytapi. `Debug` shows no secret.
#[derive(Clone, Debug)]
pub struct MaytapiClient {
    http: reqwest::Client,
    settings: MaytapiSettings,
    secrets: MaytapiSecrets,
}

impl MaytapiClient {
    /// A client over the connections of `http`; see [`http_client`](crate::http_client) for its time limits.
    #[must_use]
    pub const fn new(http: reqwest::Client, settings: MaytapiSettings, secrets: MaytapiSecrets) -> Self {
        Self {
            http,
            settings,
            secrets,
        }
    }

    async fn post_message(&self, message: &OutgoingMessage) -> Result<Accepted, SendError> {
        let body = wire::message_body(message)?;
        let url = self.settings.call_url("sendMessage");
        let answer = self.call(self.http.post(url).json(&body)).await?;
        let chat = answer.chat().and_then(|chat| chat.strip_suffix("@c.us"));
        Ok(Accepted {
            // Taken, but under which id can't be read: a report will tell.
            provider_message_id: answer.message_id().ok_or(SendError::InDoubt)?.to_owned(),
            status: DeliveryStatus::Sent,
            wa_id: chat.and_then(|digits| WaId::parse(digits).ok()),
        })
    }

    async fn ask_status(&self) -> Result<(), SendError> {
        let url = self.settings.call_url("status");
        let answer = self.call(self.http.get(url)).await?;
        match answer.phone() {
            Some(status) => self.judge(&status),
            None => Err(SendError::RetryLater {
                after: None,
                why: "the answer does not say how the linked device is".to_owned(),
            }),
        }
    }

    /// Whether the device can send, and is the one that the channel names.
    fn judge(&self, status: &PhoneStatus) -> Result<(), SendError> {
        if status.is_qr {
            return Err(outcome::account("not_linked", outcome::NOT_LINKED));
        }
        if status.loading {
            return Err(SendError::RetryLater {
                after: None,
                why: "the linked device is starting".to_owned(),
            });
        }
        if !status.logged_in {
            return Err(outcome::account("not_linked", outcome::NOT_LINKED));
        }
        let linked = status.number.as_deref().and_then(|number| WaId::parse(number).ok());
        let linked = linked.and_then(|number| number.phone().ok());
        if linked.is_some_and(|number| number.match_key() != self.settings.from.match_key()) {
            let words = "O celular conectado na Maytapi tem outro número que não o do canal.";
            return Err(outcome::account("other_number", words));
        }
        Ok(())
    }

    /// Makes one call and reads the whole answer; `success` decides.
    async fn call(&self, request: RequestBuilder) -> Result<Answer, SendError> {
        let answer = request
            .header(KEY, self.secrets.token.expose_secret())
            .send()
            .await
            .map_err(|error| call::no_answer(&error))?;
        let (status, headers): (_, HeaderMap) = (answer.status(), answer.headers().clone());
        let body = answer.bytes().await;
        let refusal = |body: &[u8]| outcome::refusal(status, &headers, body, OffsetDateTime::now_utc());
        if !status.is_success() {
            // A refusal whose text was cut is a refusal by its status.
            return Err(refusal(&body.unwrap_or_default()));
        }
        let body = body.map_err(|_| SendError::InDoubt)?;
        match Answer::read(&body) {
            Some(answer) if answer.success => Ok(answer),
            Some(_) => Err(refusal(&body)),
            None => Err(SendError::InDoubt),
        }
    }
}

#[async_trait]
impl Provider for MaytapiClient {
    /// Success says that the message stands in the gateway's queue, and no report comes for that step.
    async fn send(&self, message: &OutgoingMessage) -> Result<Accepted, SendError> {
        let begun = Instant::now();
        let result = self.post_message(message).await;
        measure("send", begun, result.as_ref().err());
        result
    }

    /// Maytapi can't list what was sent: only a report settles a doubt.
    async fn find_recent(
        &self,
        _message: &OutgoingMessage,
        _since: OffsetDateTime,
    ) -> Result<Option<Accepted>, SendError> {
        Ok(None)
    }

    /// Maytapi has no call for it.
    async fn mark_read(&self, _provider_message_id: &str) -> Result<(), SendError> {
        Ok(())
    }

    /// The files lie open at the address that the message names; the token goes nowhere near it.
    async fn fetch_media(&self, reference: &MediaReference) -> Result<MediaBody, MediaError> {
        let url = reference.url.as_deref().ok_or(MediaError::NoAddress)?;
        let url = web_address(Url::parse(url).map_err(|_| MediaError::NoAddress)?)?;
        match fetch(self.http.get(url)).await? {
            Fetched::Body(body) => Ok(body),
            Fetched::Moved(to) => match fetch(self.http.get(web_address(to)?)).await? {
                Fetched::Body(body) => Ok(body),
                Fetched::Moved(_) => Err(MediaError::RetryLater("moved twice".to_owned())),
            },
        }
    }

    /// A linked device has none.
    async fn templates(&self) -> Result<Vec<Template>, SendError> {
        Ok(Vec::new())
    }

    async fn check(&self) -> Result<(), SendError> {
        let begun = Instant::now();
        let result = self.ask_status().await.map_err(harmless);
        measure("check", begun, result.as_ref().err());
        result
    }
}

fn web_address(url: Url) -> Result<Url, MediaError> {
    if matches!(url.scheme(), "http" | "https") {
        Ok(url)
    } else {
        Err(MediaError::NoAddress)
    }
}

fn measure(call: &'static str, begun: Instant, error: Option<&SendError>) {
    call::measure(ProviderKind::Maytapi, call, begun, error);
}
