//! What judges messages of which the classifier is unsure: a model at an API of OpenAI's shape, where one is named.

use anyhow::{Context, Result};
use clap::Args;
use enlace_ai::openai::{Arbiter, ChatSettings};

use super::EmbeddingSettings;

/// Settings of the language model.
#[derive(Args, Debug, Clone)]
pub struct ArbiterSettings {
    /// Name of a chat model at the API of OPENAI_BASE_URL or OPENAI_API_KEY that judges the messages of which the classifier is unsure. Without it the subscriber is asked, and no text goes there for that.
    #[arg(long, env = "CHAT_MODEL", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub chat_model: Option<String>,
}

impl ArbiterSettings {
    /// What judges; nothing where no model is named.
    ///
    /// # Errors
    /// A model is named, but no API.
    pub fn arbiter(&self, api: &EmbeddingSettings) -> Result<Option<Arbiter>> {
        let Some(model) = self.chat_model.clone() else {
            return Ok(None);
        };
        let base_url = api
            .base_url()?
            .context("CHAT_MODEL: OPENAI_BASE_URL or OPENAI_API_KEY must say where that model is")?;
        let settings = ChatSettings {
            base_url,
            api_key: api.openai_api_key.clone(),
            model,
        };
        Ok(Some(Arbiter::new(&settings)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_needs_an_api_and_an_api_alone_judges_nothing() {
        let mut api = EmbeddingSettings {
            openai_base_url: None,
            openai_api_key: None,
            embedding_model: "local".to_owned(),
            embedding_dimensions: None,
            embedding_file: None,
        };
        let settings = |model: Option<&str>| ArbiterSettings {
            chat_model: model.map(str::to_owned),
        };
        assert!(settings(None).arbiter(&api).unwrap().is_none());
        let error = settings(Some("a-model")).arbiter(&api).err().unwrap();
        assert!(error.to_string().contains("CHAT_MODEL") && error.to_string().contains("OPENAI_BASE_URL"));
        api.openai_api_key = Some("a-key".into());
        assert!(settings(None).arbiter(&api).unwrap().is_none());
        assert!(settings(Some("a-model")).arbiter(&api).unwrap().is_some());
    }
}
