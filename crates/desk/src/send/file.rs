//! A file of ours, as its message keeps it until it is sent.

use anyhow::Context;
use enlace_domain::{Means, MediaId, MessageKind};
use enlace_store::{media::find, uploads::Upload};
use enlace_whatsapp::{Content, OutgoingMedia};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::PgConnection;

use crate::{Desk, DeskError, means, media};

/// What a message keeps under `file`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SentFile {
    media: MediaId,
    kind: MessageKind,
    content_type: String,
    file_name: Option<String>,
}

impl SentFile {
    /// The key in a message's `extra`.
    const KEPT_AS: &'static str = "file";

    /// A file that somebody has chosen, under the id that it has as the message's.
    pub(crate) fn new(media: MediaId, kind: MessageKind, upload: &Upload) -> Self {
        Self {
            media,
            kind,
            content_type: upload.stored.content_type.clone(),
            file_name: upload.file_name.clone(),
        }
    }

    /// What the message keeps.
    pub(crate) fn extra(&self) -> Result<Value, DeskError> {
        let kept = serde_json::to_value(self).context("Failed to write a file")?;
        Ok(json!({ Self::KEPT_AS: kept }))
    }

    /// Whether a message with this `extra` carries a file.
    pub(super) fn is_in(extra: &Value) -> bool {
        extra.get(Self::KEPT_AS).is_some()
    }

    /// What a message keeps with this file where another provider sends it, as whatever kind that one takes it as; `None`
    /// where it takes no such file, or would drop the words below it.
    pub(super) async fn elsewhere(
        tx: &mut PgConnection,
        means: &Means,
        mut extra: Value,
        caption: &str,
    ) -> Result<Option<Value>, DeskError> {
        let kept: Option<Self> = extra
            .get(Self::KEPT_AS)
            .and_then(|kept| serde_json::from_value(kept.clone()).ok());
        let Some(kept) = kept else { return Ok(None) };
        let bytes = find(tx, kept.media).await?.and_then(|file| file.bytes).unwrap_or(0);
        let allowed = means.of(&kept.content_type, u64::try_from(bytes).unwrap_or(0)).ok();
        let Some(allowed) = allowed.filter(|allowed| caption.chars().count() <= allowed.caption) else {
            return Ok(None);
        };
        let kind = allowed.kind;
        extra[Self::KEPT_AS] = serde_json::to_value(Self { kind, ..kept }).context("Failed to write a file")?;
        Ok(Some(extra))
    }

    /// The file of a message, ready to be sent with a link that holds from now on; `None` where it carries none.
    pub(super) fn content(desk: &Desk, extra: &Value, caption: &str) -> Option<Content> {
        let kept: Self = serde_json::from_value(extra.get(Self::KEPT_AS)?.clone()).ok()?;
        kept.media(desk, caption).map(Content::Media)
    }

    /// The same file with these words below it; `None` where it is of no kind that a provider takes.
    pub(super) fn media(self, desk: &Desk, caption: &str) -> Option<OutgoingMedia> {
        Some(OutgoingMedia {
            kind: means::media_kind(self.kind)?,
            link: media::link(desk, self.media),
            content_type: self.content_type,
            file_name: self.file_name,
            caption: caption.to_owned(),
        })
    }

    /// What the message is that carries it.
    pub(super) const fn kind(&self) -> MessageKind {
        self.kind
    }
}

/// Shows no name of a file: `Debug` may reach a log.
impl std::fmt::Debug for SentFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SentFile({}, {})", self.kind, self.content_type)
    }
}
