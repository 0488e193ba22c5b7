//! The pieces that texts are cut into, and the best cut.
//!
//! Each piece has a score (the logarithm of how common it is); of all ways to write a text as pieces,
//! the one with the highest sum is taken. A letter that no piece covers is one unknown piece.

use std::hash::Hasher;

use fnv::FnvHasher;
use hashbrown::HashTable;

use super::reader::{Reader, Reason};

/// How much worse than the rarest piece an unknown letter is.
const UNKNOWN_PENALTY: f32 = 10.0;

/// The vocabulary of the model.
pub(super) struct Pieces {
    /// Where each piece begins in `letters`, and at the end where the last one ends.
    starts: Vec<u32>,
    scores: Vec<f32>,
    letters: Vec<u8>,
    /// Numbers of pieces by the hash of their letters; without the special ones, which no text may name.
    table: HashTable<u32>,
    /// Bytes of the longest piece.
    longest: usize,
    unknown_score: f32,
    /// The number of the piece that begins a window.
    pub(super) begin: u32,
    /// The number of the piece that ends a window.
    pub(super) end: u32,
    unknown: u32,
}

impl Pieces {
    /// Reads the vocabulary.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Reason> {
        let count = reader.count()?;
        let (begin, end, pad, unknown) = (reader.u32()?, reader.u32()?, reader.u32()?, reader.u32()?);
        let bytes = reader.size()?;
        let starts = reader.u32s(count.saturating_add(1))?;
        let scores = reader.f32s(count)?;
        let letters = reader.bytes(bytes)?.to_vec();
        let last = starts.last().map(|last| *last as usize);
        if last != Some(letters.len()) || !starts.is_sorted() {
            return Err("its pieces are out of order".to_owned());
        }
        if [begin, end, pad, unknown].iter().any(|piece| *piece as usize >= count) {
            return Err("a special piece is missing".to_owned());
        }
        let rarest = scores.iter().copied().fold(f32::INFINITY, f32::min);
        let mut pieces = Self {
            table: HashTable::with_capacity(count),
            longest: starts
                .windows(2)
                .map(|pair| (pair[1] - pair[0]) as usize)
                .max()
                .unwrap_or(0),
            unknown_score: rarest - UNKNOWN_PENALTY,
            starts,
            scores,
            letters,
            begin,
            end,
            unknown,
        };
        pieces.index(&[begin, end, pad, unknown]);
        Ok(pieces)
    }

    /// Fills the table. A text that spells a special piece (`<s>`, `<mask>`) is cut like any other.
    fn index(&mut self, special: &[u32]) {
        let mut table = std::mem::take(&mut self.table);
        for (piece, _) in (0_u32..).zip(&self.scores) {
            let letters = self.letters_of(piece);
            if !special.contains(&piece) && letters != b"<mask>" {
                table.insert_unique(hash(letters), piece, |other| hash(self.letters_of(*other)));
            }
        }
        self.table = table;
    }

    /// How many pieces there are.
    pub(super) fn len(&self) -> usize {
        self.scores.len()
    }

    fn letters_of(&self, piece: u32) -> &[u8] {
        let at = piece as usize;
        &self.letters[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    fn find(&self, letters: &[u8]) -> Option<u32> {
        let found = self
            .table
            .find(hash(letters), |piece| self.letters_of(*piece) == letters);
        found.copied()
    }

    /// The best cut of a text whose letters were rewritten.
    pub(super) fn cut(&self, text: &str) -> Vec<u32> {
        // for each byte where a piece may end: the best sum up to there, and the piece that ends there
        let mut best: Vec<Option<(f32, u32, usize)>> = vec![None; text.len() + 1];
        best[0] = Some((0.0, self.unknown, 0));
        for (start, first) in text.char_indices() {
            let Some((sum, _, _)) = best[start] else { continue };
            let mut offer = |end: usize, piece: u32, score: f32| {
                if best[end].is_none_or(|(other, _, _)| sum + score > other) {
                    best[end] = Some((sum + score, piece, start));
                }
            };
            let mut known_alone = false;
            let mut end = start;
            for letter in text[start..].chars() {
                end += letter.len_utf8();
                if end - start > self.longest {
                    break;
                }
                if let Some(piece) = self.find(&text.as_bytes()[start..end]) {
                    known_alone |= end - start == first.len_utf8();
                    offer(end, piece, self.scores[piece as usize]);
                }
            }
            if !known_alone {
                offer(start + first.len_utf8(), self.unknown, self.unknown_score);
            }
        }
        let mut cut = Vec::new();
        let mut end = text.len();
        while let (true, Some((_, piece, start))) = (end > 0, best[end]) {
            cut.push(piece);
            end = start;
        }
        cut.reverse();
        cut
    }
}

fn hash(letters: &[u8]) -> u64 {
    let mut hasher = FnvHasher::default();
    hasher.write(letters);
    hasher.finish()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Pieces of a test, after the four special ones.
    pub(in crate::local) fn bytes_of(pieces: &[(&str, f32)]) -> Vec<u8> {
        let all: Vec<(&str, f32)> = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
            .into_iter()
            .chain(pieces.iter().copied())
            .collect();
        let mut bytes = Vec::new();
        for number in [all.len() as u32, 0, 2, 1, 3] {
            bytes.extend(number.to_le_bytes());
        }
        let letters: String = all.iter().map(|(piece, _)| *piece).collect();
        bytes.extend((letters.len() as u64).to_le_bytes());
        let mut start = 0_u32;
        bytes.extend(start.to_le_bytes());
        for (piece, _) in &all {
            start += piece.len() as u32;
            bytes.extend(start.to_le_bytes());
        }
        all.iter().for_each(|(_, score)| bytes.extend(score.to_le_bytes()));
        bytes.extend(letters.as_bytes());
        bytes
    }

    fn pieces() -> Pieces {
        let bytes = bytes_of(&[
            ("▁", -3.0),
            ("▁net", -2.0),
            ("▁n", -2.5),
            ("e", -3.0),
            ("t", -3.0),
            ("net", -4.0),
            ("<mask>", 0.0),
        ]);
        Pieces::read(&mut Reader::new(&bytes)).unwrap()
    }

    fn cut(text: &str) -> Vec<String> {
        let pieces = pieces();
        let cut = pieces.cut(text).into_iter();
        cut.map(|piece| String::from_utf8(pieces.letters_of(piece).to_vec()).unwrap())
            .collect()
    }

    #[test]
    fn the_cut_with_the_highest_sum_is_taken() {
        assert_eq!(cut("▁net"), ["▁net"]);
        assert_eq!(cut("▁ne"), ["▁n", "e"]);
        assert_eq!(cut("▁netnet"), ["▁net", "net"]);
    }

    #[test]
    fn an_unknown_letter_is_a_piece_and_special_ones_cannot_be_typed() {
        assert_eq!(cut("▁🦖🦖e"), ["▁", "<unk>", "<unk>", "e"]);
        assert_eq!(cut("▁<s>"), ["▁", "<unk>", "<unk>", "<unk>"]);
        assert!(!cut("▁<mask>").contains(&"<mask>".to_owned()));
        assert!(cut("").is_empty());
    }
}
