//! What happens to tokens between the products: normalisation, the bend, attention.

use multiversion::multiversion;

/// Tokens whose attention to one token is computed side by side.
const LANES: usize = 16;

/// Adds `more` to each token's numbers, brings them to mean zero and spread one, scales and shifts.
#[multiversion(targets("x86_64+avx512f+avx512vl+avx2+fma", "x86_64+avx2+fma"))]
pub(super) fn add_and_normalise(x: &mut [f32], more: &[f32], scale: &[f32], shift: &[f32], epsilon: f32) {
    for (x, more) in x.chunks_exact_mut(scale.len()).zip(more.chunks_exact(scale.len())) {
        x.iter_mut().zip(more).for_each(|(x, more)| *x += more);
        normalise(x, scale, shift, epsilon);
    }
}

/// Brings one token's numbers to mean zero and spread one, then scales and shifts them.
#[inline(always)]
pub(super) fn normalise(x: &mut [f32], scale: &[f32], shift: &[f32], epsilon: f32) {
    let count = x.len() as f32;
    let mean = sum(x, |one| one) / count;
    let spread = sum(x, |one| (one - mean) * (one - mean)) / count;
    let factor = 1.0 / (spread + epsilon).sqrt();
    for ((x, scale), shift) in x.iter_mut().zip(scale).zip(shift) {
        *x = (*x - mean) * factor * scale + shift;
    }
}

/// The sum of something of all numbers, in as many partial sums as fit side by side.
#[inline(always)]
fn sum(x: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut sums = [0.0; LANES];
    let (rows, rest) = x.as_chunks::<LANES>();
    for row in rows {
        for lane in 0..LANES {
            sums[lane] += of(row[lane]);
        }
    }
    sums.iter().sum::<f32>() + rest.iter().map(|one| of(*one)).sum::<f32>()
}

/// The exact GELU: each number times the chance that a normal variable lies below it.
pub(super) fn gelu(x: &mut [f32]) {
    for x in x {
        *x *= 0.5 * (1.0 + libm::erff(*x * std::f32::consts::FRAC_1_SQRT_2));
    }
}

/// Where each token looks, for one head of one text.
///
/// `q`, `k`, `v` and `out` have `stride` numbers a token, of which those from `from` on, `width` many, are
/// the head's; `keys` is room to work in.
#[multiversion(targets("x86_64+avx512f+avx512vl+avx2+fma", "x86_64+avx2+fma"))]
pub(super) fn attend(head: &Head, q: &[f32], k: &[f32], v: &[f32], out: &mut [f32], room: &mut Room) {
    let Head { stride, from, width } = *head;
    let tokens = q.len() / stride;
    let padded = tokens.next_multiple_of(LANES);
    let scale = 1.0 / (width as f32).sqrt();
    let Room { keys, chances } = room;
    keys.clear();
    keys.resize(width * padded, 0.0);
    for (token, k) in k.chunks_exact(stride).enumerate() {
        for (number, k) in k[from..from + width].iter().enumerate() {
            keys[number * padded + token] = k * scale;
        }
    }
    for (q, out) in q.chunks_exact(stride).zip(out.chunks_exact_mut(stride)) {
        chances.clear();
        chances.resize(padded, 0.0);
        for (q, keys) in q[from..from + width].iter().zip(keys.chunks_exact(padded)) {
            chances
                .iter_mut()
                .zip(keys)
                .for_each(|(chance, key)| *chance += q * key);
        }
        let chances = &mut chances[..tokens];
        let top = chances.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        chances.iter_mut().for_each(|chance| *chance = (*chance - top).exp());
        let all = 1.0 / sum(chances, |one| one);
        let out = &mut out[from..from + width];
        out.fill(0.0);
        for (chance, v) in chances.iter().zip(v.chunks_exact(stride)) {
            let share = chance * all;
            out.iter_mut()
                .zip(&v[from..from + width])
                .for_each(|(out, v)| *out += share * v);
        }
    }
}

/// Which numbers of a token are a head's.
pub(super) struct Head {
    pub(super) stride: usize,
    pub(super) from: usize,
    pub(super) width: usize,
}

/// Room that [`attend`] works in, kept between calls.
#[derive(Default)]
pub(super) struct Room {
    /// The keys, each number of all tokens side by side.
    keys: Vec<f32>,
    chances: Vec<f32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normalised_numbers_have_mean_zero_and_spread_one() {
        let mut x: Vec<f32> = (0..40).map(|at| at as f32).collect();
        let (more, ones, zeros) = (vec![1.0; 40], vec![1.0; 40], vec![0.0; 40]);
        add_and_normalise(&mut x, &more, &ones, &zeros, 1e-12);
        let mean = x.iter().sum::<f32>() / 40.0;
        let spread = x.iter().map(|one| one * one).sum::<f32>() / 40.0;
        assert!(mean.abs() < 1e-5 && (spread - 1.0).abs() < 1e-4, "{mean} {spread}");
    }

    #[test]
    fn the_bend_is_at_zero() {
        let mut x = [-10.0, 0.0, 1.0, 10.0];
        gelu(&mut x);
        for (found, right) in x.iter().zip([0.0, 0.0, 0.841_344_7, 10.0]) {
            assert!((found - right).abs() < 1e-5, "{found} {right}");
        }
    }

    #[test]
    fn a_token_takes_most_from_the_key_like_its_question() {
        // two tokens of one head of two numbers, with a number of another head before and after
        let q = [9.0, 40.0, 0.0, 9.0, 9.0, 0.0, 0.0, 9.0];
        let k = [9.0, 1.0, 0.0, 9.0, 9.0, 0.0, 1.0, 9.0];
        let v = [9.0, 1.0, 2.0, 9.0, 9.0, 3.0, 4.0, 9.0];
        let mut out = [7.0; 8];
        let head = Head {
            stride: 4,
            from: 1,
            width: 2,
        };
        attend(&head, &q, &k, &v, &mut out, &mut Room::default());
        assert!((out[1] - 1.0).abs() < 1e-4 && (out[2] - 2.0).abs() < 1e-4, "{out:?}");
        assert!(
            (out[5] - 2.0).abs() < 1e-4 && (out[6] - 3.0).abs() < 1e-4,
            "the second has no preference: {out:?}"
        );
        assert_eq!(
            (out[0], out[3], out[4], out[7]),
            (7.0, 7.0, 7.0, 7.0),
            "other heads stay"
        );
    }
}
