//! Where the set-up has put what tests need and no crate brings: the model, and Python with the independent judges.

use std::{env, path::PathBuf};

/// A variable that says where something is.
fn set(name: &str) -> Option<PathBuf> {
    env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// The folder of the set-up.
fn cache() -> PathBuf {
    let by_user = || set("XDG_CACHE_HOME").or_else(|| Some(set("HOME")?.join(".cache")));
    set("ENLACE_CACHE")
        .or_else(|| Some(by_user()?.join("enlace")))
        .unwrap_or_default()
}

/// The model: `EMBEDDING_FILE`, else where `deploy/setup/model.sh` puts it.
#[must_use]
pub fn model_file() -> PathBuf {
    set("EMBEDDING_FILE").unwrap_or_else(|| cache().join("models/e5-small-q4.bin"))
}

/// The interpreter with the vendors' SDKs and a server that speaks S3: `ENLACE_PYTHON`, else where
/// `deploy/setup/python.sh` puts it.
#[must_use]
pub fn python() -> PathBuf {
    set("ENLACE_PYTHON").unwrap_or_else(|| cache().join("python/bin/python"))
}
