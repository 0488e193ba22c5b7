//! Files of the subscribers, as providers hand them out.

use std::{fmt, time::Duration};

use futures::stream::BoxStream;
use reqwest::StatusCode;
use serde::{Deserialize, Serialize};
use url::Url;

/// A file that a message names, as it is kept in the message's `extra.media`.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MediaReference {
    /// Where it can be fetched, if the provider says so in the message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The provider's id of it, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What the provider says it is; not to be believed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// What the subscriber called it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// Whether it is a voice message rather than a sound file.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub voice: bool,
}

/// A file on its way to us.
pub struct MediaBody {
    /// What the provider says it is.
    pub content_type: Option<String>,
    /// Bytes, if the provider says so.
    pub length: Option<u64>,
    /// The file, piece by piece.
    pub pieces: BoxStream<'static, Result<Vec<u8>, MediaError>>,
}

/// Why a file can't be had, by what may be done about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MediaError {
    /// Ask again later.
    #[error("the provider can't give the file now: {0}")]
    RetryLater(String),
    /// The provider has it no more, or never had it.
    #[error("the provider does not have the file (any more)")]
    Gone,
    /// Our credentials are not accepted.
    #[error("the provider does not accept the channel's credentials")]
    Account,
    /// The message names no file that can be fetched.
    #[error("the message does not say where the file is")]
    NoAddress,
}

/// For one whole file.
const FILE_LIMIT: Duration = Duration::from_secs(300);

/// The whole of a GET of a file, as all providers answer it. `request` carries the credentials that the host of the
/// address may see; redirects are not followed by the shared client, so a caller that must follow one does it without
/// them.
pub(crate) async fn fetch(request: reqwest::RequestBuilder) -> Result<Fetched, MediaError> {
    use futures::{StreamExt, TryStreamExt};

    // a film takes longer than a call
    let answer = request.timeout(FILE_LIMIT).send().await.map_err(|error| {
        if error.is_builder() {
            MediaError::NoAddress
        } else {
            MediaError::RetryLater(
                if error.is_timeout() {
                    "no answer in time"
                } else {
                    "no answer"
                }
                .to_owned(),
            )
        }
    })?;
    let status = answer.status();
    if status.is_redirection() {
        let to = answer
            .headers()
            .get(reqwest::header::LOCATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|text| answer.url().join(text).ok());
        return to.map(Fetched::Moved).ok_or(MediaError::NoAddress);
    }
    match status {
        _ if status.is_success() => {}
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => return Err(MediaError::Account),
        StatusCode::NOT_FOUND | StatusCode::GONE => return Err(MediaError::Gone),
        _ => return Err(MediaError::RetryLater(format!("HTTP {}", status.as_u16()))),
    }
    let content_type = answer
        .headers()
        .get(reqwest::header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    Ok(Fetched::Body(MediaBody {
        content_type,
        length: answer.content_length(),
        pieces: answer
            .bytes_stream()
            .map_ok(|bytes| bytes.to_vec())
            .map_err(|_| MediaError::RetryLater("the file was cut".to_owned()))
            .boxed(),
    }))
}

/// What a GET of a file brought.
pub(crate) enum Fetched {
    /// The file.
    Body(MediaBody),
    /// Another address, to be asked without credentials.
    Moved(Url),
}

/// Shows no address: it may carry a key.
impl fmt::Debug for MediaReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MediaReference")
            .field("content_type", &self.content_type)
            .field("has_url", &self.url.is_some())
            .field("has_id", &self.id.is_some())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for MediaBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MediaBody")
            .field("content_type", &self.content_type)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}
