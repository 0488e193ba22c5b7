//! Where a file is: its id leads to an address that lasts five minutes.

use serde::Deserialize;
use url::Url;

use super::outcome;
use crate::{MediaError, SendError};

/// What Meta says of a file.
#[derive(Deserialize)]
pub(super) struct FileRecord {
    url: String,
}

impl FileRecord {
    /// The address, on `host` where the files are handed out by somebody in between.
    ///
    /// # Errors
    /// [`MediaError::NoAddress`] where it is none.
    pub(super) fn address(&self, host: Option<&str>) -> Result<Url, MediaError> {
        let url = Url::parse(&self.url).map_err(|_| MediaError::NoAddress)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(MediaError::NoAddress);
        }
        let Some(host) = host else { return Ok(url) };
        let mut there = Url::parse(host).map_err(|_| MediaError::NoAddress)?;
        there.set_path(url.path());
        there.set_query(url.query());
        Ok(there)
    }
}

/// Why an address was not told.
pub(super) fn file_error(error: &SendError) -> MediaError {
    match error {
        SendError::Account { code, .. } if code == outcome::UNKNOWN || code == "http-404" => MediaError::Gone,
        SendError::Account { .. } => MediaError::Account,
        // nothing but the id was asked, and it is not accepted
        SendError::Refused { .. } => MediaError::Gone,
        other => MediaError::RetryLater(other.to_string()),
    }
}

/// Whether an id may stand in an address as it is.
pub(super) fn is_file_id(id: &str) -> bool {
    (1..=128).contains(&id.len())
        && id
            .bytes()
            .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_may_be_another_one() {
        let record = FileRecord {
            url: "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&hash=2".to_owned(),
        };
        assert_eq!(record.address(None).unwrap().host_str(), Some("lookaside.fbsbx.com"));
        assert_eq!(
            record.address(Some("https://waba-v2.360dialog.io")).unwrap().as_str(),
            "https://waba-v2.360dialog.io/whatsapp_business/attachments/?mid=1&hash=2"
        );
        let record = FileRecord {
            url: "file:///etc/passwd".to_owned(),
        };
        assert!(record.address(None).is_err());
    }

    #[test]
    fn an_id_that_is_not_known_is_a_file_that_is_gone() {
        let account = |code: &str| SendError::Account {
            code: code.to_owned(),
            words: String::new(),
        };
        assert_eq!(file_error(&account(outcome::UNKNOWN)), MediaError::Gone);
        assert_eq!(file_error(&account("http-404")), MediaError::Gone);
        assert_eq!(file_error(&account("190")), MediaError::Account);
        assert!(matches!(file_error(&SendError::InDoubt), MediaError::RetryLater(_)));
    }

    #[test]
    fn an_id_leads_nowhere_else() {
        assert!(is_file_id("1234567890"));
        for id in ["", "../me", "1/2", "a?b"] {
            assert!(!is_file_id(id), "{id}");
        }
    }
}
