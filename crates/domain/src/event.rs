//! The stream of changes that open pages follow, and the quiet lines it leaves in a thread.
//!
//! Every event carries its own cursor and that of the event before it: a page whose last cursor is not `prev` has
//! missed something and asks for a snapshot.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    ArticleId, PhoneNumber, QueueKey, SurveyKind,
    reading::{AlsoAsked, Decider},
    view::{Attendance, BoardCard, BoardSnapshot, PersonRef, ThreadMessage},
};

/// A place in the stream: the writing transaction and the row, which is the order in which rows become readable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamCursor {
    /// The transaction's id (`xid8`).
    pub xid: u64,
    /// The row's number.
    pub seq: i64,
}

/// A text that is no `xid.seq`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a stream cursor looks like 1042.77")]
pub struct CursorError;

impl fmt::Display for StreamCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.xid, self.seq)
    }
}

impl FromStr for StreamCursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Self, CursorError> {
        let (xid, seq) = text.split_once('.').ok_or(CursorError)?;
        Ok(Self {
            xid: xid.parse().map_err(|_| CursorError)?,
            seq: seq.parse().map_err(|_| CursorError)?,
        })
    }
}

impl Serialize for StreamCursor {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for StreamCursor {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// One message of the event stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StreamEvent {
    /// This event.
    pub cursor: StreamCursor,
    /// The one before it, or the snapshot's for the first after a snapshot.
    pub prev: StreamCursor,
    /// What changed.
    pub body: StreamBody,
}

/// What changed. Cards and messages come whole: applying one twice changes nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum StreamBody {
    /// The whole board: the first event of a connection that can't be resumed.
    Snapshot(Box<BoardSnapshot>),
    /// A conversation as it is now. A closed one leaves the board.
    Card(Box<BoardCard>),
    /// A message as it is now, new or with new ticks.
    Message(Box<ThreadMessage>),
    /// Who has a page open now.
    Online {
        /// All of them.
        people: Vec<PersonRef>,
    },
    /// Who has a conversation open now; not a change of the desk, and not remembered.
    Attendance(Attendance),
    /// People or queues were edited: read them again.
    Settings,
}

/// An article that was near to what a subscriber asked, and not surely its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearArticle {
    /// Which.
    pub id: ArticleId,
    /// Its title then.
    pub title: String,
}

/// A quiet line of the thread. It is stored as data and put into words where it is read, in the reader's language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "line")]
pub enum SystemLine {
    /// Put in a queue; `confidence` 0..1 where the classifier did it.
    Queued {
        /// Which queue.
        queue: QueueKey,
        /// The classifier's confidence.
        confidence: Option<f32>,
        /// Who said so; nothing in lines of older versions.
        #[serde(default)]
        by: Option<Decider>,
        /// What else the subscriber asks, which must not be lost.
        #[serde(default)]
        also: Vec<AlsoAsked>,
        /// The articles nearest to the question, where the knowledge base was asked and none was sure enough to be sent;
        /// the nearest first.
        #[serde(default)]
        near: Vec<NearArticle>,
    },
    /// Somebody took it.
    Claimed {
        /// Who.
        by: PersonRef,
    },
    /// Sent on to a queue.
    TransferredToQueue {
        /// By whom.
        by: PersonRef,
        /// Where to.
        queue: QueueKey,
    },
    /// Handed to a colleague.
    TransferredToPerson {
        /// By whom.
        by: PersonRef,
        /// To whom.
        to: PersonRef,
    },
    /// Closed.
    Closed {
        /// By whom.
        by: PersonRef,
    },
    /// The subscriber said that the knowledge base's answer helped; closed by that.
    SolvedByAnswer,
    /// The subscriber said how it was.
    Rated {
        /// What was asked.
        survey: SurveyKind,
        /// The score.
        score: i16,
        /// The score that this one corrects.
        before: Option<i16>,
    },
    /// Opened again.
    Reopened {
        /// By whom; `None` where the subscriber wrote again.
        by: Option<PersonRef>,
    },
    /// Went past its due time and was raised.
    Escalated {
        /// Minutes that were allowed.
        minutes: i32,
    },
    /// An answer left by another number than the conversation's, which the subscriber sees as another chat.
    LeftByAnother {
        /// The other channel's name.
        channel: String,
        /// Its number.
        address: PhoneNumber,
        /// Whether that number is registered with WhatsApp; `false` for a linked device.
        official: bool,
        /// The name of the conversation's own channel.
        instead_of: String,
    },
    /// The contact was merged with another one.
    Merged {
        /// By whom.
        by: PersonRef,
        /// The other contact's name.
        with: String,
    },
    /// A merge of the contact was taken back.
    Unmerged {
        /// By whom.
        by: PersonRef,
        /// The other contact's name.
        from: String,
    },
    /// The subscriber has another number.
    NumberChanged {
        /// That number, as people read it.
        to: String,
        /// Whether the contacts of both numbers are one from now on; `false` where the new number is another customer's.
        joined: bool,
    },
    /// The subscriber told WhatsApp whether they want advertising.
    Marketing {
        /// Whether they do.
        wanted: bool,
    },
    /// The subscriber changed a message that never came to us.
    EditedUnknown {
        /// The words it has now.
        body: String,
    },
    /// The subscriber took a message back that never came to us.
    RevokedUnknown,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_sort_by_transaction_first() {
        let early: StreamCursor = "100.9".parse().unwrap();
        let late: StreamCursor = "101.2".parse().unwrap();
        assert!(early < late);
        assert_eq!(serde_json::to_string(&late).unwrap(), "\"101.2\"");
        assert!("nonsense".parse::<StreamCursor>().is_err());
    }

    #[test]
    fn lines_of_older_versions_are_read() {
        let old = r#"{"line":"queued","queue":"financial","confidence":0.75}"#;
        let line = SystemLine::Queued {
            queue: QueueKey::Financial,
            confidence: Some(0.75),
            by: None,
            also: Vec::new(),
            near: Vec::new(),
        };
        assert_eq!(serde_json::from_str::<SystemLine>(old).unwrap(), line);
        let before = r#"{"line":"queued","queue":"financial","confidence":0.75,"by":null,"also":[]}"#;
        assert_eq!(serde_json::from_str::<SystemLine>(before).unwrap(), line);
    }

    #[test]
    fn what_was_near_is_kept_with_the_line() {
        let near = NearArticle {
            id: ArticleId::new(),
            title: "Segunda via".to_owned(),
        };
        let line = SystemLine::Queued {
            queue: QueueKey::Financial,
            confidence: Some(0.75),
            by: Some(Decider::Words),
            also: Vec::new(),
            near: vec![near],
        };
        let kept = serde_json::to_string(&line).unwrap();
        assert_eq!(serde_json::from_str::<SystemLine>(&kept).unwrap(), line);
    }
}
