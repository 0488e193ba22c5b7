//! One channel: a provider's settings and secrets together, and what can be done with them. The one place that picks
//! the provider, so that nobody outside this crate has to name it.

use std::{collections::BTreeMap, fmt::Debug, sync::Arc};

use reqwest::header::HeaderMap;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::{
    Abilities, Destination, Elsewhere, InboundEvent, Provider, ProviderKind, SendError, Understood, WebhookError,
    cloud, dialog360, maytapi,
    settings::{Entered, Field, SettingsError, StoredChannel},
    twilio,
};

/// A channel, opened. Cheap to clone; `Debug` shows no secret.
#[derive(Clone, Debug)]
pub struct Channel(pub(crate) Arc<dyn Carrier>);

/// What a provider's module gives for one channel.
pub(crate) trait Carrier: Debug + Send + Sync {
    /// Which provider it is.
    fn kind(&self) -> ProviderKind;

    /// What it can do.
    fn abilities(&self) -> Abilities;

    /// What sends through it.
    fn provider(&self, http: &reqwest::Client) -> Arc<dyn Provider>;

    /// Checks that a webhook comes from the provider, and reads what it reports. What is proven and can't be read is an
    /// event too.
    fn read_webhook(&self, request: &WebhookRequest<'_>) -> Result<Vec<InboundEvent>, ReadError>;

    /// Whom else a webhook that was read may concern.
    fn elsewhere(&self, _request: &WebhookRequest<'_>) -> Vec<Elsewhere> {
        Vec::new()
    }

    /// Whether that is this channel.
    fn goes_by(&self, _destination: &Destination) -> bool {
        false
    }

    /// Reads what a webhook says to this channel that came to another one's address; it must be proven by what this
    /// channel itself knows.
    fn read_shared(&self, _request: &WebhookRequest<'_>) -> Result<Vec<InboundEvent>, ReadError> {
        Err(ReadError::NotProven(
            "each channel of this provider has an address of its own",
        ))
    }

    /// What a failure means that is reported after the message was taken; `None` for a code without a known meaning.
    fn failure(&self, _code: &str) -> Option<SendError> {
        None
    }

    /// Reads a stored event.
    fn understand(&self, body: &Value) -> Result<Understood, WebhookError>;

    /// Reads a post that was proven when it came, as [`Carrier::read_webhook`] does.
    fn read_again(&self, post: &[u8]) -> Result<Vec<InboundEvent>, WebhookError>;

    /// A post in the form that people read and mend; `None` where it has none.
    fn as_json(&self, post: &[u8]) -> Option<Value> {
        serde_json::from_slice(post).ok()
    }

    /// Fields that are no secret and yet lie among the secrets, with their values.
    fn plain_among_secrets(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// What to answer to a provider that asks, by GET, whether the address is really ours; `None` where it is not our
    /// token, or where the provider never asks.
    fn challenge(&self, _query: &str) -> Option<String> {
        None
    }

    /// What to answer once the events are stored.
    fn webhook_answer(&self) -> WebhookAnswer {
        WebhookAnswer {
            content_type: "text/plain",
            body: "",
        }
    }
}

/// A webhook as it reached us.
#[derive(Clone, Copy)]
pub struct WebhookRequest<'a> {
    /// The public address that the provider called, with its query: behind a proxy not the one that we see.
    pub url: &'a str,
    /// What follows the channel in the path: the secret of those providers that sign nothing.
    pub secret: Option<&'a str>,
    /// The request's headers.
    pub headers: &'a HeaderMap,
    /// The body, untouched.
    pub body: &'a [u8],
}

/// What a provider wants to read after a webhook was stored; the status is 200.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WebhookAnswer {
    /// The `Content-Type`.
    pub content_type: &'static str,
    /// The body.
    pub body: &'static str,
}

