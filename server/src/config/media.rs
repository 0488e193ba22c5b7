//! Where the files of messages lie, and how large they may be.

use std::path::Path;

use anyhow::Result;
use clap::Args;
use enlace_desk::media::{FileStore, MediaLimits};
use url::Url;

const MEBIBYTE: u64 = 1024 * 1024;

/// File settings.
#[derive(Args, Debug, Clone)]
pub struct MediaSettings {
    /// Where the files of messages lie: s3://bucket/prefix, with the usual AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and (for other makes of S3) AWS_ENDPOINT. Without it, in the folder `media` of the data folder. All processes of a desk must see the same files.
    #[arg(long, env = "ENLACE_MEDIA_URL", value_parser = parse_bucket)]
    pub media_url: Option<Url>,
    /// Largest document, in MB. WhatsApp takes up to 100.
    #[arg(long, env = "ENLACE_MEDIA_DOCUMENT_MB", default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=2_000))]
    pub media_document_mb: u64,
    /// Largest picture, sound or film, in MB. WhatsApp takes up to 16.
    #[arg(long, env = "ENLACE_MEDIA_MB", default_value_t = 16, value_parser = clap::value_parser!(u64).range(1..=2_000))]
    pub media_mb: u64,
}

impl MediaSettings {
    /// The store of the settings, or the one in the data folder.
    ///
    /// # Errors
    /// The folder can't be made, or the bucket's settings are wrong.
    pub fn files(&self, data: &Path) -> Result<FileStore> {
        let limits = MediaLimits {
            document: self.media_document_mb * MEBIBYTE,
            other: self.media_mb * MEBIBYTE,
        };
        match &self.media_url {
            Some(address) => FileStore::in_bucket(address, limits),
            None => FileStore::in_folder(&data.join("media"), limits),
        }
    }
}

fn parse_bucket(text: &str) -> Result<Url, String> {
    Url::parse(text)
        .ok()
        .filter(|url| url.scheme() == "s3" && url.host().is_some())
        .ok_or_else(|| "ENLACE_MEDIA_URL is an address like s3://bucket/prefix".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_lie_in_a_bucket_or_in_the_data_folder() {
        assert!(parse_bucket("s3://enlace/files").is_ok());
        assert!(parse_bucket("/srv/files").unwrap_err().contains("ENLACE_MEDIA_URL"));
    }
}
