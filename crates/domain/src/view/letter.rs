//! Dead letters: work that Enlace gave up, as an administrator sees it.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{ConversationId, Protocol, queue::named_enum};

named_enum! {
    /// How work came to be given up.
    BuriedAs, "way of burying" {
        /// The work itself said that no try can help.
        AtOnce = "at_once",
        /// Its tries ran out.
        Tries = "tries",
        /// Its worker vanished each time: the work may be what takes it along.
        Vanished = "vanished",
    }
}

named_enum! {
    /// What kind of work it is, as far as this version knows it.
    LetterWork, "kind of work" {
        /// Something a provider delivered is taken in.
        TakeIn = "take_in",
        /// A post of a provider that nobody could read is read again.
        ReadAgain = "read_again",
        /// A message of ours is sent.
        SendMessage = "send_message",
        /// It is found out whether a message of ours left.
        SettleDoubt = "settle_doubt",
        /// A thread is told that an answer left by another number.
        TellDetour = "tell_detour",
        /// The clock of a conversation is read from its thread, after an answer failed.
        RecountClock = "recount_clock",
        /// A file of a message is fetched.
        FetchMedia = "fetch_media",
        /// The subscriber is told that a message was read.
        MarkRead = "mark_read",
        /// The templates of a channel are read.
        SyncTemplates = "sync_templates",
        /// It is judged who may leave.
        ReviewChurn = "review_churn",
        /// The classifier learns from corrections.
        RetrainClassifier = "retrain_classifier",
        /// Of another version.
        Other = "other",
    }
}

named_enum! {
    /// What kind of failure made work be given up, as far as it is known.
    LetterReason, "kind of failure" {
        /// A field is missing or holds something else.
        Field = "field",
        /// What it is about is not here: the conversation, the message, the channel.
        Missing = "missing",
        /// The provider said no.
        Provider = "provider",
        /// A file could not be fetched or kept.
        File = "file",
        /// The database said no.
        Database = "database",
        /// No answer came in time.
        TimeOut = "time_out",
        /// The program is at fault.
        Bug = "bug",
    }
}

/// Work that was given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadLetter {
    /// Which.
    pub id: i64,
    /// What kind of work.
    pub work: LetterWork,
    /// The name of the work in the database, for whoever looks there.
    pub job: String,
    /// The channel it is for, where that can be told.
    pub channel: Option<String>,
    /// The conversation it is for, where that can be told.
    pub conversation: Option<LetterConversation>,
    /// How it came to be given up.
    pub buried_as: BuriedAs,
    /// Runs that failed, at least 1.
    pub failures: i32,
    /// The first of them.
    #[serde(with = "time::serde::rfc3339")]
    pub first_failed_at: OffsetDateTime,
    /// The last of them.
    #[serde(with = "time::serde::rfc3339")]
    pub last_failed_at: OffsetDateTime,
    /// Which kind of failure the last run met; `None` where it is not known.
    pub reason: Option<LetterReason>,
    /// What the last run said, in the words of the program.
    pub error: String,
    /// How a person closed it; `None` while it waits for one.
    pub closing: Option<LetterClosing>,
}

/// The conversation a dead letter is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterConversation {
    /// Which.
    pub id: ConversationId,
    /// Its number.
    pub protocol: Protocol,
    /// Who writes there.
    pub contact: String,
}

/// How a dead letter was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterClosing {
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// Everything the page of the dead letters shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LettersView {
    /// Those that wait for a person, the longest waiting first.
    pub open: Vec<DeadLetter>,
    /// How many wait; more than `open` where there are very many.
    pub open_count: i64,
    /// Those that were closed last.
    pub closed: Vec<DeadLetter>,
}

/// What a provider delivered and was given up, as an administrator reads and mends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterBody {
    /// Indented JSON, or the text as it came where it is none.
    pub text: String,
    /// Whether somebody corrected it before.
    pub corrected: bool,
}

/// Most letters of each kind that [`LettersView`] holds.
pub const LETTERS_SHOWN: usize = 100;

/// Most bytes of a text that somebody corrects.
pub const LETTER_BODY: usize = 262_144;

/// The least and the greatest length of the reason for closing one, in characters.
pub const LETTER_REASON: std::ops::RangeInclusive<usize> = 3..=300;
