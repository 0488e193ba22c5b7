//! The desk, and its hub.

use std::{path::PathBuf, sync::OnceLock};

use enlace_ai::classifier::Classifier;
use enlace_desk::{
    Desk, DeskParts,
    media::{FileStore, MediaLimits},
    pace::RedisPace,
    vault::Vault,
};
use enlace_store::Pool;
use tokio_util::sync::{CancellationToken, DropGuard};
use url::Url;

static CLASSIFIER: OnceLock<Classifier> = OnceLock::new();

/// A desk over this database. The classifier is trained once for all tests of a binary.
#[must_use]
pub fn desk(pool: Pool) -> Desk {
    desk_of(pool, None)
}

/// The same, whose messages this Redis counts.
#[must_use]
pub fn desk_with_redis(pool: Pool, redis: RedisPace) -> Desk {
    desk_of(pool, Some(redis))
}

fn desk_of(pool: Pool, redis: Option<RedisPace>) -> Desk {
    let classifier = CLASSIFIER.get_or_init(|| Classifier::bundled().expect("the bundled messages train a classifier"));
    let parts = DeskParts {
        pool,
        classifier: classifier.clone(),
        vault: Vault::from_key(&[7; 32]),
        files: FileStore::in_folder(&files_folder(), MediaLimits::default()).expect("a folder can be made"),
        redis,
        public_url: Url::parse("https://desk.test").expect("a good address"),
    };
    Desk::new(parts).expect("TLS is there")
}

/// Where the tests' files lie; they are named by their bytes, so that all tests may share it.
#[must_use]
pub fn files_folder() -> PathBuf {
    std::env::temp_dir().join("enlace-testing-files")
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
