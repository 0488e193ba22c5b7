//! A matrix of four-bit weights, and its product with many tokens.
//!
//! The file has the weights of an output side by side, in blocks of 32 that share a scale. Here they are
//! laid out for [`LANES`] outputs at once, still in four bits: a strip of outputs is unpacked into a few
//! pages of cache, then all tokens pass over it. The compiler makes vector instructions of these loops, for
//! each kind of processor named, and the one that fits is taken when the program runs.

use half::f16;
use multiversion::{multiversion, target::target_cfg_f};

/// Weights that share a scale.
pub(super) const BLOCK_WEIGHTS: usize = 32;
/// A block in the file: the scale in two bytes, then two weights a byte.
pub(super) const BLOCK_BYTES: usize = 2 + HALF;
/// The first weights of a block are in the low halves of its bytes, the rest in the high ones.
const HALF: usize = BLOCK_WEIGHTS / 2;
/// What a stored weight of zero is.
const ZERO: i8 = 8;
/// Outputs computed side by side.
const LANES: usize = 16;
/// Tokens computed side by side: with [`LANES`] sums each they fill the registers of AVX2.
const TOKENS: usize = 6;

/// Weights for [`LANES`] outputs at one input.
type Lanes = [f32; LANES];

/// `y = W x + b`.
pub(super) struct Matrix {
    inputs: usize,
    outputs: usize,
    /// For each strip of outputs and each block of inputs: two weights a byte, one byte an output.
    weights: Vec<[[u8; LANES]; HALF]>,
    /// The scales of the same.
    scales: Vec<Lanes>,
    bias: Vec<f32>,
}

impl Matrix {
    /// Lays out the blocks of a file; nothing when the sizes don't fit together.
    pub(super) fn pack(blocks: &[u8], bias: Vec<f32>, inputs: usize) -> Option<Self> {
        let (outputs, across) = (bias.len(), inputs / BLOCK_WEIGHTS);
        let whole = inputs.is_multiple_of(BLOCK_WEIGHTS) && outputs.is_multiple_of(LANES);
        if !whole || blocks.len() != outputs * across * BLOCK_BYTES {
            return None;
        }
        let mut weights = vec![[[0; LANES]; HALF]; outputs / LANES * across];
        let mut scales = vec![[0.0; LANES]; outputs / LANES * across];
        let (blocks, _) = blocks.as_chunks::<BLOCK_BYTES>();
        for (at, [low, high, bytes @ ..]) in blocks.iter().enumerate() {
            let (output, block) = (at / across, at % across);
            let (strip, lane) = (output / LANES * across + block, output % LANES);
            scales[strip][lane] = f16::from_le_bytes([*low, *high]).to_f32();
            for (into, byte) in weights[strip].iter_mut().zip(bytes) {
                into[lane] = *byte;
            }
        }
        Some(Self {
            inputs,
            outputs,
            weights,
            scales,
            bias,
        })
    }

    /// The product for each token; `x` has the inputs of one after those of another, and so has `y`.
    pub(super) fn apply(&self, x: &[f32], y: &mut Vec<f32>) {
        y.resize(x.len() / self.inputs * self.outputs, 0.0);
        let x = side_by_side(x, self.inputs);
        let across = self.inputs / BLOCK_WEIGHTS;
        let mut strip = vec![[0.0; LANES]; self.inputs];
        let (bias, _) = self.bias.as_chunks::<LANES>();
        let packed = self.weights.chunks_exact(across).zip(self.scales.chunks_exact(across));
        for (at, ((weights, scales), bias)) in packed.zip(bias).enumerate() {
            unpack(weights, scales, &mut strip);
            for (x, y) in x.chunks_exact(self.inputs).zip(y.chunks_mut(self.outputs * TOKENS)) {
                let mut sums = [[0.0; LANES]; TOKENS];
                tile(&strip, bias, x, &mut sums);
                for (y, sums) in y.chunks_exact_mut(self.outputs).zip(&sums) {
                    y[at * LANES..(at + 1) * LANES].copy_from_slice(sums);
                }
            }
        }
    }
}

/// The weights of a row of blocks, for tables that are looked up and not multiplied.
pub(super) fn unpack_row(blocks: &[u8], into: &mut [f32]) {
    let (blocks, _) = blocks.as_chunks::<BLOCK_BYTES>();
    for ([low, high, bytes @ ..], into) in blocks.iter().zip(into.chunks_exact_mut(BLOCK_WEIGHTS)) {
        let scale = f16::from_le_bytes([*low, *high]).to_f32();
        let (first, second) = into.split_at_mut(HALF);
        for ((byte, first), second) in bytes.iter().zip(first).zip(second) {
            *first = weight(*byte & 15) * scale;
            *second = weight(*byte >> 4) * scale;
        }
    }
}

