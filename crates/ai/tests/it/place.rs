//! Where the set-up has put the model and the interpreter with the engine it is judged by.

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

/// The model file: `EMBEDDING_FILE`, else where `deploy/setup/model.sh` puts it.
pub fn model() -> PathBuf {
    let path = set("EMBEDDING_FILE").unwrap_or_else(|| cache().join("models/e5-small-q4.bin"));
    assert!(
        path.exists(),
        "The model is not at {}: run `make test`, which fetches it, or deploy/setup/model.sh alone",
        path.display()
    );
    path
}

/// The interpreter that has the engine: `ENLACE_PYTHON`, else where `deploy/setup/python.sh` puts it.
pub fn python() -> PathBuf {
    set("ENLACE_PYTHON").unwrap_or_else(|| cache().join("python/bin/python"))
}
