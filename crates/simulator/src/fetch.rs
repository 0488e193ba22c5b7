//! Fetching the files that the desk sends by their addresses, as a vendor does before it sends them on.

use std::time::Duration;

use axum::body::Bytes;
use reqwest::header::CONTENT_TYPE;
use url::Url;

use crate::{
    deliver::target,
    line::OnLine,
    media::sha256_hex,
    message::{MediaSource, MessageId},
    vendor,
};

/// How long the desk may take for a file.
const PATIENCE: Duration = Duration::from_secs(15);

/// Fetches what must be fetched and writes down what came. Returns the vendor's number where something did not come.
pub(crate) async fn all(on: &OnLine, id: &MessageId, sources: &[MediaSource]) -> Option<u32> {
    let (_, unfetched) = vendor::give_up_codes(&on.line.config.vendor);
    for (index, source) in sources.iter().enumerate() {
        let MediaSource::Link(url) = source else { continue };
        let Ok((bytes, mime_type)) = one(on, url).await else {
            return unfetched;
        };
        let mut ledger = on.board.ledger();
        let file = ledger.find_mut(id).and_then(|entry| entry.content.media.get_mut(index));
        if let Some(file) = file {
            file.size = Some(bytes.len());
            file.sha256 = Some(sha256_hex(&bytes));
            file.mime_type = mime_type;
        }
    }
    None
}

/// A file and its type.
async fn one(on: &OnLine, url: &Url) -> reqwest::Result<(Bytes, Option<String>)> {
    // Only the desk's own files are where the desk really listens.
    let of_the_desk = url.host() == on.line.config.desk_webhook.host();
    let listens_at = on.board.config().desk_listens_at.as_ref().filter(|_| of_the_desk);
    let url = target(url, listens_at);
    let answer = on
        .board
        .http()
        .get(url)
        .timeout(PATIENCE)
        .send()
        .await?
        .error_for_status()?;
    let mime_type = answer
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    Ok((answer.bytes().await?, mime_type))
}
