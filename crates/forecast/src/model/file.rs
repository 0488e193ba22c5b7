//! A model's file: a mark with the version, a checksum, the model. A broken or foreign one is refused.

use std::{fs, path::Path};

use sha2::{Digest, Sha256};

use super::Model;
use crate::ForecastError;

/// What a file begins with; the last figures are the version of what follows.
const MAGIC: &[u8; 8] = b"ENLFOR02";

impl Model {
    /// The model as bytes: a mark with the version, a checksum, the model.
    ///
    /// # Errors
    /// [`ForecastError::Encode`].
    pub fn to_bytes(&self) -> Result<Vec<u8>, ForecastError> {
        let body = postcard::to_stdvec(self)?;
        Ok([MAGIC.as_slice(), &Sha256::digest(&body), &body].concat())
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote; `None` where it is broken or of another version.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC.as_slice())?;
        let (sum, body) = rest.split_at_checked(32)?;
        if Sha256::digest(body).as_slice() != sum {
            return None;
        }
        postcard::from_bytes(body).ok()
    }

    /// Writes the model to a file.
    ///
    /// # Errors
    /// [`ForecastError::File`].
    pub fn save(&self, path: &Path) -> Result<(), ForecastError> {
        let told = |source| ForecastError::File {
            path: path.to_owned(),
            source,
        };
        // written beside and put in place whole: a reader never sees half a model
        let beside = path.with_extension("new");
        fs::write(&beside, self.to_bytes()?).map_err(told)?;
        fs::rename(&beside, path).map_err(told)
    }

    /// Reads a model's file.
    ///
    /// # Errors
    /// [`ForecastError::File`], [`ForecastError::Foreign`].
    pub fn load(path: &Path) -> Result<Self, ForecastError> {
        let bytes = fs::read(path).map_err(|source| ForecastError::File {
            path: path.to_owned(),
            source,
        })?;
        Self::from_bytes(&bytes).ok_or_else(|| ForecastError::Foreign(path.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tests::{cells, trained};

    #[test]
    fn a_model_survives_its_file_and_a_broken_one_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("churn.model");
        let model = trained();
        model.save(&path).unwrap();
        let again = Model::load(&path).unwrap();
        assert_eq!(
            again.score_cells(&cells()).unwrap(),
            model.score_cells(&cells()).unwrap()
        );
        let mut bytes = fs::read(&path).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        fs::write(&path, bytes).unwrap();
        assert!(matches!(Model::load(&path), Err(ForecastError::Foreign(_))));
    }
}
