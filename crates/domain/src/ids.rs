//! One type for each kind of id, so that a conversation's id can't be passed where a person's is meant.
//!
//! All are UUIDv7: they sort by the time they were made, which keeps index pages warm.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! typed_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id, later in order than those made before it.
            #[must_use]
            #[expect(clippy::new_without_default, reason = "a default id would be a new one every time: a surprise")]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }

            /// The id as the database and the wire know it.
            #[must_use]
            pub const fn get(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

typed_id! {
    /// A picture or document of an article.
    ArticleFileId,
    /// An article of the knowledge base.
    ArticleId,
    /// A channel: one number of the provider company at one WhatsApp provider.
    ChannelId,
    /// Work about a customer who may leave.
    ChurnCaseId,
    /// A model of who may leave.
    ChurnModelId,
    /// A version of the classifier that was learnt here.
    ClassifierModelId,
    /// Somebody who writes to us.
    ContactId,
    /// A conversation, from the first message to its closing.
    ConversationId,
    /// A subscriber of the internet provider.
    CustomerId,
    /// A raw event as a WhatsApp provider delivered it.
    InboundEventId,
    /// One log-in of a person in one browser.
    LogInSessionId,
    /// A file of a message.
    MediaId,
    /// A merge of two contacts that are one person.
    MergeId,
    /// A message within a conversation.
    MessageId,
    /// A message's place in the outbox.
    OutboxId,
    /// Somebody who works in Enlace.
    PersonId,
    /// A question to a subscriber once a conversation is over.
    SurveyId,
    /// A team that serves one or more queues.
    TeamId,
    /// A fault on a customer's line.
    TechnicalIssueId,
    /// A message template of a channel.
    TemplateId,
    /// A file that somebody has chosen to send.
    UploadId,
}
