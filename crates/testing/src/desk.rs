//! The desk, and its hub.

use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use enlace_ai::{classifier::Classifier, embedder::Embedder, local::LocalEmbedder, openai::Arbiter};
use enlace_desk::{
    Desk, DeskParts,
    media::{FileStore, MediaLimits},
    pace::RedisPace,
    vault::Vault,
};
use enlace_search::{EdgeIndex, Index, ServerAddress, ServerIndex, Shape};
use enlace_store::Pool;
use tokio_util::sync::{CancellationToken, DropGuard};
use url::Url;

use crate::{QdrantStandIn, remembering::Remembering};

static CLASSIFIER: OnceLock<Classifier> = OnceLock::new();
static MODEL: OnceLock<Remembering> = OnceLock::new();

/// A desk over this database. The classifier is trained once for all tests of a binary.
#[must_use]
pub fn desk(pool: Pool) -> Desk {
    desk_of(pool, None, None, own_index, None)
}

/// The same, with the model that the set-up has fetched: it searches by sense and answers what is sure.
#[must_use]
pub fn desk_with_sense(pool: Pool) -> Desk {
    let model = MODEL.get_or_init(|| {
        let path = crate::model_file();
        let model = LocalEmbedder::open(&path).unwrap_or_else(|error| {
            panic!(
                "{}: {error}; `make test` or deploy/setup/model.sh fetches the model",
                path.display()
            )
        });
        Remembering::new(model)
    });
    desk_of(pool, None, Some(Arc::new(model.clone())), own_index, None)
}

/// The same, with this maker of vectors.
#[must_use]
pub fn desk_with_embedder(pool: Pool, embedder: Arc<dyn Embedder>) -> Desk {
    desk_of(pool, None, Some(embedder), own_index, None)
}

/// The same, whose messages this Redis counts.
#[must_use]
pub fn desk_with_redis(pool: Pool, redis: RedisPace) -> Desk {
    desk_of(pool, Some(redis), None, own_index, None)
}

/// The same, whose knowledge index lies on this server, where other desks may use it, too.
#[must_use]
pub fn desk_on_server(pool: Pool, server: &QdrantStandIn) -> Desk {
    desk_of(
        pool,
        None,
        None,
        |shape| {
            let address = ServerAddress {
                url: server.url(),
                api_key: None,
                prefix: "enlace".to_owned(),
            };
            Arc::new(ServerIndex::new(&address, shape).expect("a good address"))
        },
        None,
    )
}

/// Opened by the tests that search, each in a folder of its own.
fn own_index(shape: Shape) -> Arc<dyn Index> {
    Arc::new(EdgeIndex::new(index_folder(), shape))
}

/// The same, where this language model judges what the classifier is unsure of.
#[must_use]
pub fn desk_with_arbiter(pool: Pool, arbiter: Arbiter) -> Desk {
    desk_of(pool, None, None, own_index, Some(arbiter))
}

fn desk_of(
    pool: Pool,
    redis: Option<RedisPace>,
    embedder: Option<Arc<dyn Embedder>>,
    index: impl FnOnce(Shape) -> Arc<dyn Index>,
    arbiter: Option<Arbiter>,
) -> Desk {
    let shape = Shape::of(
        embedder
            .as_ref()
            .map(|embedder| (embedder.name(), embedder.dimensions())),
    );
    let classifier = CLASSIFIER.get_or_init(|| {
        // the first of the test programs trains it for all
        let kept = std::env::temp_dir().join("enlace-testing-classifier.bin");
        let (classifier, _) = Classifier::load_or_train(&kept).expect("the bundled messages train a classifier");
        classifier
    });
    let parts = DeskParts {
        pool,
        classifier: classifier.clone(),
        vault: Vault::from_key(&[7; 32]),
        files: FileStore::in_folder(&files_folder(), MediaLimits::default()).expect("a folder can be made"),
        redis,
        public_url: Url::parse("https://desk.test").expect("a good address"),
        index: index(shape),
        embedder,
        arbiter,
    };
    Desk::new(parts).expect("TLS is there")
}

/// Where the tests' files lie; they are named by their bytes, so that all tests may share it.
#[must_use]
pub fn files_folder() -> PathBuf {
    std::env::temp_dir().join("enlace-testing-files")
}

/// Where the tests' knowledge indexes lie; each index takes a folder below it.
#[must_use]
pub fn index_folder() -> PathBuf {
    std::env::temp_dir()
        .join("enlace-testing-index")
        .join(uuid::Uuid::now_v7().to_string())
}

/// A hub that runs until this is dropped.
#[must_use]
pub struct RunningHub {
    _stop: DropGuard,
}

/// Runs the desk's hub in the background.
pub fn run_hub(desk: &Desk) -> RunningHub {
    let stop = CancellationToken::new();
    let (desk, until) = (desk.clone(), stop.clone());
    tokio::spawn(async move { desk.hub().run(desk.clone(), until).await });
    RunningHub {
        _stop: stop.drop_guard(),
    }
}
