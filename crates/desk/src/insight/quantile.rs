//! Medians and percentiles of every single duration: exact, and without putting them all in one order.

use enlace_store::insight::Sum;

/// So few are put in order together.
const FEW: usize = 256;

/// A sum with its durations in order, as [`quantiles`] wants them.
pub(super) fn in_order(mut sum: Sum) -> Sum {
    sum.took.sort_unstable();
    sum
}

/// The values, in seconds, below which these shares of the durations (microseconds, in several parts, each of them in order)
/// lie; between two of them it is interpolated, as PostgreSQL's `percentile_cont` does. `None` of nothing.
pub(super) fn quantiles<const N: usize>(parts: &[&[i64]], shares: [f64; N]) -> [Option<f64>; N] {
    let count: usize = parts.iter().map(|part| part.len()).sum();
    let Some(last) = count.checked_sub(1) else {
        return [None; N];
    };
    shares.map(|share| {
        let place = Place::of(last, share);
        let [low, high] = at(parts.to_vec(), [place.low, place.high])?.map(seconds);
        Some(low + (high - low) * place.part)
    })
}

/// Between which two of the ordered durations a share lies, and how far.
struct Place {
    low: usize,
    high: usize,
    part: f64,
}

impl Place {
    fn of(last: usize, share: f64) -> Self {
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place within what is counted, far below 2^52"
        )]
        let (low, part) = {
            let exact = last as f64 * share;
            (exact.floor() as usize, exact.fract())
        };
        Self {
            low: low.min(last),
            high: (low + 1).min(last),
            part,
        }
    }
}

/// The durations at two places among all in order, the first of them not behind the second.
fn at(mut parts: Vec<&[i64]>, [mut low, mut high]: [usize; 2]) -> Option<[i64; 2]> {
    let mut cuts = Vec::with_capacity(parts.len());
    loop {
        parts.retain(|part| !part.is_empty());
        if parts.iter().map(|part| part.len()).sum::<usize>() <= FEW {
            let mut few = parts.concat();
            few.sort_unstable();
            return Some([*few.get(low)?, *few.get(high)?]);
        }
        // parts of one kind are alike: the middle of the longest is not far from the middle of all
        let longest = parts.iter().max_by_key(|part| part.len())?;
        let middle = *longest.get(longest.len() / 2)?;
        cuts.clear();
        cuts.extend(parts.iter().map(|part| {
            let shorter = part.partition_point(|took| *took < middle);
            (
                shorter,
                shorter + part[shorter..].partition_point(|took| *took == middle),
            )
        }));
        let shorter: usize = cuts.iter().map(|(shorter, _)| shorter).sum();
        let longer: usize = cuts.iter().map(|(_, longer)| longer).sum();
        if shorter <= low && high < longer {
            return Some([middle; 2]);
        }
        if high < shorter {
            for (part, (shorter, _)) in parts.iter_mut().zip(&cuts) {
                *part = &part[..*shorter];
            }
        } else if low >= longer {
            for (part, (_, longer)) in parts.iter_mut().zip(&cuts) {
                *part = &part[*longer..];
            }
            (low, high) = (low - longer, high - longer);
        } else {
            // they are not on the same side
            let [low, _] = at(parts.clone(), [low; 2])?;
            let [high, _] = at(parts, [high; 2])?;
            return Some([low, high]);
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "microseconds are far below 2^52")]
fn seconds(microseconds: i64) -> f64 {
    microseconds as f64 / 1_000_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_postgresql() {
        let durations = [60_000_000, 100_000_000, 400_000_000];
        assert_eq!(quantiles(&[&durations], [0.5, 0.9]), [Some(100.0), Some(340.0)]);
        assert_eq!(quantiles(&[&[5_000_000], &[10_000_000]], [0.5]), [Some(7.5)]);
        assert_eq!(quantiles(&[&[2_000_000]], [0.9]), [Some(2.0)]);
        assert_eq!(quantiles(&[&[], &[]], [0.5]), [None]);
    }

    /// Each share by itself, of all in one order.
    fn plain<const N: usize>(parts: &[&[i64]], shares: [f64; N]) -> [Option<f64>; N] {
        let mut ordered = parts.concat();
        ordered.sort_unstable();
        shares.map(|share| {
            let place = Place::of(ordered.len() - 1, share);
            let (low, high) = (seconds(ordered[place.low]), seconds(ordered[place.high]));
            Some(low + (high - low) * place.part)
        })
    }

    const SHARES: [f64; 7] = [0.0, 0.01, 0.25, 0.5, 0.9, 0.999, 1.0];

    #[test]
    fn many_in_parts_come_to_the_same() {
        // from below nothing to three hours, in parts as unlike as can be
        let durations: Vec<i64> = (0..30_000_i64)
            .map(|n| (n * 7_919 % 30_011) * 360_001 - 5_000_000)
            .collect();
        let ordered = |durations: &[i64]| {
            let mut durations = durations.to_vec();
            durations.sort_unstable();
            durations
        };
        let (few, rest) = durations.split_at(3);
        let (some, many) = rest.split_at(9_000);
        let [few, some, many] = [few, some, many].map(ordered);
        let parts: [&[i64]; 4] = [&few, &[], &some, &many];
        assert_eq!(quantiles(&parts, SHARES), plain(&parts, SHARES));
        // parts that do not touch, the place asked for between them
        let all = ordered(&durations);
        let (low, high) = all.split_at(15_000);
        assert_eq!(quantiles(&[high, low], SHARES), plain(&[high, low], SHARES));
        let weeks: Vec<&[i64]> = all.chunks(211).collect();
        assert_eq!(quantiles(&weeks, SHARES), plain(&weeks, SHARES));
    }

    #[test]
    fn many_of_the_same_come_to_an_end() {
        let same = vec![1_500_000; 5_000];
        assert_eq!(quantiles(&[&same, &same], [0.5, 0.9]), [Some(1.5), Some(1.5)]);
        // half of them one, half of them another: the median lies between
        let other = vec![2_500_000; 5_000];
        assert_eq!(quantiles(&[&other, &same], [0.5, 0.9]), [Some(2.0), Some(2.5)]);
    }
}
