//! How what the desk stands on fares at this moment.

use serde::{Deserialize, Serialize};

use crate::{ChannelState, queue::named_enum};

named_enum! {
    /// Something that the desk stands on, besides its channels.
    Part, "part" {
        /// The database.
        Database = "database",
        /// The Redis that counts messages against the vendors' limits.
        Redis = "redis",
        /// The knowledge index.
        Index = "index",
        /// What makes vectors of texts, so that articles are found by sense.
        Embedder = "embedder",
        /// The language model that judges what the classifier is unsure of.
        LanguageModel = "language_model",
        /// What finds the queue of a message; it is always there, and may be of another time.
        Classifier = "classifier",
    }
}

/// How a part fares.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartState {
    /// It answers; after so many milliseconds, where it was asked just now.
    Works(Option<u32>),
    /// It does not answer. What it does is done otherwise meanwhile, or waits.
    Away,
    /// It answers, but was made for other messages than those of today: the population stability index of the classifier's
    /// page, from [`MOVED_FROM`](crate::drift::MOVED_FROM) on.
    Moved(f64),
    /// The settings name none.
    NotSetUp,
}

/// A channel in a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChannelHealth {
    /// What people call it.
    pub name: String,
    /// Whether messages leave by it.
    pub state: ChannelState,
    /// Messages that wait to leave.
    pub waiting: i64,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DeskHealth {
    /// The channels, in the order in which they are tried.
    pub channels: Vec<ChannelHealth>,
    /// The rest, in the order of [`Part::ALL`].
    pub parts: Vec<(Part, PartState)>,
}
