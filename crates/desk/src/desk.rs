//! What the use cases work with.

use std::sync::Arc;

use enlace_ai::{classifier::Classifier, embedder::Embedder, openai::Arbiter};
use enlace_domain::{ChannelId, ClassifierModelId};
use enlace_jobs::Wake;
use enlace_search::Index;
use enlace_store::Pool;
use url::Url;

use crate::{
    channels::Cache, insight::Memory, knowledge::Knowledge, learning::InUse, live::Hub, media::FileStore,
    pace::RedisPace, shared_address::Told, vault::Vault,
};

/// The parts a desk is made of, chosen by the server's configuration.
pub struct DeskParts {
    /// PostgreSQL.
    pub pool: Pool,
    /// Finds the queue of a message, until a version that was learnt here does.
    pub classifier: Classifier,
    /// Seals the providers' secrets.
    pub vault: Vault,
    /// Where the bytes of files lie.
    pub files: FileStore,
    /// Counts messages against the vendors' limits, where there is one; else the database does.
    pub redis: Option<RedisPace>,
    /// Where the providers reach us, for status callbacks: `https://desk.example.com`.
    pub public_url: Url,
    /// The knowledge index; made for the vectors of the embedder, where there is one.
    pub index: Arc<dyn Index>,
    /// Makes vectors of texts. Without it the knowledge base is searched by words alone.
    pub embedder: Option<Arc<dyn Embedder>>,
    /// Judges messages of which the classifier is unsure. Without it the subscriber is asked.
    pub arbiter: Option<Arbiter>,
}

/// Everything the use cases work with; cheap to clone.
#[derive(Clone)]
pub struct Desk(Arc<Inner>);

struct Inner {
    parts: DeskParts,
    http: reqwest::Client,
    hub: Hub,
    jobs_added: Arc<Wake>,
    channels: Cache,
    told: Told,
    knowledge: Knowledge,
    insight: Memory,
    in_use: InUse,
}

impl Desk {
    /// Puts the parts together; opens no connection and starts nothing.
    ///
    /// # Errors
    /// The HTTP client can't be made (no usable TLS).
    pub fn new(parts: DeskParts) -> Result<Self, reqwest::Error> {
        let http = enlace_whatsapp::http_client()?;
        let knowledge = Knowledge::new(Arc::clone(&parts.index));
        let in_use = InUse::new(parts.classifier.clone());
        Ok(Self(Arc::new(Inner {
            parts,
            http,
            hub: Hub::new(),
            jobs_added: Arc::default(),
            channels: Cache::default(),
            told: Told::default(),
            knowledge,
            insight: Memory::default(),
            in_use,
        })))
    }

    /// The database.
    #[must_use]
    pub fn pool(&self) -> &Pool {
        &self.0.parts.pool
    }

    /// The classifier that answers now, and which version it is; `None` for the product's own. It computes, so call it off
    /// the async threads.
    #[must_use]
    pub fn classifier(&self) -> (Option<ClassifierModelId>, Classifier) {
        self.0.in_use.now()
    }

    /// The classifier that the product comes with.
    #[must_use]
    pub fn bundled_classifier(&self) -> &Classifier {
        self.0.in_use.bundled()
    }

    /// The facts that the figures are counted from, as far as they are in memory.
    pub(crate) fn insight_memory(&self) -> &Memory {
        &self.0.insight
    }

    /// Which classifier answers.
    pub(crate) fn in_use(&self) -> &InUse {
        &self.0.in_use
    }

    /// Seals and opens the providers' secrets.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        &self.0.parts.vault
    }

    /// Where the bytes of files lie.
    #[must_use]
    pub fn files(&self) -> &FileStore {
        &self.0.parts.files
    }

    /// The Redis that counts messages, where the settings name one.
    #[must_use]
    pub fn redis(&self) -> Option<&RedisPace> {
        self.0.parts.redis.as_ref()
    }

    /// Where the providers reach us.
    #[must_use]
    pub fn public_url(&self) -> &Url {
        &self.0.parts.public_url
    }

    /// Where a channel's provider is to report.
    #[must_use]
    pub fn webhook(&self, channel: ChannelId) -> Url {
        let mut address = self.public_url().clone();
        address.set_path(&format!("/webhooks/whatsapp/{channel}"));
        address
    }

    /// One HTTP client for all providers: connections are shared.
    #[must_use]
    pub fn http(&self) -> &reqwest::Client {
        &self.0.http
    }

    /// The live pages of this process.
    #[must_use]
    pub fn hub(&self) -> &Hub {
        &self.0.hub
    }

    /// Rings when this process has added a job, so that workers need not poll.
    #[must_use]
    pub fn jobs_added(&self) -> &Arc<Wake> {
        &self.0.jobs_added
    }

    /// What makes vectors of texts, if anything.
    #[must_use]
    pub fn embedder(&self) -> Option<&Arc<dyn Embedder>> {
        self.0.parts.embedder.as_ref()
    }

    /// What judges messages of which the classifier is unsure, if anything.
    #[must_use]
    pub fn arbiter(&self) -> Option<&Arbiter> {
        self.0.parts.arbiter.as_ref()
    }

    /// The knowledge index of this process.
    #[must_use]
    pub fn knowledge(&self) -> &Knowledge {
        &self.0.knowledge
    }

    /// The channels opened lately.
    pub(crate) fn channels(&self) -> &Cache {
        &self.0.channels
    }

    /// Of which channels' addresses an administrator was told lately.
    pub(crate) fn told(&self) -> &Told {
        &self.0.told
    }
}
