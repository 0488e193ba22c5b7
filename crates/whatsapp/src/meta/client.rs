//! Calls the Cloud API, at Meta or at those who pass it on. One call is one attempt: whoever calls decides what comes
//! after a failure.

use std::time::Instant;

use async_trait::async_trait;
use enlace_domain::{DeliveryStatus, Template};
use reqwest::{RequestBuilder, header::HeaderMap};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use time::OffsetDateTime;
use url::Url;

use super::{
    fetching::{FileRecord, file_error, is_file_id},
    outcome, template,
    wire::{self, Taken},
};
use crate::{
    Accepted, MediaBody, MediaError, MediaReference, OutgoingMessage, Provider, ProviderKind, SendError,
    call::{self, harmless},
    media::{Fetched, fetch},
};

/// Pages of templates that are read; Meta allows a business 6,000, and a page holds at least 25.
const TEMPLATE_PAGES: usize = 240;

/// Why there are no templates where the administrator left the account's id out.
const NO_ACCOUNT: &str = "Falta o ID da conta do WhatsApp Business no cadastro deste canal: sem ele a Meta não mostra os modelos. Um administrador o preenche em Canais.";

/// Where one provider answers, and by what it knows us. `Debug` shows no secret.
#[derive(Clone, Debug)]
pub(crate) struct Host {
    /// Whose.
    pub(crate) kind: ProviderKind,
    /// Takes messages and read marks.
    pub(crate) messages: String,
    /// What stands before the id of a file.
    pub(crate) files: String,
    /// Who hands the files out, if not the address that is told.
    pub(crate) file_host: Option<String>,
    /// Lists the templates; `None` where the account is not known.
    pub(crate) templates: Option<String>,
    /// Answers to the right credentials.
    pub(crate) check: String,
    /// How they are shown.
    pub(crate) credentials: Credentials,
}

/// How a call shows that it is ours.
#[derive(Clone, Debug)]
pub(crate) enum Credentials {
    /// `Authorization: Bearer`.
    Bearer(SecretString),
    /// In a header of its own.
    Header(&'static str, SecretString),
}

/// A channel that speaks the Cloud API's language.
#[derive(Clone, Debug)]
pub(crate) struct CloudClient {
    http: reqwest::Client,
    host: Host,
}

impl CloudClient {
    /// A client over the connections of `http`.
    pub(crate) const fn new(http: reqwest::Client, host: Host) -> Self {
        Self { http, host }
    }

    async fn post_message(&self, message: &OutgoingMessage) -> Result<Accepted, SendError> {
        let body = wire::message_body(message);
        let answer = self.call(self.http.post(&self.host.messages).json(&body)).await?;
        // Taken, but under which id can't be read: a report will tell.
        let taken: Taken = serde_json::from_slice(&answer).map_err(|_| SendError::InDoubt)?;
        Ok(Accepted {
            provider_message_id: taken.id().ok_or(SendError::InDoubt)?.to_owned(),
            status: DeliveryStatus::Sent,
            wa_id: taken.wa_id(),
        })
    }

    async fn list_templates(&self) -> Result<Vec<Template>, SendError> {
        let mut templates = Vec::new();
        let first = self.host.templates.as_deref().and_then(|url| Url::parse(url).ok());
        let first = first.ok_or_else(|| SendError::Account {
            code: "no_waba_id".to_owned(),
            words: NO_ACCOUNT.to_owned(),
        })?;
        let mut next = Some(first.clone());
        for _ in 0..TEMPLATE_PAGES {
            let Some(url) = next else { break };
            let answer = self.call(self.http.get(url)).await?;
            let page: Value = serde_json::from_slice(&answer).map_err(|error| SendError::RetryLater {
                after: None,
                why: format!("the list of templates can't be read: {error}"),
            })?;
            templates.extend(template::read(&page));
            next = template::next(&page, &first);
        }
        Ok(templates)
    }

