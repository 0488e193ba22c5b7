//! The index on a Qdrant server: one for all processes of a desk.
//!
//! Questions go to an alias. What stands behind it is a collection of one whole index; a new one is filled beside it, and
//! the alias is moved in one step, so that every question is answered by the one or by the other. The collection's name
//! says for which request it was made, so that the first process to answer a request answers it for all.
//!
//! Points have the ids of their passages and are put before others are removed: writing the same again changes nothing,
//! whoever does it. Callers see to it that two processes don't write different things at once.

mod collection;
mod points;

use std::time::Duration;

use async_trait::async_trait;
use enlace_domain::ArticleId;
use qdrant_client::{
    Qdrant, QdrantError,
    qdrant::{CountPointsBuilder, DeletePointsBuilder, QueryPointsBuilder, ScrollPointsBuilder, UpsertPointsBuilder},
};
use uuid::Uuid;

use crate::{
    Filter, Held, Index, Mark, Passage, Probe, Scored, SearchError, Shape, Words,
    index::tally,
    point::{BATCH, PAGE, SENSE, WORDS, fits},
};

/// A server that is up answers within this.
const TIMEOUT: Duration = Duration::from_secs(15);
/// One that is there takes a connection within this.
const CONNECT: Duration = Duration::from_secs(3);

/// Where the server is.
#[derive(Clone)]
pub struct ServerAddress {
    /// Its gRPC address, like `http://qdrant.example.com:6334`.
    pub url: String,
    /// Its key, where it wants one.
    pub api_key: Option<String>,
    /// What the names of this desk's collections begin with.
    pub prefix: String,
}

/// Never the key.
impl std::fmt::Debug for ServerAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ServerAddress")
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}

/// The index on a server.
pub struct ServerIndex {
    client: Qdrant,
    alias: String,
    shape: Shape,
}

impl std::fmt::Debug for ServerIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ServerIndex")
            .field("alias", &self.alias)
            .finish_non_exhaustive()
    }
}

impl ServerIndex {
    /// An index on this server. Asks it nothing yet: it may be away, and come later.
    ///
    /// # Errors
    /// The address is none.
    pub fn new(address: &ServerAddress, shape: Shape) -> Result<Self, SearchError> {
        let client = Qdrant::from_url(&address.url)
            .api_key(address.api_key.clone())
            .timeout(TIMEOUT)
            .connect_timeout(CONNECT)
            // it prints to the standard output what it finds
            .skip_compatibility_check()
            .build()
            .map_err(failed)?;
        Ok(Self {
            client,
            alias: format!("{}-{}", address.prefix, shape.key()),
            shape,
        })
    }

    /// The server's version, where it answers.
    ///
    /// # Errors
    /// It does not, or does not take the key.
    pub async fn version(&self) -> Result<String, SearchError> {
        // a look at the aliases shows that the key is taken
        self.current().await?;
        Ok(self.client.health_check().await.map_err(failed)?.version)
    }

    /// Adds passages to a collection or to what an alias names.
    async fn add(&self, to: &str, passages: &[Passage]) -> Result<(), SearchError> {
        let words = Words::portuguese()?;
        for batch in passages.chunks(BATCH) {
            let points = batch
                .iter()
                .map(|passage| points::point(words, &self.shape, passage))
                .collect::<Result<Vec<_>, SearchError>>()?;
            let request = UpsertPointsBuilder::new(to, points).wait(true);
            self.client.upsert_points(request).await.map_err(failed)?;
        }
        Ok(())
    }

    /// Forgets an article but for some of its passages.
    async fn forget(&self, article: ArticleId, but: &[Uuid]) -> Result<(), SearchError> {
        let request = DeletePointsBuilder::new(&self.alias)
            .points(points::of_article(article, but))
            .wait(true);
        self.client.delete_points(request).await.map_err(failed)?;
        Ok(())
    }
}

#[async_trait]
impl Index for ServerIndex {
    fn shape(&self) -> &Shape {
        &self.shape
    }

    fn is_shared(&self) -> bool {
        true
    }

