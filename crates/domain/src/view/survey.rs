//! The survey after closing: how it is set.

use serde::{Deserialize, Serialize};

/// Whether subscribers are asked, and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveySettings {
    /// Whether anybody is asked anything.
    pub is_on: bool,
    /// Whether, once a quarter, a person is asked if they would recommend us instead.
    pub recommending: bool,
    /// Nobody is asked twice within so many days.
    pub pause_days: i32,
    /// The settings as they were seen by whoever saves them.
    pub revision: i32,
}

/// What became of saving settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SettingsOutcome<T> {
    /// They are kept, and now are these.
    Saved(T),
    /// Nothing was changed: somebody was faster, and they now are these.
    Overtaken(T),
}

/// The settings, and what subscribers read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyForm {
    /// As they are.
    pub settings: SurveySettings,
    /// The question about the conversation.
    pub question: String,
    /// Its answers, the lowest first.
    pub choices: Vec<String>,
    /// The question of recommending.
    pub recommending: String,
    /// What follows a score: the invitation to comment.
    pub thanks: String,
    /// The channels with a 24-hour window for which no template is chosen: after it nobody is asked there.
    pub without_template: Vec<String>,
}
