//! The model: tokenizer and network together, from texts to vectors, on the thread that asks.

use std::path::Path;

use sha2::{Digest, Sha256};

use super::{ModelFileError, file::ModelFile, letters::Letters, network::Network, pieces::Pieces, reader::Reason};
use crate::embedder::{TextKind, to_unit_length};

/// How many hexadecimal digits of the file's hash its name carries.
const DIGITS: usize = 12;
/// Most tokens that pass through the network together: their numbers stay in a core's cache.
const TOGETHER: usize = 256;

/// A model that was read from a file. Computing with it takes a core for milliseconds.
pub(super) struct Model {
    pub(super) name: String,
    letters: Letters,
    pieces: Pieces,
    network: Network,
}

/// A part of a text that fits the network.
struct Window {
    /// Which of the texts it is of.
    text: usize,
    tokens: Vec<u32>,
}

impl Model {
    /// Reads a file of 70 MB, checks it and lays it out: about a quarter of a second.
    pub(super) fn open(path: &Path) -> Result<Self, ModelFileError> {
        let bytes = std::fs::read(path).map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => ModelFileError::Missing(path.to_owned()),
            _ => ModelFileError::Read {
                path: path.to_owned(),
                source,
            },
        })?;
        Self::from_bytes(&bytes).map_err(|reason| ModelFileError::Unusable {
            path: path.to_owned(),
            reason,
        })
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, Reason> {
        let file = ModelFile::parse(bytes)?;
        let network = Network::load(&file)?;
        let hash = hex::encode(Sha256::digest(bytes));
        Ok(Self {
            name: format!("e5-local-{}", &hash[..DIGITS]),
            letters: file.letters,
            pieces: file.pieces,
            network,
        })
    }

    /// How many numbers a vector has.
    pub(super) const fn dimensions(&self) -> usize {
        self.network.dimensions()
    }

    /// A vector of length one for each text.
    pub(super) fn embed<'a>(&self, kind: TextKind, texts: impl IntoIterator<Item = &'a str>) -> Vec<Vec<f32>> {
        let mut windows = Vec::new();
        let mut vectors = Vec::new();
        for (text, words) in texts.into_iter().enumerate() {
            windows.extend(
                self.windows(kind, words)
                    .into_iter()
                    .map(|tokens| Window { text, tokens }),
            );
            vectors.push(vec![0.0; self.dimensions()]);
        }
        for together in in_groups(windows) {
            let (texts, tokens): (Vec<usize>, Vec<Vec<u32>>) =
                together.into_iter().map(|window| (window.text, window.tokens)).unzip();
            for ((text, tokens), mean) in texts.into_iter().zip(&tokens).zip(self.network.run(&tokens)) {
                // the windows of a long text count by their length without beginning and end
                let weight = (tokens.len() - 2) as f32;
                let into: &mut Vec<f32> = &mut vectors[text];
                into.iter_mut().zip(mean).for_each(|(sum, one)| *sum += one * weight);
            }
        }
        vectors.iter_mut().for_each(|vector| to_unit_length(vector));
        vectors
    }

    /// The tokens of a text, in as many windows as it needs.
    fn windows(&self, kind: TextKind, text: &str) -> Vec<Vec<u32>> {
        let prefix = match kind {
            TextKind::Query => "query: ",
            TextKind::Passage => "passage: ",
        };
        let pieces = self.pieces.cut(&self.letters.rewrite(&format!("{prefix}{text}")));
        let wrapped = |window: &[u32]| {
            let (begin, end) = ([self.pieces.begin], [self.pieces.end]);
            [&begin[..], window, &end[..]].concat()
        };
        pieces.chunks(self.network.window() - 2).map(wrapped).collect()
    }
}

/// Neighbours together, as long as they are not too many tokens; a window longer than that goes alone.
fn in_groups(windows: Vec<Window>) -> Vec<Vec<Window>> {
    let mut groups: Vec<Vec<Window>> = Vec::new();
    let mut tokens = 0;
    for window in windows {
        tokens += window.tokens.len();
        match groups.last_mut() {
            Some(group) if tokens <= TOGETHER => group.push(window),
            _ => {
                tokens = window.tokens.len();
                groups.push(vec![window]);
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_go_together_while_they_are_few_tokens() {
        let window = |tokens| Window {
            text: 0,
            tokens: vec![7; tokens],
        };
        let groups = in_groups([100, 100, 57, 300, 1, 2].map(window).into());
        let sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
        assert_eq!(sizes, [2, 1, 1, 2]);
        assert!(in_groups(Vec::new()).is_empty());
    }
}
