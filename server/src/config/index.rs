//! Where the knowledge index lies: on a Qdrant server where one is named, else in the data folder.

use std::{path::Path, sync::Arc};

use anyhow::{Context, Result};
use clap::Args;
use enlace_search::{EdgeIndex, Index, ServerAddress, ServerIndex, Shape};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::quiet::Quiet;

/// Settings of the knowledge index.
#[derive(Args, Debug, Clone)]
pub struct IndexSettings {
    /// Qdrant server that holds the knowledge index for all processes, by its gRPC port, like http://qdrant.example.com:6334. Without it, each process keeps its own in the data folder.
    #[arg(long, env = "QDRANT_URL", hide_env_values = true, value_parser = Quiet(parse_address))]
    pub qdrant_url: Option<Url>,
    /// Key of that server, where it wants one.
    #[arg(long, env = "QDRANT_API_KEY", hide_env_values = true, value_parser = Quiet(parse_key))]
    pub qdrant_api_key: Option<SecretString>,
    /// What the names of the desk's collections begin with: another for each desk on one server.
    #[arg(long, env = "QDRANT_COLLECTION", default_value = "enlace", value_parser = parse_prefix)]
    pub qdrant_collection: String,
}

impl IndexSettings {
    /// The index for texts of this shape. It is opened when it is first used.
    ///
    /// # Errors
    /// The server's address can't be used.
    pub fn index(&self, data: &Path, shape: Shape) -> Result<Arc<dyn Index>> {
        Ok(match self.server(shape.clone())? {
            Some(index) => Arc::new(index),
            None => local(data, shape),
        })
    }

    /// The index on the server, where one is named.
    ///
    /// # Errors
    /// Its address can't be used.
    pub fn server(&self, shape: Shape) -> Result<Option<ServerIndex>> {
        let Some(url) = &self.qdrant_url else {
            return Ok(None);
        };
        let address = ServerAddress {
            url: url.to_string(),
            api_key: self.qdrant_api_key.as_ref().map(|key| key.expose_secret().to_owned()),
            prefix: self.qdrant_collection.clone(),
        };
        let index = ServerIndex::new(&address, shape).context("QDRANT_URL: the address can't be used")?;
        Ok(Some(index))
    }
}

/// The index of this process, below the data folder.
#[must_use]
pub fn local(data: &Path, shape: Shape) -> Arc<dyn Index> {
    Arc::new(EdgeIndex::new(data.join("search"), shape))
}

fn parse_address(text: &str) -> Result<Url, String> {
    Url::parse(text)
        .ok()
        .filter(|url| {
            let plain = url.username().is_empty() && url.password().is_none() && url.query().is_none();
            plain && url.path() == "/" && matches!(url.scheme(), "http" | "https") && url.host().is_some()
        })
        .ok_or_else(|| {
            "QDRANT_URL is an address like http://qdrant.example.com:6334; a key goes into QDRANT_API_KEY".to_owned()
        })
}

fn parse_key(text: &str) -> Result<SecretString, String> {
    let usable = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    usable
        .then(|| SecretString::from(text.to_owned()))
        .ok_or_else(|| "QDRANT_API_KEY is a key without spaces".to_owned())
}

fn parse_prefix(text: &str) -> Result<String, String> {
    let letters = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    (letters && (1..=60).contains(&text.len()))
        .then(|| text.to_owned())
        .ok_or_else(|| "QDRANT_COLLECTION is up to 60 letters, digits, - and _".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_values_are_named_and_secrets_not_repeated() {
        assert!(parse_address("http://127.0.0.1:6334").is_ok() && parse_address("https://qdrant.test:6334/").is_ok());
        for wrong in [
            "qdrant:6334",
            "http://key:segredo@host:6334",
            "http://host:6334/?api-key=segredo",
        ] {
            let refused = parse_address(wrong).unwrap_err();
            assert!(
                refused.contains("QDRANT_URL") && !refused.contains("segredo"),
                "{wrong}: {refused}"
            );
        }
        let refused = parse_key("se gredo").unwrap_err();
        assert!(refused.contains("QDRANT_API_KEY") && !refused.contains("gredo"));
        assert!(parse_prefix("enlace-2").is_ok() && parse_prefix("").is_err() && parse_prefix("a/b").is_err());
    }

    #[tokio::test]
    async fn without_an_address_the_index_lies_in_the_data_folder() {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = IndexSettings {
            qdrant_url: None,
            qdrant_api_key: None,
            qdrant_collection: "enlace".to_owned(),
        };
        let index = settings.index(folder.path(), Shape::words_only()).unwrap();
        assert!(!index.is_shared());
        settings.qdrant_url = Some(parse_address("http://127.0.0.1:1").unwrap());
        let index = settings.index(folder.path(), Shape::words_only()).unwrap();
        assert!(index.is_shared(), "a server that is away stops nothing");
        assert!(index.held().await.unwrap_err().is_away());
    }
}
