//! The classifier as an administrator sees it: what agents corrected, its versions, and whether its world has moved.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::{ClassifierModelId, ConversationId, MessageId, Protocol, QueueKey, view::PersonRef};

/// A conversation that somebody moved from where the classifier had put it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CorrectionView {
    /// The newest message that was read: it names the correction.
    pub message: MessageId,
    /// Whose conversation.
    pub conversation: ConversationId,
    /// Its number.
    pub protocol: Protocol,
    /// What the subscriber had written until then.
    pub text: String,
    /// Where it was.
    pub from: QueueKey,
    /// Where it was moved.
    pub to: QueueKey,
    /// Who moved it.
    pub by: PersonRef,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// Whether the classifier is to learn it; `None` until somebody says.
    pub accepted: Option<bool>,
}

/// How one queue fares in a comparison, shares from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct QueueShare {
    /// Which.
    pub queue: QueueKey,
    /// Of the messages put there, the share that belongs there.
    pub precision: f64,
    /// Of the messages that belong there, the share put there.
    pub recall: f64,
}

/// How right one of two versions is, shares from 0 to 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VersionFigures {
    /// On all messages, each judged by a model of others.
    pub cross_validation: f64,
    /// On the messages that are never trained on.
    pub held_out: f64,
    /// On the newest corrections, before learning them; `None` of too few.
    pub newest: Option<f64>,
    /// Each queue in cross-validation.
    pub queues: Vec<QueueShare>,
}

/// What came of a retraining.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RetrainReport {
    /// Messages trained on.
    pub messages: usize,
    /// Of those, accepted corrections.
    pub corrections: usize,
    /// The version that was trained.
    pub new: VersionFigures,
    /// The one that was in use.
    pub old: VersionFigures,
    /// Of the held-out messages and the corrections, how many are answered otherwise now.
    pub changed: usize,
    /// How many those are.
    pub compared: usize,
    /// In how many parts of the comparison the new one is worse than chance allows; names of the figures.
    pub worse: Vec<String>,
}

/// A version of the classifier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VersionView {
    /// Which.
    pub id: ClassifierModelId,
    /// When it was trained.
    #[serde(with = "time::serde::rfc3339")]
    pub trained_at: OffsetDateTime,
    /// What came of comparing it.
    pub report: RetrainReport,
    /// Whether it answers now.
    pub in_use: bool,
    /// Whether it was refused for being worse.
    pub refused: bool,
    /// Whether it can be taken into use.
    pub kept: bool,
}

/// A week of readings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReadingWeek {
    /// Messages that were read.
    pub messages: u64,
    /// Of those, how often the subscriber was asked.
    pub asked: u64,
    /// Of those, how many were corrected by people.
    pub corrected: u64,
    /// Mean confidence, 0 to 1.
    pub confidence: f64,
    /// Messages by queue, in the order of [`QueueKey::ALL`].
    pub queues: [u64; 5],
}

/// Whether the messages are still of the kind that the classifier was made for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DriftView {
    /// The weeks by their Mondays, oldest first.
    pub weeks: Vec<(Date, ReadingWeek)>,
    /// What they are compared with: the four weeks before the version in use was trained, or the first four there are.
    pub reference: ReadingWeek,
    /// The last seven days.
    pub latest: ReadingWeek,
    /// The population stability index of the mix of queues; `None` of fewer messages than say anything.
    pub stability: Option<f64>,
}

impl DriftView {
    /// Messages that each side needs before the index says anything.
    pub const LEAST: u64 = 100;
}

/// Everything the page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClassifierView {
    /// Corrections on which nobody has decided, newest first.
    pub open: Vec<CorrectionView>,
    /// Those decided last.
    pub judged: Vec<CorrectionView>,
    /// Accepted ones that the version in use has not learnt.
    pub fresh: i64,
    /// Versions that were trained here, newest first.
    pub versions: Vec<VersionView>,
    /// Whether the one that the product comes with answers.
    pub bundled_in_use: bool,
    /// Whether a retraining waits or runs.
    pub training: bool,
    /// Whether the messages have moved.
    pub drift: DriftView,
}

/// Most rows of each list of [`ClassifierView`].
pub const CORRECTIONS_SHOWN: i64 = 100;
