//! Vectors of texts by an API of OpenAI's shape.

use std::{fmt, time::Duration};

use async_openai::{
    Client,
    config::OpenAIConfig,
    types::embeddings::{CreateEmbeddingRequest, Embedding, EmbeddingInput},
};
use async_trait::async_trait;
use secrecy::SecretString;
use url::Url;

use super::Failure;
use crate::embedder::{EmbedError, Embedder, TextKind, to_unit_length};

/// The model where none is set.
pub const DEFAULT_MODEL: &str = "text-embedding-3-large";
/// How long one request may take, in all its attempts.
const PATIENCE: Duration = Duration::from_secs(20);
/// Most texts in one request. OpenAI takes 2,048; smaller servers compute while the clock runs.
const TEXTS: usize = 64;
/// Most bytes of text in one request. OpenAI takes 300,000 tokens, which are never fewer bytes.
const BYTES: usize = 200_000;

/// Which API, and what to ask of it.
#[derive(Clone, Debug)]
pub struct OpenAiSettings {
    /// The address before `/embeddings`, like [`super::OPENAI`].
    pub base_url: Url,
    /// What the API knows us by; servers of one's own need none.
    pub api_key: Option<SecretString>,
    /// The model's name there.
    pub model: String,
    /// How many numbers to ask for, where the model can shorten its vectors; without it, as many as it has.
    pub dimensions: Option<u32>,
}

/// Makes vectors by an API. Cheap to clone.
#[derive(Clone)]
pub struct OpenAiEmbedder {
    client: Client<OpenAIConfig>,
    model: String,
    asked_for: Option<u32>,
    dimensions: usize,
    name: String,
}

impl OpenAiEmbedder {
    /// Sets the client up and asks for one vector, to learn how long the model's are.
    ///
    /// # Errors
    /// The API does not answer, or not with a vector of the size asked for.
    pub async fn connect(settings: OpenAiSettings) -> Result<Self, EmbedError> {
        let client = super::client(&settings.base_url, settings.api_key.as_ref(), PATIENCE)
            .map_err(|error| EmbedError::Api(error.to_string()))?;
        let mut embedder = Self {
            client,
            model: settings.model,
            asked_for: settings.dimensions,
            dimensions: 0,
            name: String::new(),
        };
        let probe = embedder.ask(&["teste".to_owned()]).await?;
        embedder.dimensions = probe.first().map_or(0, Vec::len);
        if embedder.dimensions == 0 {
            return Err(EmbedError::Unusable("an empty vector".to_owned()));
        }
        if let Some(wanted) = embedder
            .asked_for
            .filter(|wanted| *wanted as usize != embedder.dimensions)
        {
            let got = embedder.dimensions;
            return Err(EmbedError::Unusable(format!(
                "vectors of {got} numbers where {wanted} were asked for"
            )));
        }
        embedder.name = format!("{}-{}", embedder.model, embedder.dimensions);
        Ok(embedder)
    }

    /// One request.
    async fn ask(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, EmbedError> {
        // the API refuses texts of no letters, and a space means as little
        let input = texts
            .iter()
            .map(|text| if text.is_empty() { " " } else { text }.to_owned());
        let request = CreateEmbeddingRequest {
            model: self.model.clone(),
            input: EmbeddingInput::StringArray(input.collect()),
            dimensions: self.asked_for,
            ..CreateEmbeddingRequest::default()
        };
        let api = self.client.embeddings();
        let answer = tokio::time::timeout(PATIENCE, api.create(request))
            .await
            .map_err(|_| EmbedError::Api(format!("no answer within {} s", PATIENCE.as_secs())))?
            .map_err(|error| EmbedError::from(Failure::of(&error)))?;
        in_order(answer.data, texts.len())
    }
}

#[async_trait]
impl Embedder for OpenAiEmbedder {
    async fn embed(&self, _kind: TextKind, texts: &[String]) -> Result<Vec<Vec<f32>>, EmbedError> {
        let mut vectors = Vec::with_capacity(texts.len());
        for request in in_requests(texts) {
            vectors.extend(self.ask(request).await?);
        }
        if vectors.iter().any(|vector| vector.len() != self.dimensions) {
            return Err(EmbedError::Unusable("vectors of another length than before".to_owned()));
        }
        Ok(vectors)
    }

    fn dimensions(&self) -> usize {
        self.dimensions
    }

    fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Debug for OpenAiEmbedder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OpenAiEmbedder").field(&self.name).finish()
    }
}

impl From<Failure> for EmbedError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Api(why) => Self::Api(why),
            Failure::Unreadable => Self::Unusable("something else than embeddings".to_owned()),
        }
    }
}

/// The vectors by the numbers the API gave them, each of length one.
fn in_order(data: Vec<Embedding>, texts: usize) -> Result<Vec<Vec<f32>>, EmbedError> {
    let mut vectors = vec![Vec::new(); texts];
    for Embedding { index, embedding, .. } in data {
        let place = vectors.get_mut(index as usize);
        *place.ok_or_else(|| EmbedError::Unusable("more vectors than texts".to_owned()))? = embedding;
    }
    if vectors
        .iter()
        .any(|vector| vector.is_empty() || !vector.iter().all(|one| one.is_finite()))
    {
        return Err(EmbedError::Unusable("too few vectors, or none of numbers".to_owned()));
    }
    vectors.iter_mut().for_each(|vector| to_unit_length(vector));
    Ok(vectors)
}

/// Neighbouring texts as many as fit in one request, and at least one.
fn in_requests(texts: &[String]) -> Vec<&[String]> {
    let mut requests = Vec::new();
    let mut rest = texts;
    while !rest.is_empty() {
        let mut bytes = 0;
        let fitting = rest.iter().take(TEXTS).take_while(|text| {
            bytes += text.len();
            bytes <= BYTES
        });
        let (request, after) = rest.split_at(fitting.count().max(1));
        requests.push(request);
        rest = after;
    }
    requests
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector(index: u32, embedding: &[f32]) -> Embedding {
        Embedding {
            index,
            object: "embedding".to_owned(),
            embedding: embedding.to_vec(),
        }
    }

    #[test]
    fn vectors_come_in_the_order_of_the_texts_and_none_may_be_missing() {
        let found = in_order(vec![vector(1, &[0.0, 2.0]), vector(0, &[3.0, 4.0])], 2).unwrap();
        assert_eq!(found, [[0.6, 0.8], [0.0, 1.0]]);
        assert!(in_order(vec![vector(0, &[1.0])], 2).is_err());
        assert!(in_order(vec![vector(2, &[1.0])], 2).is_err());
        assert!(in_order(vec![vector(0, &[f32::NAN])], 1).is_err());
    }

    #[test]
    fn a_request_is_neither_long_nor_empty() {
        let texts: Vec<String> = (0..130)
            .map(|_| "x".to_owned())
            .chain(["y".repeat(BYTES + 1)])
            .collect();
        let sizes: Vec<usize> = in_requests(&texts).into_iter().map(<[String]>::len).collect();
        assert_eq!(sizes, [64, 64, 2, 1]);
    }
}
