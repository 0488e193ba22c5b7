//! Templates as their page and the composer show them.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{ChannelId, Template, TemplateChoice, TemplateId, TemplatePurpose};

/// A template that may be sent in a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateOption {
    /// Which template.
    pub id: TemplateId,
    /// What it says.
    pub template: Template,
}

/// A template as the page lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateRow {
    /// Which template.
    pub id: TemplateId,
    /// Whose it is.
    pub channel: ChannelId,
    /// The channel's name.
    pub channel_name: String,
    /// What it says and where it stands.
    pub template: Template,
    /// When the provider last listed it.
    #[serde(with = "time::serde::rfc3339")]
    pub synced_at: OffsetDateTime,
}

/// A channel whose provider has templates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateChannel {
    /// Which channel.
    pub id: ChannelId,
    /// Its name.
    pub name: String,
    /// When its provider was last asked.
    #[serde(with = "time::serde::rfc3339::option")]
    pub asked_at: Option<OffsetDateTime>,
    /// Why it did not answer then, in words.
    pub problem: Option<String>,
}

/// Which template automation uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurposeView {
    /// What for.
    pub purpose: TemplatePurpose,
    /// On which channel.
    pub channel: ChannelId,
    /// What a manager has said.
    pub choice: TemplateChoice,
    /// The template that automation picks by itself unless a manager says otherwise; `None` where none fits.
    pub automatic: Option<TemplateId>,
}

/// Everything the templates' page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplatesView {
    /// The channels in use, by name.
    pub channels: Vec<TemplateChannel>,
    /// Their templates, by name; those that the provider lists no more are left out.
    pub templates: Vec<TemplateRow>,
    /// What automation uses: one for each purpose and channel in use.
    pub purposes: Vec<PurposeView>,
}

/// What came of reading the templates from the providers again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateSync {
    /// How many templates the providers list.
    pub listed: usize,
    /// The names of the channels whose provider did not answer.
    pub failed: Vec<String>,
}