    async fn mark(&self) -> Result<Mark, SearchError> {
        let Some(current) = self.current().await? else {
            return Ok(Mark::default());
        };
        let request = CountPointsBuilder::new(&current).exact(true);
        let counted = self.client.count(request).await.map_err(failed)?;
        Ok(Mark {
            made_for: self.made_for(&current),
            passages: counted.result.map_or(0, |result| result.count),
        })
    }

    async fn held(&self) -> Result<Vec<Held>, SearchError> {
        let mut origins = Vec::new();
        let mut offset = None;
        loop {
            let mut request = ScrollPointsBuilder::new(&self.alias)
                .limit(u32::try_from(PAGE).unwrap_or(u32::MAX))
                .with_payload(points::origin_only())
                .with_vectors(false);
            if let Some(offset) = offset {
                request = request.offset(offset);
            }
            let page = match self.client.scroll(request).await.map_err(failed) {
                Err(SearchError::Missing) => return Ok(Vec::new()),
                page => page?,
            };
            for point in &page.result {
                origins.push(points::origin(&point.payload)?);
            }
            offset = page.next_page_offset;
            if offset.is_none() {
                return Ok(tally(origins));
            }
        }
    }

    async fn put(&self, article: ArticleId, passages: Vec<Passage>) -> Result<(), SearchError> {
        match self.add(&self.alias, &passages).await {
            Err(SearchError::Missing) => {
                let made = self.make(None).await?;
                self.add(&made, &passages).await?;
                self.switch_to(&made).await?;
            }
            added => added?,
        }
        let new: Vec<Uuid> = passages.iter().map(|passage| passage.id).collect();
        self.forget(article, &new).await
    }

    async fn remove(&self, article: ArticleId) -> Result<(), SearchError> {
        match self.forget(article, &[]).await {
            Err(SearchError::Missing) => Ok(()),
            forgotten => forgotten,
        }
    }

    async fn rebuild(&self, passages: Vec<Passage>, made_for: i64) -> Result<(), SearchError> {
        let made = self.make(Some(made_for)).await?;
        self.add(&made, &passages).await?;
        self.switch_to(&made).await
    }

    async fn nearest(&self, probe: Probe, filter: &Filter, limit: usize) -> Result<Vec<Scored>, SearchError> {
        let request = QueryPointsBuilder::new(&self.alias)
            .filter(points::conditions(filter, probe.kind()))
            .with_payload(points::origin_only())
            .limit(u64::try_from(limit).unwrap_or(u64::MAX));
        let request = match probe {
            Probe::Words(text) => {
                let vector = Words::portuguese()?.question(&text);
                if vector.indices.is_empty() {
                    return Ok(Vec::new());
                }
                request.query(points::sparse_probe(vector)).using(WORDS)
            }
            Probe::Sense(vector) | Probe::Asked(vector) => {
                fits(&vector, &self.shape)?;
                request.query(vector).using(SENSE)
            }
        };
        let found = self.client.query(request).await.map_err(failed)?;
        found.result.into_iter().map(points::scored).collect()
    }
}

/// What went wrong, without what the server's answer carries beside it.
fn failed(error: QdrantError) -> SearchError {
    let status = match error {
        QdrantError::ResponseError { status } | QdrantError::ResourceExhaustedError { status, .. } => status,
        other => return SearchError::Engine(other.to_string()),
    };
    // the client says of a connection that it can't make that it is an internal error, as it does of the server's own
    let no_connection = status.message().starts_with("Failed to connect to");
    match i32::from(status.code()) {
        NOT_FOUND => SearchError::Missing,
        UNAVAILABLE | DEADLINE_EXCEEDED | CANCELLED => SearchError::Away(status.message().to_owned()),
        _ if no_connection => SearchError::Away(status.message().to_owned()),
        code => SearchError::Engine(format!("the server answered {code}: {}", status.message())),
    }
}

/// Codes of gRPC, which the client does not name (<https://grpc.io/docs/guides/status-codes/>).
const CANCELLED: i32 = 1;
const DEADLINE_EXCEEDED: i32 = 4;
const NOT_FOUND: i32 = 5;
const UNAVAILABLE: i32 = 14;
