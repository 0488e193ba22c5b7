//! What every WhatsApp provider can do for us, and how it can fail.

use std::{fmt, str::FromStr, time::Duration};

use async_trait::async_trait;
pub use enlace_domain::view::Choice;
use enlace_domain::{DeliveryStatus, WaId};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use url::Url;

/// Which provider carries a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProviderKind {
    /// Twilio Programmable Messaging.
    Twilio,
}

/// A name that is no provider's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown WhatsApp provider {0:?}: allowed is twilio")]
pub struct UnknownProvider(String);

impl ProviderKind {
    /// The name in the database and in settings.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Twilio => "twilio",
        }
    }
}

impl fmt::Display for ProviderKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for ProviderKind {
    type Err = UnknownProvider;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "twilio" => Ok(Self::Twilio),
            _ => Err(UnknownProvider(text.chars().take(40).collect())),
        }
    }
}

/// A message of ours on its way out.
#[derive(Clone, PartialEq, Eq)]
pub struct OutgoingMessage {
    /// The subscriber, in the spelling the provider gave us.
    pub to: WaId,
    /// The words; at most [`enlace_domain::message::TEXT_LIMIT`] characters, choices included.
    pub text: String,
    /// What the subscriber may tap, or answer by number; empty for plain text.
    pub choices: Vec<Choice>,
    /// Where the provider reports how far the message came.
    pub status_callback: Url,
}

/// Shows neither the number nor the words: `Debug` may reach a log.
impl fmt::Debug for OutgoingMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutgoingMessage")
            .field("to", &self.to)
            .field("text_characters", &self.text.chars().count())
            .field("choices", &self.choices.len())
            .finish_non_exhaustive()
    }
}

/// The provider has the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The provider's id of it; status reports name it.
    pub provider_message_id: String,
    /// How far it already came: [`DeliveryStatus::Sent`] right after sending (no report comes for the first step),
    /// whatever it has reached by now for a look-up.
    pub status: DeliveryStatus,
}

/// Why a message was not sent, by what may be done about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Nothing was taken; the same call may succeed later.
    #[error("the provider can't take it now: {why}")]
    RetryLater {
        /// How long the provider asks us to wait, where it says so.
        after: Option<Duration>,
        /// What happened, for the log: no address, no words of a message.
        why: String,
    },
    /// Nothing was taken; we send faster than we may.
    #[error("the provider asks us to slow down")]
    RateLimited {
        /// How long to wait, where the provider says so.
        after: Option<Duration>,
    },
    /// The subscriber's last message is older than 24 hours: only an approved template may be sent.
    #[error("the 24-hour window is closed")]
    WindowClosed,
    /// The number can't be reached on WhatsApp.
    #[error("the number is not on WhatsApp")]
    NotOnWhatsApp,
    /// This message will never be taken as it is.
    #[error("the provider refused it with code {code}")]
    Refused {
        /// The provider's code, or `http-<status>` where it gave none.
        code: String,
        /// Why, in words for the agent (pt-BR).
        words: String,
    },
    /// Our account or its settings are at fault: no message can leave until somebody corrects them.
    #[error("the provider's account or channel settings are at fault (code {code})")]
    Account {
        /// The provider's code, or `http-<status>` where it gave none.
        code: String,
        /// Why, in words for the agent (pt-BR).
        words: String,
    },
    /// The request went out and no usable answer came: the message may or may not be on its way. Never send again
    /// before a status report or [`Provider::find_recent`] has settled it.
    #[error("no answer after the request went out")]
    InDoubt,
}

impl SendError {
    /// Whether the same call may be made again later, by itself.
    #[must_use]
    pub const fn may_retry(&self) -> bool {
        matches!(self, Self::RetryLater { .. } | Self::RateLimited { .. })
    }

    /// How long the provider asks us to wait.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::RetryLater { after, .. } | Self::RateLimited { after } => *after,
            _ => None,
        }
    }

    /// The name of the class, for metrics.
    #[must_use]
    pub const fn class(&self) -> &'static str {
        match self {
            Self::RetryLater { .. } => "retry_later",
            Self::RateLimited { .. } => "rate_limited",
            Self::WindowClosed => "window_closed",
            Self::NotOnWhatsApp => "not_on_whatsapp",
            Self::Refused { .. } => "refused",
            Self::Account { .. } => "account",
            Self::InDoubt => "in_doubt",
        }
    }

    /// For `error_code` columns: the provider's own code where there is one, else the class.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Refused { code, .. } | Self::Account { code, .. } => code,
            _ => self.class(),
        }
    }

    /// Why, in words for the agent (pt-BR).
    #[must_use]
    pub fn for_agent(&self) -> &str {
        match self {
            Self::RetryLater { .. } => "O provedor do WhatsApp não respondeu. Tentaremos de novo.",
            Self::RateLimited { .. } => "O WhatsApp pediu uma pausa nos envios. Tentaremos de novo.",
            Self::WindowClosed => {
                "Passaram 24 horas desde a última mensagem do assinante: o WhatsApp só aceita um modelo aprovado."
            }
            Self::NotOnWhatsApp => "Este número não pode ser alcançado no WhatsApp.",
            Self::Refused { words, .. } | Self::Account { words, .. } => words,
            Self::InDoubt => "Ainda não sabemos se a mensagem saiu. Estamos conferindo com o provedor.",
        }
    }
}

/// One channel at one provider, ready to send.
#[async_trait]
pub trait Provider: Send + Sync {
    /// Hands one message over, in one attempt.
    ///
    /// # Errors
    /// [`SendError`]; only its variants [`SendError::may_retry`] names may be tried again without a look-up.
    async fn send(&self, message: &OutgoingMessage) -> Result<Accepted, SendError>;

    /// Looks for a message that [`Provider::send`] left in doubt: ours, to the same subscriber, with the same words,
    /// taken at or after `since` (a few seconds of difference between the clocks are allowed). The newest one counts.
    ///
    /// `None` means the provider does not list it (yet): ask a minute or more after the attempt, not at once. The
    /// answer may name a message that is already known as another one; the caller's unique key tells.
    ///
    /// # Errors
    /// [`SendError`]; never [`SendError::InDoubt`], for a look-up changes nothing.
    async fn find_recent(
        &self,
        message: &OutgoingMessage,
        since: OffsetDateTime,
    ) -> Result<Option<Accepted>, SendError>;
}
