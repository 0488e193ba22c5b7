//! Which features are known, how telling each is, and a message as a sparse vector of them.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::features::Features;

/// Features seen in fewer messages than this teach nothing about other messages.
const IN_AT_LEAST: u32 = 2;

/// A message as pairs of feature number and weight; the numbers of a block ascend.
pub(super) type SparseRow = Vec<(u32, f32)>;

/// The features of the training messages, in the order of their names.
#[derive(Serialize, Deserialize)]
pub(super) struct Vocabulary {
    names: Vec<u64>,
    /// Logarithm of the inverse share of messages that have the feature.
    rarity: Vec<f32>,
}

impl Vocabulary {
    /// Learns the features of the training messages.
    pub(super) fn learn(messages: &[Features]) -> Self {
        let mut in_messages: HashMap<u64, u32> = HashMap::new();
        for blocks in messages {
            for (name, _) in blocks.iter().flat_map(|block| counted(block)) {
                *in_messages.entry(name).or_default() += 1;
            }
        }
        let mut kept: Vec<(u64, u32)> = in_messages
            .into_iter()
            .filter(|(_, count)| *count >= IN_AT_LEAST)
            .collect();
        kept.sort_unstable();
        let all = messages.len() as f32;
        Self {
            rarity: kept
                .iter()
                .map(|(_, count)| ((1.0 + all) / (1.0 + *count as f32)).ln() + 1.0)
                .collect(),
            names: kept.into_iter().map(|(name, _)| name).collect(),
        }
    }

    /// How many features are known.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether the parts fit together.
    pub(super) fn is_whole(&self) -> bool {
        self.names.len() == self.rarity.len()
    }

    /// Weighs the known features of a message (TF-IDF, the count damped by its logarithm) and brings
    /// every block to length one, so that a long message counts no more than a short one.
    pub(super) fn vectorise(&self, blocks: &Features) -> SparseRow {
        let mut row = SparseRow::new();
        for block in blocks {
            let start = row.len();
            for (name, count) in counted(block) {
                if let Ok(index) = self.names.binary_search(&name) {
                    row.push((index as u32, (1.0 + (count as f32).ln()) * self.rarity[index]));
                }
            }
            let length = row[start..]
                .iter()
                .map(|(_, weight)| weight * weight)
                .sum::<f32>()
                .sqrt();
            row[start..].iter_mut().for_each(|(_, weight)| *weight /= length);
        }
        row
    }
}

/// Each different feature of a block with its number of occurrences, ascending by name.
fn counted(block: &[u64]) -> Vec<(u64, u32)> {
    let mut sorted = block.to_vec();
    sorted.sort_unstable();
    sorted
        .chunk_by(|a, b| a == b)
        .map(|same| (same[0], same.len() as u32))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_features_weigh_more_and_blocks_have_length_one() {
        let messages: Vec<Features> = vec![
            [vec![1, 2], vec![], vec![9]],
            [vec![1, 2], vec![], vec![9]],
            [vec![1, 1, 3], vec![], vec![]],
        ];
        let vocabulary = Vocabulary::learn(&messages);
        assert_eq!(vocabulary.len(), 3, "3 was seen once and is not kept");
        let row = vocabulary.vectorise(&[vec![1, 2, 77], vec![], vec![9]]);
        assert_eq!(row.len(), 3);
        assert!(row[1].1 > row[0].1);
        assert!((row[0].1.hypot(row[1].1) - 1.0).abs() < 1e-6 && (row[2].1 - 1.0).abs() < 1e-6);
    }
}
