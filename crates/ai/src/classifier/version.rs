//! A version of the classifier as bytes, which several processes take from one place.

use std::sync::Arc;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    Classifier, ClassifierError,
    keep::fingerprint,
    model::{Learnt, LearntMeaning},
};
use crate::embedder::Embedder;

/// What training left behind. It answers wherever words are read the same way; its meaning only beside the embedder
/// whose vectors were learnt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// What was learnt of words.
    pub words: Vec<u8>,
    /// What was learnt of vectors, and whose.
    pub meaning: Option<(String, Vec<u8>)>,
}

/// Bytes that name the way features are computed.
#[derive(Serialize, Deserialize)]
struct Kept<T> {
    features: [u8; 32],
    learnt: T,
}

impl Version {
    /// A trained classifier as bytes; `embedder` made the vectors that it has learnt.
    ///
    /// # Errors
    /// It can't be encoded.
    pub(super) fn of(classifier: &Classifier, embedder: &str) -> Result<Self, ClassifierError> {
        let meaning = match classifier.understood() {
            Some(understood) => Some((embedder.to_owned(), bytes(&understood.learnt)?)),
            None => None,
        };
        Ok(Self {
            words: bytes(classifier.learnt())?,
            meaning,
        })
    }

    /// The classifier of these bytes; `None` where another version of the product wrote them. Without the embedder
    /// whose vectors it has learnt it reads words alone.
    #[must_use]
    pub fn classifier(&self, embedder: Option<&Arc<dyn Embedder>>) -> Option<Classifier> {
        let classifier = Classifier::from_learnt(read::<Learnt>(&self.words).filter(Learnt::is_whole)?).ok()?;
        let meaning = self.meaning.as_ref().zip(embedder);
        if let Some(((_, bytes), embedder)) = meaning.filter(|((name, _), embedder)| name == embedder.name())
            && let Some(learnt) = read::<LearntMeaning>(bytes).filter(|learnt| learnt.is_whole(classifier.learnt()))
        {
            classifier.adopt(learnt, Some(Arc::clone(embedder)));
        }
        Some(classifier)
    }
}

fn bytes<T: Serialize>(learnt: &T) -> Result<Vec<u8>, ClassifierError> {
    let features = fingerprint(&[], "");
    Ok(postcard::to_allocvec(&Kept { features, learnt })?)
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    // checked before the rest is decoded: an older layout may not decode at all
    if !bytes.starts_with(&fingerprint(&[], "")) {
        return None;
    }
    postcard::from_bytes::<Kept<T>>(bytes).ok().map(|kept| kept.learnt)
}
