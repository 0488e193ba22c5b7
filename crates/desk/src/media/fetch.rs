//! The job that fetches one file.

use std::time::Duration;

use anyhow::Context;
use bytes::Bytes;
use enlace_domain::{MediaId, MessageId, MessageKind};
use enlace_jobs::{Attempt, Finish, Job, JobError};
use enlace_store::{
    jobs,
    media::{self, Fetching, Stored},
    uploads,
};
use enlace_whatsapp::{MediaError, MediaReference, vcard};
use futures::TryStreamExt;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{KeepError, words};
use crate::{Actor, Desk, DeskError, channels};

/// How long one waits for its turn.
const TURN: Duration = Duration::from_millis(500);

/// So often a file is looked for that the provider does not have.
const LOOKS: i32 = 3;

/// So much is read of a file of address cards, in bytes: portraits make them large.
const CARDS_READ: u64 = 2 * 1024 * 1024;

/// Fetches one file that a message names. It has no ordering key: no message waits for it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct FetchMedia {
    media: MediaId,
}

impl FetchMedia {
    /// For this file.
    #[must_use]
    pub const fn new(media: MediaId) -> Self {
        Self { media }
    }

    /// Its file.
    pub(crate) const fn media(self) -> MediaId {
        self.media
    }
}

/// Why a file did not come.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchError {
    #[error("the channel could not be opened")]
    Channel(#[source] DeskError),
    #[error(transparent)]
    Provider(#[from] MediaError),
    #[error(transparent)]
    Keep(#[from] KeepError<MediaError>),
    #[error("the same file was cleared away in the same moment")]
    ClearedAway,
}

impl FetchError {
    /// A webhook may be faster than the file behind it: what is not there is looked for once more, and again. Not more
    /// often, for a vendor may shut out whoever asks for what it does not have (360dialog after 20 calls).
    fn may_come_yet(&self, attempt: i32) -> bool {
        matches!(self, Self::Provider(MediaError::Gone)) && attempt < LOOKS
    }

    /// The words for the agent where another try changes nothing.
    fn final_words(&self) -> Option<String> {
        match self {
            Self::Provider(error) | Self::Keep(KeepError::Source(error)) => match error {
                MediaError::RetryLater(_) => None,
                MediaError::Gone => Some(words::GONE.to_owned()),
                MediaError::Account => Some(words::ACCOUNT.to_owned()),
                MediaError::NoAddress => Some(words::NO_ADDRESS.to_owned()),
            },
            Self::Keep(KeepError::TooLarge { limit }) => Some(words::too_large(*limit)),
            Self::Channel(_) | Self::Keep(KeepError::Store(_)) | Self::ClearedAway => None,
        }
    }
}

impl Job for FetchMedia {
    type Parts = Desk;
    const NAME: &'static str = "fetch_media";
    const PRIORITY: i16 = 60;
    /// About ten minutes; then a person may ask for it again.
    const MAX_ATTEMPTS: i32 = 11;

    async fn run(self, desk: Desk, attempt: Attempt) -> Result<Finish, JobError> {
        let Some(_turn) = desk.files().turn() else {
            return Err(JobError::Postpone {
                after: TURN,
                why: "other files are on their way".to_owned(),
            });
        };
        let begun = media::begin_fetch(&mut *desk.pool().acquire().await?, self.media).await?;
        let Some(fetching) = begun else {
            return Ok(Finish::Remove);
        };
        let result = fetch(&desk, &fetching).await;
        let outcome = if result.is_ok() { "stored" } else { "failed" };
        metrics::counter!("enlace_media_fetched_total", "outcome" => outcome).increment(1);
        let mut tx = desk.pool().begin().await?;
        match result {
            Ok(Fetched { stored, contacts }) => {
                // the message first, as wherever one is changed
                if !contacts.is_empty() {
                    media::keep_contacts(&mut tx, self.media, &Value::Array(contacts)).await?;
                }
                uploads::hold_object(&mut tx, &stored.sha256).await?;
                media::keep_stored(&mut tx, self.media, &stored).await?;
                // the same bytes may have lain here since long ago, and have been cleared away just now
                let is_there = desk.files().has(&stored.sha256).await.map_err(JobError::retry)?;
                if !is_there {
                    return Err(JobError::retry(FetchError::ClearedAway));
                }
            }
            Err(error) => match error.final_words().filter(|_| !error.may_come_yet(attempt.number())) {
                Some(words) => media::keep_failed(&mut tx, self.media, &words).await?,
                None if attempt.is_last() => media::keep_failed(&mut tx, self.media, words::GAVE_UP).await?,
                None => return Err(JobError::retry(error)),
            },
        }
        let finish = attempt.finish(&mut tx).await?;
        tx.commit().await?;
        desk.hub().wake();
        Ok(finish)
    }
}

/// A file that came.
struct Fetched {
    stored: Stored,
    /// The address cards that it holds, where its message is one of cards.
    contacts: Vec<Value>,
}

async fn fetch(desk: &Desk, fetching: &Fetching) -> Result<Fetched, FetchError> {
    let reference: MediaReference =
        serde_json::from_value(fetching.reference.clone()).map_err(|_| MediaError::NoAddress)?;
    let channel = channels::load(desk, fetching.channel)
        .await
        .map_err(FetchError::Channel)?;
    let limit = desk.files().limits().of(fetching.kind);
    let body = channel.provider.fetch_media(&reference).await?;
    if body.length.is_some_and(|length| length > limit) {
        return Err(KeepError::TooLarge { limit }.into());
    }
    let stored = desk.files().keep(body.pieces.map_ok(Bytes::from), limit).await?;
    let contacts = if fetching.kind == MessageKind::Contacts {
        cards(desk, &stored).await.map_err(KeepError::<MediaError>::Store)?
    } else {
        Vec::new()
    };
    Ok(Fetched { stored, contacts })
}

/// The address cards in a file; none where it holds something else.
async fn cards(desk: &Desk, stored: &Stored) -> Result<Vec<Value>, object_store::Error> {
    let bytes = u64::try_from(stored.bytes).unwrap_or_default().min(CARDS_READ);
    let mut pieces = desk.files().read(&stored.sha256, 0..bytes).await?;
    let mut file = Vec::new();
    while let Some(piece) = pieces.try_next().await? {
        file.extend_from_slice(&piece);
    }
    Ok(vcard::contacts(&String::from_utf8_lossy(&file)))
}

/// Asks for a file again that could not be had. One that is here or on its way stays as it is.
///
/// # Errors
/// [`DeskError::NotFound`].
pub async fn fetch_again(desk: &Desk, _actor: &Actor, id: MediaId) -> Result<MessageId, DeskError> {
    let mut tx = desk.pool().begin().await?;
    let file = media::find(&mut tx, id)
        .await?
        .ok_or(DeskError::NotFound { what: "file" })?;
    let message = file.message;
    if media::queue_again(&mut tx, id).await? {
        let row = FetchMedia::new(id)
            .row(None, Duration::ZERO)
            .context("Failed to write a fetch job")?;
        jobs::insert(&mut tx, &[row]).await?;
        tx.commit().await?;
        desk.hub().wake();
        desk.jobs_added().ring(desk.pool());
    }
    Ok(message)
}
