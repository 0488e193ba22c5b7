//! Keeping the trained model in a file between starts.
//!
//! The file begins with a fingerprint of everything the model depends on. When messages, lexicon or
//! features change, or the file is damaged, the model is trained again and the file replaced.

use std::{fs, io::Write, path::Path, time::Instant};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use super::{
    Classifier, ClassifierError, LabelledMessage, bundled_messages, features::FEATURE_VERSION, lexicon::LEXICON,
    model::Learnt, regression::LEARNING_VERSION,
};

/// Where a classifier came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Read from the file.
    Loaded,
    /// Trained now, because there was no file or it was for other data.
    Trained {
        /// How long that took, in milliseconds.
        millis: u128,
    },
}

/// The file: what it was made from, and the model.
#[derive(Serialize, Deserialize)]
struct Kept<T> {
    fingerprint: [u8; 32],
    learnt: T,
}

impl Classifier {
    /// Reads the model from the file, or trains it on the bundled messages and writes the file.
    ///
    /// # Errors
    /// As [`Classifier::train`], or the file cannot be written. A file that cannot be read is replaced.
    pub fn load_or_train(path: &Path) -> Result<(Self, Origin), ClassifierError> {
        let rows = bundled_messages()?;
        let fingerprint = fingerprint(&rows, "");
        if let Some(learnt) = read(path, fingerprint, Learnt::is_whole) {
            return Ok((Self::from_learnt(learnt)?, Origin::Loaded));
        }
        let started = Instant::now();
        let trained = Self::train(&rows)?;
        let millis = started.elapsed().as_millis();
        keep(path, fingerprint, trained.learnt())?;
        Ok((trained, Origin::Trained { millis }))
    }
}

/// Puts what was learnt into the file.
pub(super) fn keep<T: Serialize>(path: &Path, fingerprint: [u8; 32], learnt: &T) -> Result<(), ClassifierError> {
    let bytes = postcard::to_allocvec(&Kept { fingerprint, learnt })?;
    write(path, &bytes).map_err(|source| ClassifierError::Write {
        path: path.to_owned(),
        source,
    })
}

/// A hash of the messages, the lexicon, the way features are computed and learnt from, and the embedder (no name for none).
pub(super) fn fingerprint(rows: &[LabelledMessage], embedder: &str) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(FEATURE_VERSION.to_le_bytes());
    hasher.update(LEARNING_VERSION.to_le_bytes());
    hasher.update(LEXICON.as_bytes());
    hasher.update(embedder);
    for row in rows {
        hasher.update([0]);
        hasher.update(row.queue.as_str());
        hasher.update([0]);
        hasher.update(&row.text);
    }
    hasher.finalize().into()
}

/// The model in the file, when it is whole and made from the same data.
pub(super) fn read<T: DeserializeOwned>(
    path: &Path,
    fingerprint: [u8; 32],
    is_whole: impl Fn(&T) -> bool,
) -> Option<T> {
    let bytes = fs::read(path).ok()?;
    // Checked before the rest is decoded: an older layout may not decode at all.
    if !bytes.starts_with(&fingerprint) {
        tracing::info!("The classifier's model file is for other messages and is made again");
        return None;
    }
    match postcard::from_bytes::<Kept<T>>(&bytes) {
        Ok(kept) if is_whole(&kept.learnt) => Some(kept.learnt),
        _ => {
            tracing::warn!("The classifier's model file is damaged and is made again");
            None
        }
    }
}

/// Writes beside the place and renames, so that a crash leaves the old file or the new one.
fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let unfinished = path.with_extension(format!("{}.tmp", std::process::id()));
    let mut file = fs::File::create(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&unfinished, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_start_loads_and_answers_alike_and_damage_is_repaired() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("models/classifier.bin");
        let (first, origin) = Classifier::load_or_train(&path).unwrap();
        assert!(matches!(origin, Origin::Trained { .. }));
        let (second, origin) = Classifier::load_or_train(&path).unwrap();
        assert_eq!(origin, Origin::Loaded);
        for text in ["net caiu", "boleto", "quero cancelar"] {
            assert_eq!(first.classify(text), second.classify(text));
        }
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        assert!(matches!(
            Classifier::load_or_train(&path).unwrap().1,
            Origin::Trained { .. }
        ));
        assert_eq!(fs::read(&path).unwrap(), whole, "training is deterministic");
    }

    #[test]
    fn other_data_has_another_fingerprint() {
        let mut rows = bundled_messages().unwrap();
        let before = fingerprint(&rows, "");
        assert_ne!(before, fingerprint(&rows, "another embedder"));
        rows[0].text.push('!');
        assert_ne!(before, fingerprint(&rows, ""));
    }
}
