//! What the model looks at in a message.
//!
//! Three blocks: words and pairs of neighbouring words; pieces of two to five letters inside word
//! boundaries (they survive typing errors); concepts of the lexicon and pairs of them (`paid` together
//! with `no internet` means the bill, either alone does not).

use std::hash::Hasher;

use fnv::FnvHasher;

use super::{lexicon::Lexicon, normalise::normalise};

/// Goes up whenever features are computed differently, so that stored models are retrained.
pub(super) const FEATURE_VERSION: u32 = 1;
/// How many blocks there are; each is brought to length one by itself.
pub(super) const BLOCKS: usize = 3;
/// Shortest and longest piece of a word, in letters.
const PIECE: std::ops::RangeInclusive<usize> = 2..=5;

/// The features of one message by block, as 64-bit names, repeated as often as they occur.
pub(super) type Features = [Vec<u64>; BLOCKS];

/// All features of a message.
pub(super) fn features(text: &str, lexicon: &Lexicon) -> Features {
    let tokens = normalise(text);
    [words(&tokens), pieces(&tokens), concepts(&tokens, lexicon)]
}

/// Words and pairs of neighbours.
fn words(tokens: &[String]) -> Vec<u64> {
    let single = tokens.iter().map(|token| name(b"w", [token.as_str()]));
    let pairs = tokens
        .windows(2)
        .map(|pair| name(b"p", [pair[0].as_str(), pair[1].as_str()]));
    single.chain(pairs).collect()
}

/// Pieces of each word, with a space on both sides that marks its beginning and end.
fn pieces(tokens: &[String]) -> Vec<u64> {
    let mut out = Vec::new();
    for token in tokens {
        let padded: Vec<char> = std::iter::once(' ').chain(token.chars()).chain([' ']).collect();
        for length in PIECE {
            for piece in padded.windows(length) {
                let piece: String = piece.iter().collect();
                out.push(name(b"c", [piece.as_str()]));
            }
            if padded.len() <= length {
                break;
            }
        }
    }
    out
}

/// Concepts and pairs of concepts, wherever in the message they are.
fn concepts(tokens: &[String], lexicon: &Lexicon) -> Vec<u64> {
    let found = lexicon.concepts(tokens);
    let mut out = Vec::with_capacity(found.len() * (found.len() + 1) / 2);
    for (at, first) in found.iter().enumerate() {
        out.push(name(b"k", [lexicon.name(*first)]));
        for second in &found[at + 1..] {
            out.push(name(b"j", [lexicon.name(*first), lexicon.name(*second)]));
        }
    }
    out
}

/// A 64-bit name that stays the same between builds (the standard hasher's may change), so that a
/// stored model can be read later. Among some hundred thousand features a collision is improbable.
fn name<const N: usize>(kind: &[u8], parts: [&str; N]) -> u64 {
    let mut hasher = FnvHasher::default();
    hasher.write(kind);
    for part in parts {
        hasher.write(part.as_bytes());
        hasher.write(&[0]);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typing_error_shares_most_pieces() {
        let shared = |a: &str, b: &str| {
            let (a, b) = (pieces(&normalise(a)), pieces(&normalise(b)));
            a.iter().filter(|piece| b.contains(piece)).count() as f64 / a.len() as f64
        };
        assert!(shared("cancelamento", "cancelamneto") > 0.5);
        assert!(shared("cancelamento", "boleto") < 0.3);
    }

    #[test]
    fn neighbours_and_short_words_are_counted() {
        assert_eq!(words(&normalise("sem internet aqui")).len(), 3 + 2);
        assert_eq!(pieces(&normalise("e")).len(), 2 + 1);
    }
}
