//! What makes vectors of texts: an API of OpenAI's shape where one is named, else the model in a file, else nothing.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context, Result};
use clap::Args;
use enlace_ai::{
    embedder::Embedder,
    local::{LocalEmbedder, ModelFileError},
    openai::{DEFAULT_MODEL, OPENAI, OpenAiEmbedder, OpenAiSettings},
};
use secrecy::SecretString;
use url::Url;

use super::{quiet::Quiet, within};

/// The value of EMBEDDING_MODEL that keeps texts on this machine whatever else is set.
const LOCAL: &str = "local";

/// Embedding settings.
#[derive(Args, Debug, Clone)]
pub struct EmbeddingSettings {
    /// API of OpenAI's shape that makes vectors of texts, like https://api.openai.com/v1. With neither this nor OPENAI_API_KEY, a model on this machine makes them and no text leaves it.
    #[arg(long, env = "OPENAI_BASE_URL", value_parser = Quiet(parse_base))]
    pub openai_base_url: Option<Url>,
    /// Key of that API; with it alone, the API is OpenAI's own.
    #[arg(long, env = "OPENAI_API_KEY", hide_env_values = true, value_parser = Quiet(parse_key))]
    pub openai_api_key: Option<SecretString>,
    /// Name of the model at that API; "local" for the model on this machine even so.
    #[arg(long, env = "EMBEDDING_MODEL", default_value = DEFAULT_MODEL)]
    pub embedding_model: String,
    /// How many numbers a vector has, where the model at that API can shorten them; without it, as many as it gives.
    #[arg(long, env = "EMBEDDING_DIMENSIONS", value_parser = within(8_u32, 8_192))]
    pub embedding_dimensions: Option<u32>,
    /// File of the model on this machine, as deploy/setup/model.sh fetches it. Default: models/e5-small-q4.bin in the data folder. Without the file, search and classifier know words only.
    #[arg(long, env = "EMBEDDING_FILE")]
    pub embedding_file: Option<PathBuf>,
}

impl EmbeddingSettings {
    /// What makes vectors; nothing, and a warning in the log, where no API is named and the file is missing.
    ///
    /// # Errors
    /// The API named does not answer with vectors, or the file is no model.
    pub async fn embedder(&self, data: &Path) -> Result<Option<Arc<dyn Embedder>>> {
        if let Some(settings) = self.api()? {
            let embedder = OpenAiEmbedder::connect(settings).await.context(
                "OPENAI_BASE_URL, OPENAI_API_KEY, EMBEDDING_MODEL, EMBEDDING_DIMENSIONS: no vectors from there",
            )?;
            return Ok(Some(Arc::new(embedder)));
        }
        let path = self.file(data);
        match tokio::task::spawn_blocking(move || LocalEmbedder::open(&path)).await? {
            Ok(embedder) => Ok(Some(Arc::new(embedder))),
            Err(ModelFileError::Missing(path)) => {
                tracing::warn!(
                    model.path = %path.display(),
                    "There is no model file: search and classifier know words only. deploy/setup/model.sh fetches it, EMBEDDING_FILE names it"
                );
                Ok(None)
            }
            Err(error) => Err(error).context("EMBEDDING_FILE: fetch it again with deploy/setup/model.sh"),
        }
    }

    /// The API that is named.
    fn api(&self) -> Result<Option<OpenAiSettings>> {
        let Some(base_url) = self.base_url()?.filter(|_| self.embedding_model != LOCAL) else {
            return Ok(None);
        };
        Ok(Some(OpenAiSettings {
            base_url,
            api_key: self.openai_api_key.clone(),
            model: self.embedding_model.clone(),
            dimensions: self.embedding_dimensions,
        }))
    }

    /// Where the API is; `None` where none is named.
    ///
    /// # Errors
    /// Never: OpenAI's own address is one.
    pub fn base_url(&self) -> Result<Option<Url>> {
        match (&self.openai_base_url, &self.openai_api_key) {
            (Some(url), _) => Ok(Some(url.clone())),
            (None, Some(_)) => Ok(Some(Url::parse(OPENAI)?)),
            (None, None) => Ok(None),
        }
    }

    /// The file of the model on this machine.
    #[must_use]
    pub fn file(&self, data: &Path) -> PathBuf {
        let usual = || data.join("models/e5-small-q4.bin");
        self.embedding_file.clone().unwrap_or_else(usual)
    }
}

fn parse_base(text: &str) -> Result<Url, String> {
    Url::parse(text)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some() && url.query().is_none())
        .ok_or_else(|| "OPENAI_BASE_URL is an address like https://api.openai.com/v1".to_owned())
}

fn parse_key(text: &str) -> Result<SecretString, String> {
    let usable = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    usable
        .then(|| SecretString::from(text.to_owned()))
        .ok_or_else(|| "OPENAI_API_KEY is a key without spaces".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> EmbeddingSettings {
        EmbeddingSettings {
            openai_base_url: None,
            openai_api_key: None,
            embedding_model: DEFAULT_MODEL.to_owned(),
            embedding_dimensions: None,
            embedding_file: None,
        }
    }

    #[test]
    fn an_api_is_asked_only_where_one_is_named() {
        assert!(settings().api().unwrap().is_none());
        let mut named = settings();
        named.openai_api_key = Some("a-key".into());
        assert_eq!(named.api().unwrap().unwrap().base_url.as_str(), OPENAI);
        named.openai_base_url = Some(parse_base("http://127.0.0.1:8000/v1").unwrap());
        assert_eq!(named.api().unwrap().unwrap().base_url.port(), Some(8000));
        named.embedding_model = LOCAL.to_owned();
        assert!(named.api().unwrap().is_none());
    }

    #[test]
    fn wrong_values_are_named() {
        assert!(parse_base("api.openai.com").unwrap_err().contains("OPENAI_BASE_URL"));
        let refused = parse_key("se gredo").unwrap_err();
        assert!(refused.contains("OPENAI_API_KEY") && !refused.contains("gredo"));
    }

    #[tokio::test]
    async fn without_a_file_there_is_nothing_and_a_broken_one_stops_the_start() {
        let folder = tempfile::tempdir().unwrap();
        assert!(settings().embedder(folder.path()).await.unwrap().is_none());
        let mut broken = settings();
        let path = folder.path().join("model.bin");
        std::fs::write(&path, b"not a model").unwrap();
        broken.embedding_file = Some(path);
        let error = broken.embedder(folder.path()).await.err().unwrap();
        assert!(format!("{error:#}").contains("EMBEDDING_FILE"));
    }
}