    /// Where a file is for the next minutes.
    async fn file_address(&self, id: &str) -> Result<Url, MediaError> {
        let request = self.http.get(format!("{}/{id}", self.host.files));
        let record = self.call(request).await.map_err(|error| file_error(&error))?;
        let record: FileRecord = serde_json::from_slice(&record)
            .map_err(|_| MediaError::RetryLater("the file's record can't be read".to_owned()))?;
        record.address(self.host.file_host.as_deref())
    }

    async fn fetch_file(&self, url: Url) -> Result<MediaBody, MediaError> {
        match fetch(self.with_credentials(self.http.get(url))).await? {
            Fetched::Body(body) => Ok(body),
            Fetched::Moved(to) => match fetch(self.http.get(to)).await? {
                Fetched::Body(body) => Ok(body),
                Fetched::Moved(_) => Err(MediaError::RetryLater("moved twice".to_owned())),
            },
        }
    }

    fn with_credentials(&self, request: RequestBuilder) -> RequestBuilder {
        match &self.host.credentials {
            Credentials::Bearer(token) => request.bearer_auth(token.expose_secret()),
            Credentials::Header(name, key) => request.header(*name, key.expose_secret()),
        }
    }

    /// Makes one call and reads the whole of a 2xx answer.
    async fn call(&self, request: RequestBuilder) -> Result<Vec<u8>, SendError> {
        let answer = self
            .with_credentials(request)
            .send()
            .await
            .map_err(|error| call::no_answer(&error))?;
        let (status, headers): (_, HeaderMap) = (answer.status(), answer.headers().clone());
        let body = answer.bytes().await;
        if !status.is_success() {
            // A refusal whose text was cut is a refusal by its status.
            let body = body.unwrap_or_default();
            return Err(outcome::refusal(status, &headers, &body, OffsetDateTime::now_utc()));
        }
        body.map(Vec::from).map_err(|_| SendError::InDoubt)
    }

    fn measure(&self, call: &'static str, begun: Instant, error: Option<&SendError>) {
        call::measure(self.host.kind, call, begun, error);
    }
}

#[async_trait]
impl Provider for CloudClient {
    async fn send(&self, message: &OutgoingMessage) -> Result<Accepted, SendError> {
        let begun = Instant::now();
        let result = self.post_message(message).await;
        self.measure("send", begun, result.as_ref().err());
        result
    }

    /// The API can't list what was sent: only a report settles a doubt.
    async fn find_recent(
        &self,
        _message: &OutgoingMessage,
        _since: OffsetDateTime,
    ) -> Result<Option<Accepted>, SendError> {
        Ok(None)
    }

    async fn mark_read(&self, provider_message_id: &str) -> Result<(), SendError> {
        let begun = Instant::now();
        let body = wire::read_body(provider_message_id);
        let marked = self.call(self.http.post(&self.host.messages).json(&body)).await;
        // marking twice changes nothing
        let result = marked.map(|_| ()).map_err(harmless);
        self.measure("mark_read", begun, result.as_ref().err());
        result
    }

    /// An address that has ended is asked for once more by the file's id; an id that has ended is not, for the provider
    /// shuts out who asks too often for what it does not have.
    async fn fetch_media(&self, reference: &MediaReference) -> Result<MediaBody, MediaError> {
        let id = reference
            .id
            .as_deref()
            .filter(|id| is_file_id(id))
            .ok_or(MediaError::NoAddress)?;
        match self.fetch_file(self.file_address(id).await?).await {
            Err(MediaError::Gone) => self.fetch_file(self.file_address(id).await?).await,
            result => result,
        }
    }

    async fn templates(&self) -> Result<Vec<Template>, SendError> {
        let begun = Instant::now();
        let result = self.list_templates().await.map_err(harmless);
        self.measure("templates", begun, result.as_ref().err());
        result
    }

    async fn check(&self) -> Result<(), SendError> {
        let begun = Instant::now();
        let answer = self.call(self.http.get(&self.host.check)).await;
        let result = answer.map(|_| ()).map_err(harmless);
        self.measure("check", begun, result.as_ref().err());
        result
    }
}
