//! What a message means, as features beside its words: its sentence vector, bent.
//!
//! Words alone don't tell that `caiu tudo` and `estou sem sinal` are one thing; a sentence vector
//! ([`crate::embedder`]) does, but the queues lie in it as regions and not on either side of planes. So it is
//! brought to the training messages' middle and spread, and its angles are turned into many cosines of
//! random directions (Rahimi and Recht, 2007): a linear model over these is a smooth one over the vectors.

use rand::{Rng, SeedableRng, rngs::StdRng};
use serde::{Deserialize, Serialize};

use super::vocabulary::SparseRow;
use crate::embedder::to_unit_length;

/// How many directions; more measure the same.
const DIRECTIONS: usize = 2_048;
/// How near messages must be to count as alike: the weight of two at distance `d` is `exp(-NEARNESS d²)`.
const NEARNESS: f32 = 1.0;
/// Weight of the vector beside the blocks of words, which have length one each.
const WEIGHT: f32 = 1.0;
/// Training twice gives the same bytes.
const SEED: u64 = 2026;

/// From a vector to features.
#[derive(Serialize, Deserialize)]
pub(super) struct Meaning {
    middle: Vec<f32>,
    /// One over the spread, for each number of a vector.
    tightness: Vec<f32>,
    /// The directions, one after the other, and where each one's cosine begins.
    directions: Vec<f32>,
    starts: Vec<f32>,
}

impl Meaning {
    /// Learns where the training messages lie.
    pub(super) fn learn(vectors: &[Vec<f32>]) -> Self {
        let dimensions = vectors.first().map_or(0, Vec::len);
        let share = 1.0 / vectors.len().max(1) as f32;
        let mut middle = vec![0.0; dimensions];
        for vector in vectors {
            middle.iter_mut().zip(vector).for_each(|(sum, one)| *sum += one * share);
        }
        let mut spread = vec![0.0; dimensions];
        for vector in vectors {
            let apart = vector.iter().zip(&middle).map(|(one, middle)| one - middle);
            spread
                .iter_mut()
                .zip(apart)
                .for_each(|(sum, one)| *sum += one * one * share);
        }
        let mut random = StdRng::seed_from_u64(SEED);
        let width = (2.0 * NEARNESS).sqrt();
        Self {
            middle,
            tightness: spread.into_iter().map(|spread| 1.0 / spread.sqrt().max(1e-6)).collect(),
            directions: (0..DIRECTIONS * dimensions)
                .map(|_| normal(&mut random) * width)
                .collect(),
            starts: (0..DIRECTIONS)
                .map(|_| random.random::<f32>() * std::f32::consts::TAU)
                .collect(),
        }
    }

    /// How many features there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// How many numbers a vector must have.
    pub(super) fn dimensions(&self) -> usize {
        self.middle.len()
    }

    /// Whether the parts fit together.
    pub(super) fn is_whole(&self) -> bool {
        self.tightness.len() == self.middle.len() && self.directions.len() == self.starts.len() * self.middle.len()
    }

    /// Adds a vector's features to a row, numbered from `first` on.
    pub(super) fn extend(&self, row: &mut SparseRow, vector: &[f32], first: usize) {
        let measured = self.middle.iter().zip(&self.tightness);
        let mut place: Vec<f32> = vector
            .iter()
            .zip(measured)
            .map(|(one, (middle, tightness))| (one - middle) * tightness)
            .collect();
        to_unit_length(&mut place);
        let size = WEIGHT * (2.0 / self.len().max(1) as f32).sqrt();
        let directions = self.directions.chunks_exact(self.dimensions().max(1));
        for (number, (direction, start)) in directions.zip(&self.starts).enumerate() {
            row.push(((first + number) as u32, size * (dot(direction, &place) + start).cos()));
        }
    }
}

/// A number of the normal distribution, by Box and Muller.
fn normal(random: &mut StdRng) -> f32 {
    let (radius, angle): (f32, f32) = (1.0 - random.random::<f32>(), random.random());
    (-2.0 * radius.ln()).sqrt() * (angle * std::f32::consts::TAU).cos()
}

/// The product of two vectors, in as many partial sums as a processor takes at once.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    const LANES: usize = 16;
    let mut sums = [0.0; LANES];
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    for (a, b) in a.iter().zip(b) {
        for lane in 0..LANES {
            sums[lane] += a[lane] * b[lane];
        }
    }
    sums.iter().sum::<f32>() + a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum::<f32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_alike_as_far_as_vectors_are_near() {
        let mut random = StdRng::seed_from_u64(1);
        let vectors: Vec<Vec<f32>> = (0..40)
            .map(|_| (0..20).map(|_| normal(&mut random)).collect())
            .collect();
        let meaning = Meaning::learn(&vectors);
        assert!(meaning.is_whole() && meaning.dimensions() == 20);
        let features = |vector: &[f32]| {
            let mut row = SparseRow::new();
            meaning.extend(&mut row, vector, 7);
            assert_eq!((row.len(), row[0].0), (DIRECTIONS, 7));
            row.into_iter().map(|(_, weight)| weight).collect::<Vec<f32>>()
        };
        let own = dot(&features(&vectors[0]), &features(&vectors[0]));
        assert!((own - 1.0).abs() < 0.05, "a vector is wholly like itself: {own}");
        let near: Vec<f32> = vectors[0].iter().map(|one| one + 0.01).collect();
        let far: Vec<f32> = vectors[0].iter().map(|one| -one).collect();
        let alike = |other: &[f32]| dot(&features(&vectors[0]), &features(other));
        assert!(
            alike(&near) > 0.9 && alike(&far) < 0.2,
            "{} {}",
            alike(&near),
            alike(&far)
        );
    }
}
