//! What every WhatsApp provider can do for us, and how it can fail.

use std::{fmt, str::FromStr, time::Duration};

use async_trait::async_trait;
use enlace_domain::{DeliveryStatus, SendFailure, Template, WaId};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{MediaBody, MediaError, MediaKind, MediaReference, OutgoingMessage};

/// Which provider carries a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProviderKind {
    /// Twilio Programmable Messaging.
    Twilio,
    /// 360dialog, which speaks the Cloud API's language.
    Dialog360,
    /// Meta's Cloud API, without anybody in between.
    CloudApi,
    /// Maytapi: a linked device, no official number.
    Maytapi,
}

/// A name that is no provider's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown WhatsApp provider {0:?}: allowed are twilio, dialog360, cloud_api, maytapi")]
pub struct UnknownProvider(String);

impl ProviderKind {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Twilio, Self::Dialog360, Self::CloudApi, Self::Maytapi];

    /// The name in the database and in settings.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Twilio => "twilio",
            Self::Dialog360 => "dialog360",
            Self::CloudApi => "cloud_api",
            Self::Maytapi => "maytapi",
        }
    }

    /// Whether its reports give back our own name of the attempt ([`OutgoingMessage::reference`], or the address in
    /// [`OutgoingMessage::status_callback`]), so that one settles a doubt. Else they name the message only by an id that
    /// the answer tells, and where no answer came no report can be matched.
    #[must_use]
    pub const fn reports_name_attempt(self) -> bool {
        match self {
            Self::Twilio | Self::Dialog360 | Self::CloudApi => true,
            Self::Maytapi => false,
        }
    }

    /// The name as people know it.
    #[must_use]
    pub const fn brand(self) -> &'static str {
        match self {
            Self::Twilio => "Twilio",
            Self::Dialog360 => "360dialog",
            Self::CloudApi => "Meta Cloud API",
            Self::Maytapi => "Maytapi",
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
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| UnknownProvider(text.chars().take(40).collect()))
    }
}

/// What a provider can do and must be spared; the desk asks before it tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Abilities {
    /// Whether the number is registered with Meta. `false` for a linked device, which may be cut off or banned.
    pub official: bool,
    /// Whether free text is refused 24 hours after the subscriber's last message, and templates are the way out.
    pub has_window: bool,
    /// Whether [`Provider::find_recent`] can settle a doubt. Without it only a report can, and that only where
    /// [`ProviderKind::reports_name_attempt`].
    pub can_look_up: bool,
    /// Whether [`Provider::mark_read`] does something.
    pub can_mark_read: bool,
    /// Messages a second that the number may send unless the administrator says otherwise.
    pub per_second: u32,
    /// Longest text, in characters.
    pub text_limit: usize,
    /// Which files it takes, by their address.
    pub files: &'static [FileAbility],
    /// Whether it takes places.
    pub can_locate: bool,
    /// Whether [`OutgoingMessage::quoted`] shows.
    pub can_quote: bool,
}

/// Which files of one kind a provider takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileAbility {
    /// What they are to WhatsApp.
    pub kind: MediaKind,
    /// Their content types; empty where any is taken.
    pub types: &'static [&'static str],
    /// The largest, in bytes.
    pub bytes: u64,
    /// The longest words below one, in characters; 0 where they are dropped.
    pub caption: usize,
}

/// Bytes of a KB and of an MB, as the providers' limits count them.
pub(crate) const KIBIBYTE: u64 = 1024;
pub(crate) const MEBIBYTE: u64 = 1024 * KIBIBYTE;

/// The provider has the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The provider's id of it; status reports name it.
    pub provider_message_id: String,
    /// How far it already came: [`DeliveryStatus::Sent`] right after sending (no report comes for the first step),
    /// whatever it has reached by now for a look-up.
    pub status: DeliveryStatus,
    /// The subscriber's number as WhatsApp spells it, where the answer says so: later messages go there.
    pub wa_id: Option<WaId>,
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
        /// Whether only this subscriber gets too much; other messages of the channel may go on.
        this_pair: bool,
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

    /// Whether the message itself is not at fault: it can leave by the next way, or by this one once the provider is
    /// back or somebody has mended the account. Nothing of it was taken.
    #[must_use]
    pub const fn spares_the_message(&self) -> bool {
        self.may_retry() || matches!(self, Self::Account { .. })
    }

    /// How long the provider asks us to wait.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::RetryLater { after, .. } | Self::RateLimited { after, .. } => *after,
            _ => None,
        }
    }

    /// Which failure it is, without what the provider said of it.
    #[must_use]
    pub const fn failure(&self) -> SendFailure {
        match self {
            Self::RetryLater { .. } => SendFailure::RetryLater,
            Self::RateLimited { .. } => SendFailure::RateLimited,
            Self::WindowClosed => SendFailure::WindowClosed,
            Self::NotOnWhatsApp => SendFailure::NotOnWhatsApp,
            Self::Refused { .. } => SendFailure::Refused,
            Self::Account { .. } => SendFailure::Account,
            Self::InDoubt => SendFailure::InDoubt,
        }
    }

    /// The name of the class, for metrics.
    #[must_use]
    pub const fn class(&self) -> &'static str {
        self.failure().as_str()
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
    /// [`SendError`]; only its variants [`SendError::spares_the_message`] names may be tried again without a look-up.
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

    /// Shows the subscriber that a message of theirs was read. Does nothing where the provider can't.
    ///
    /// # Errors
    /// [`SendError`]; a caller may leave it at that, for nothing of ours hangs on it.
    async fn mark_read(&self, provider_message_id: &str) -> Result<(), SendError>;

    /// Fetches a file that a message named.
    ///
    /// # Errors
    /// [`MediaError`].
    async fn fetch_media(&self, reference: &MediaReference) -> Result<MediaBody, MediaError>;

    /// The templates of the account, whatever their state; empty where the provider has none.
    ///
    /// # Errors
    /// [`SendError`]; never [`SendError::InDoubt`].
    async fn templates(&self) -> Result<Vec<Template>, SendError>;

    /// Asks for something harmless, to learn whether the provider answers and takes our credentials.
    ///
    /// # Errors
    /// [`SendError`]; never [`SendError::InDoubt`].
    async fn check(&self) -> Result<(), SendError>;
}