/// Why a webhook is turned away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// It does not prove that the provider sent it: answer 403.
    #[error("{0}")]
    NotProven(&'static str),
    /// It is so far from what the provider sends that it could not even be proven: answer 4xx.
    #[error(transparent)]
    Content(#[from] WebhookError),
}

impl Channel {
    pub(crate) fn new(carrier: impl Carrier + 'static) -> Self {
        Self(Arc::new(carrier))
    }

    /// The form of a provider.
    #[must_use]
    pub const fn fields(kind: ProviderKind) -> &'static [Field] {
        match kind {
            ProviderKind::Twilio => twilio::FIELDS,
            ProviderKind::Maytapi => maytapi::FIELDS,
            ProviderKind::CloudApi => cloud::FIELDS,
            ProviderKind::Dialog360 => dialog360::FIELDS,
        }
    }

    /// The field whose value must stand at the end of the webhook's address, at providers that sign nothing.
    pub const WEBHOOK_SECRET: &'static str = "webhook_secret";

    /// What a provider can do, whatever the channel.
    #[must_use]
    pub const fn abilities_of(kind: ProviderKind) -> Abilities {
        match kind {
            ProviderKind::Twilio => twilio::ABILITIES,
            ProviderKind::Maytapi => maytapi::ABILITIES,
            // Meta's own, whoever passes them on
            ProviderKind::CloudApi | ProviderKind::Dialog360 => cloud::ABILITIES,
        }
    }

    /// What was entered in the fields that are no secret, from the stored `settings`.
    #[must_use]
    pub fn entered(kind: ProviderKind, settings: &Value) -> BTreeMap<String, String> {
        Self::fields(kind)
            .iter()
            .filter(|field| !field.secret)
            .filter_map(|field| Some((field.name.to_owned(), settings.get(field.name)?.as_str()?.to_owned())))
            .collect()
    }

    /// Those of the same fields that are kept among the secrets.
    #[must_use]
    pub fn entered_among_secrets(&self) -> BTreeMap<String, String> {
        let named = |(name, value): (&str, String)| (name.to_owned(), value);
        self.0.plain_among_secrets().into_iter().map(named).collect()
    }

    /// The names of the secret fields that are set, from the opened `secrets`; none where these can't be read.
    #[must_use]
    pub fn secrets_held(kind: ProviderKind, secrets: &[u8]) -> Vec<&'static str> {
        // their values are not copied
        let held: BTreeMap<String, Option<IgnoredAny>> = serde_json::from_slice(secrets).unwrap_or_default();
        Self::fields(kind)
            .iter()
            .filter(|field| field.secret && held.get(field.name).is_some_and(Option::is_some))
            .map(|field| field.name)
            .collect()
    }

    /// Reads what an administrator entered. `old` is the opened secrets of the channel that is changed: what was left
    /// blank keeps its value.
    ///
    /// # Errors
    /// [`SettingsError::Field`] with the field at fault.
    pub fn create(kind: ProviderKind, entered: &Entered, old: Option<&[u8]>) -> Result<StoredChannel, SettingsError> {
        match kind {
            ProviderKind::Twilio => twilio::create(entered, old),
            ProviderKind::Maytapi => maytapi::create(entered, old),
            ProviderKind::CloudApi => cloud::create(entered, old),
            ProviderKind::Dialog360 => dialog360::create(entered, old),
        }
    }

    /// Opens a channel from what the database keeps: `settings`, and the unsealed secrets.
    ///
    /// # Errors
    /// [`SettingsError`] with the field at fault.
    pub fn open(kind: ProviderKind, settings: &Value, secrets: &[u8]) -> Result<Self, SettingsError> {
        match kind {
            ProviderKind::Twilio => twilio::open(settings, secrets).map(Self::new),
            ProviderKind::Maytapi => maytapi::open(settings, secrets).map(Self::new),
            ProviderKind::CloudApi => cloud::open(settings, secrets).map(Self::new),
            ProviderKind::Dialog360 => dialog360::open(settings, secrets).map(Self::new),
        }
    }

    /// Which provider carries it.
    #[must_use]
    pub fn kind(&self) -> ProviderKind {
        self.0.kind()
    }

    /// What it can do.
    #[must_use]
    pub fn abilities(&self) -> Abilities {
        self.0.abilities()
    }

    /// What sends through it, over the shared connections of `http`.
    #[must_use]
    pub fn provider(&self, http: &reqwest::Client) -> Arc<dyn Provider> {
        self.0.provider(http)
    }

    /// Checks that a webhook comes from the provider, and reads what it reports. What is proven and can't be read becomes
    /// an [`EventKind::Unreadable`](crate::EventKind::Unreadable), for the provider would only repeat it.
    ///
    /// # Errors
    /// [`ReadError`]; nothing of the webhook may be believed then.
    pub fn read_webhook(&self, request: &WebhookRequest<'_>) -> Result<Vec<InboundEvent>, ReadError> {
        self.0.read_webhook(request)
    }

    /// Whom else a webhook may concern that [`Channel::read_webhook`] has read: other numbers and accounts that it names.
    #[must_use]
    pub fn elsewhere(&self, request: &WebhookRequest<'_>) -> Vec<Elsewhere> {
        self.0.elsewhere(request)
    }

    /// Whether that is this channel.
    #[must_use]
    pub fn goes_by(&self, destination: &Destination) -> bool {
        self.0.goes_by(destination)
    }

    /// Reads what a webhook says to this channel by name that came to the address of another one of the provider.
    ///
    /// # Errors
    /// [`ReadError`]: this channel's own secrets do not prove it, whatever those of the other one say.
    pub fn read_shared(&self, request: &WebhookRequest<'_>) -> Result<Vec<InboundEvent>, ReadError> {
        self.0.read_shared(request)
    }

    /// What a failure means that a report names by this code ([`StatusReport::error_code`](crate::StatusReport::error_code)):
    /// the same as in an answer. `None` for a code without a known meaning, and where the provider has no codes.
    #[must_use]
    pub fn failure(&self, code: &str) -> Option<SendError> {
        self.0.failure(code)
    }

    /// Reads a stored event of this channel.
    ///
    /// # Errors
    /// [`WebhookError`] where it lacks what every event has. A kind of message that we don't know is no error.
    pub fn understand(&self, body: &Value) -> Result<Understood, WebhookError> {
        self.0.understand(body)
    }

    /// The answer to a provider that asks by GET whether the webhook address is ours; `None`: answer 403.
    #[must_use]
    pub fn challenge(&self, query: &str) -> Option<String> {
        self.0.challenge(query)
    }

    /// What to answer once the events are stored.
    #[must_use]
    pub fn webhook_answer(&self) -> WebhookAnswer {
        self.0.webhook_answer()
    }
}