#[inline(always)]
fn weight(stored: u8) -> f32 {
    f32::from(stored.cast_signed() - ZERO)
}

/// [`LANES`] outputs of [`TOKENS`] tokens, whose numbers at each input are side by side in `x`.
#[multiversion(targets("x86_64+avx512f+avx512vl+avx2+fma", "x86_64+avx2+fma"))]
fn tile(strip: &[Lanes], bias: &Lanes, x: &[[f32; TOKENS]], y: &mut [Lanes; TOKENS]) {
    let fused = target_cfg_f!(any(target_feature = "fma", target_arch = "aarch64"));
    let mut sums = [*bias; TOKENS];
    for (weights, x) in strip.iter().zip(x) {
        for token in 0..TOKENS {
            for lane in 0..LANES {
                sums[token][lane] = if fused {
                    x[token].mul_add(weights[lane], sums[token][lane])
                } else {
                    x[token] * weights[lane] + sums[token][lane]
                };
            }
        }
    }
    *y = sums;
}

/// The weights of a strip of outputs, from all its blocks.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl+avx2+fma", "x86_64+avx2+fma"))]
fn unpack(weights: &[[[u8; LANES]; HALF]], scales: &[Lanes], strip: &mut [Lanes]) {
    for ((weights, scales), strip) in weights.iter().zip(scales).zip(strip.chunks_exact_mut(BLOCK_WEIGHTS)) {
        let (first, second) = strip.split_at_mut(HALF);
        for ((bytes, first), second) in weights.iter().zip(first).zip(second) {
            for lane in 0..LANES {
                first[lane] = weight(bytes[lane] & 15) * scales[lane];
                second[lane] = weight(bytes[lane] >> 4) * scales[lane];
            }
        }
    }
}

/// Tokens in groups of [`TOKENS`], each input's numbers side by side; the last group is filled up with zeros.
fn side_by_side(x: &[f32], inputs: usize) -> Vec<[f32; TOKENS]> {
    let groups = x.chunks(inputs * TOKENS);
    let mut out = vec![[0.0; TOKENS]; groups.len() * inputs];
    for (group, out) in groups.zip(out.chunks_exact_mut(inputs)) {
        for (token, x) in group.chunks_exact(inputs).enumerate() {
            out.iter_mut().zip(x).for_each(|(out, x)| out[token] = *x);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Blocks of a file whose stored weights count up, all with the scale one half.
    fn blocks(count: usize) -> Vec<u8> {
        (0..count)
            .flat_map(|block| {
                let scale = f16::from_f32(0.5).to_le_bytes();
                scale
                    .into_iter()
                    .chain((0..HALF).map(move |byte| (block * 31 + byte * 7) as u8))
            })
            .collect()
    }

    #[test]
    fn the_product_is_that_of_the_unpacked_rows() {
        let (inputs, outputs) = (64, 32);
        let blocks = blocks(outputs * inputs / BLOCK_WEIGHTS);
        let bias: Vec<f32> = (0..outputs).map(|output| output as f32).collect();
        let matrix = Matrix::pack(&blocks, bias.clone(), inputs).unwrap();
        for tokens in [1, 5, 6, 13] {
            let x: Vec<f32> = (0..tokens * inputs).map(|at| (at as f32 * 0.37).sin()).collect();
            let mut y = Vec::new();
            matrix.apply(&x, &mut y);
            assert_eq!(y.len(), tokens * outputs);
            for token in 0..tokens {
                for output in 0..outputs {
                    let bytes = inputs / BLOCK_WEIGHTS * BLOCK_BYTES;
                    let mut row = vec![0.0; inputs];
                    unpack_row(&blocks[output * bytes..(output + 1) * bytes], &mut row);
                    let x = &x[token * inputs..(token + 1) * inputs];
                    let right: f32 = bias[output] + row.iter().zip(x).map(|(w, x)| w * x).sum::<f32>();
                    assert!((y[token * outputs + output] - right).abs() < 1e-3, "{token} {output}");
                }
            }
        }
    }

    #[test]
    fn a_block_is_low_halves_then_high_halves() {
        let mut block = f16::from_f32(2.0).to_le_bytes().to_vec();
        block.extend([0x0F; HALF]);
        let mut row = [0.0; BLOCK_WEIGHTS];
        unpack_row(&block, &mut row);
        assert_eq!((row[0], row[HALF]), (14.0, -16.0));
        assert!(Matrix::pack(&block, vec![0.0; LANES], BLOCK_WEIGHTS).is_none());
    }
}
