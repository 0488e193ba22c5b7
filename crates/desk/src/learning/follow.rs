//! Which version answers in this process: the one that the database names, a moment after it does.

use std::{
    sync::{PoisonError, RwLock},
    time::Duration,
};

use enlace_ai::classifier::{Classifier, Version};
use enlace_domain::ClassifierModelId;
use enlace_store::classifier_models::{self, ModelBytes};
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use crate::{Desk, DeskError};

/// How often it is looked which version is to answer.
const LOOK: Duration = Duration::from_secs(5);

/// The classifier that answers in this process, and which version it is.
pub(crate) struct InUse {
    bundled: Classifier,
    now: RwLock<Answering>,
}

/// A version, and the one that the database names, which an older process may be unable to read.
#[derive(Clone)]
struct Answering {
    named: Option<ClassifierModelId>,
    version: Option<ClassifierModelId>,
    classifier: Classifier,
}

impl InUse {
    /// The product's own answers until somebody looks.
    pub(crate) fn new(bundled: Classifier) -> Self {
        let now = RwLock::new(Answering {
            named: None,
            version: None,
            classifier: bundled.clone(),
        });
        Self { bundled, now }
    }

    /// The product's own.
    pub(crate) const fn bundled(&self) -> &Classifier {
        &self.bundled
    }

    /// What answers now, and which version that is; `None` for the product's own.
    pub(crate) fn now(&self) -> (Option<ClassifierModelId>, Classifier) {
        let now = self.now.read().unwrap_or_else(PoisonError::into_inner);
        (now.version, now.classifier.clone())
    }

    fn named(&self) -> Option<ClassifierModelId> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).named
    }

    fn set(&self, answering: Answering) {
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = answering;
    }
}

/// Follows the version that the database names until told to stop.
pub async fn follow(desk: Desk, stop: CancellationToken) {
    let mut look = interval(LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = look.tick() => {
                if let Err(error) = catch_up(&desk).await {
                    tracing::warn!(error = ?error, "Could not look which version of the classifier is to answer");
                }
            }
            () = stop.cancelled() => return,
        }
    }
}

/// Takes the version that the database names, if another one answers here.
///
/// # Errors
/// The database's.
pub(super) async fn catch_up(desk: &Desk) -> Result<(), DeskError> {
    let mut conn = desk.pool().acquire().await?;
    let named = classifier_models::in_use(&mut conn).await?.map(|(id, _)| id);
    if named == desk.in_use().named() {
        return Ok(());
    }
    let bytes = match named {
        Some(id) => classifier_models::bytes(&mut conn, id).await?,
        None => None,
    };
    drop(conn);
    let embedder = desk.embedder().cloned();
    let read = move || bytes.and_then(|bytes| version(bytes).classifier(embedder.as_ref()));
    let found = tokio::task::spawn_blocking(read).await.map_err(anyhow::Error::from)?;
    if named.is_some() && found.is_none() {
        tracing::warn!("The classifier's version in use is of another version of Enlace: the product's own answers");
    }
    tracing::info!(classifier.version = ?named, "Another version of the classifier answers");
    desk.in_use().set(Answering {
        named,
        version: named.filter(|_| found.is_some()),
        classifier: found.unwrap_or_else(|| desk.in_use().bundled().clone()),
    });
    Ok(())
}

fn version(bytes: ModelBytes) -> Version {
    Version {
        words: bytes.words,
        meaning: bytes.embedder.zip(bytes.meaning),
    }
}
