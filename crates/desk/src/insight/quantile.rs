//! Medians and percentiles of every single duration: exact, and without copying or ordering them all.

/// So few are ordered at once.
const FEW: usize = 512;
/// Ranges within one doubling, as a power of two.
const FINE: u32 = 6;
/// Durations from here on, of 285 years, share the last range: up to here a float holds each of them.
const LONGEST: i64 = 1 << 53;
/// Ranges that durations are counted in.
const RANGES: usize = (53 << FINE) + 1;

/// The values, in seconds, below which these shares of the durations (microseconds, in several parts) lie; between two of
/// them it is interpolated, as PostgreSQL's `percentile_cont` does. `None` of nothing.
pub(super) fn quantiles<const N: usize>(parts: &[&[i64]], shares: [f64; N]) -> [Option<f64>; N] {
    let count: usize = parts.iter().map(|part| part.len()).sum();
    let Some(last) = count.checked_sub(1) else {
        return [None; N];
    };
    let places = shares.map(|share| Place::of(last, share));
    let near = Near::of(parts, count, &places);
    places.map(|place| {
        let (low, high) = (seconds(near.at(place.low)?), seconds(near.at(place.high)?));
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

/// The ordered durations around the places asked for.
struct Near {
    /// Their ranges: where each begins among all durations, where among these, and how many it has.
    ranges: Vec<(usize, usize, usize)>,
    values: Vec<i64>,
}

impl Near {
    fn of(parts: &[&[i64]], count: usize, places: &[Place]) -> Self {
        if count <= FEW {
            let mut values = parts.concat();
            values.sort_unstable();
            return Self {
                ranges: vec![(0, 0, count)],
                values,
            };
        }
        let mut counts = vec![0_u32; RANGES];
        for part in parts {
            for duration in *part {
                counts[range(*duration)] += 1;
            }
        }
        let wanted = |begin: usize, n: usize| {
            let has = |place: usize| (begin..begin + n).contains(&place);
            places.iter().any(|place| has(place.low) || has(place.high))
        };
        let (mut ranges, mut begin, mut kept) = (Vec::new(), 0, 0);
        // what is kept, as a few stretches: comparing with those is less work than asking for each duration's range again
        let mut stretches: Vec<(i64, i64)> = Vec::new();
        let mut is_open = false;
        for (place, n) in counts.iter().enumerate().filter(|(_, n)| **n > 0) {
            let n = *n as usize;
            let is_wanted = wanted(begin, n);
            if is_wanted {
                match stretches.last_mut().filter(|_| is_open) {
                    Some((_, last)) => *last = last_of(place),
                    None => stretches.push((first_of(place), last_of(place))),
                }
                ranges.push((begin, kept, n));
                kept += n;
            }
            is_open = is_wanted;
            begin += n;
        }
        let mut values = Vec::with_capacity(kept);
        for part in parts {
            for (first, last) in &stretches {
                values.extend(
                    part.iter()
                        .filter(|duration| *first <= **duration && **duration <= *last),
                );
            }
        }
        // a range's durations are all above those of the range before it
        values.sort_unstable();
        Self { ranges, values }
    }

    /// The duration at a place among all.
    fn at(&self, place: usize) -> Option<i64> {
        let of = |(begin, kept, n): &(usize, usize, usize)| {
            let within = place.checked_sub(*begin).filter(|within| within < n)?;
            self.values.get(kept + within).copied()
        };
        self.ranges.iter().find_map(of)
    }
}

/// The range of a duration: the greater, the later; each doubling has as many. Clocks that disagree make durations below
/// nothing: they share the first.
#[inline]
fn range(duration: i64) -> usize {
    #[expect(clippy::cast_precision_loss, reason = "none is lost up to LONGEST")]
    let float = duration.clamp(1, LONGEST) as f64;
    // of a float the highest bits are the doubling and how far into it
    let bits = (float.to_bits() >> (52 - FINE)) - FIRST;
    usize::try_from(bits).unwrap_or(RANGES - 1)
}

/// The bits of one microsecond that tell its range.
const FIRST: u64 = 1_f64.to_bits() >> (52 - FINE);

/// The shortest duration of a range, or of those behind it where none is so short.
fn first_of(range: usize) -> i64 {
    if range == 0 {
        return i64::MIN;
    }
    let bits = (FIRST + range as u64) << (52 - FINE);
    #[expect(clippy::cast_possible_truncation, reason = "a whole number of at most LONGEST")]
    let first = f64::from_bits(bits).ceil() as i64;
    first
}

/// The longest duration of a range.
fn last_of(range: usize) -> i64 {
    if range + 1 < RANGES {
        first_of(range + 1) - 1
    } else {
        i64::MAX
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
        let durations = [400_000_000, 60_000_000, 100_000_000];
        assert_eq!(quantiles(&[&durations], [0.5, 0.9]), [Some(100.0), Some(340.0)]);
        assert_eq!(quantiles(&[&[5_000_000], &[10_000_000]], [0.5]), [Some(7.5)]);
        assert_eq!(quantiles(&[&[2_000_000]], [0.9]), [Some(2.0)]);
        assert_eq!(quantiles(&[&[], &[]], [0.5]), [None]);
    }

    #[test]
    fn many_are_counted_and_come_to_the_same() {
        // from below nothing to three hours, in no order, in parts as unlike as can be
        let durations: Vec<i64> = (0..30_000_i64)
            .map(|n| (n * 7_919 % 30_011) * 360_001 - 5_000_000)
            .collect();
        let (few, rest) = durations.split_at(3);
        let (some, many) = rest.split_at(9_000);
        let mut ordered = durations.clone();
        ordered.sort_unstable();
        let shares = [0.0, 0.01, 0.25, 0.5, 0.9, 0.999, 1.0];
        let exact = shares.map(|share| {
            let place = Place::of(ordered.len() - 1, share);
            let (low, high) = (seconds(ordered[place.low]), seconds(ordered[place.high]));
            Some(low + (high - low) * place.part)
        });
        assert_eq!(quantiles(&[few, &[], some, many], shares), exact);
        let same = vec![1_500_000; 5_000];
        assert_eq!(quantiles(&[&same], [0.5, 0.9]), [Some(1.5), Some(1.5)]);
    }

    #[test]
    fn ranges_follow_the_durations() {
        let mut before = 0;
        for duration in
            (0..40_000).chain((16..62).flat_map(|bit| [(1_i64 << bit) - 1, 1 << bit, (1 << bit) + (1 << (bit - 3))]))
        {
            let range = range(duration);
            assert!(range < RANGES);
            if duration < 40_000 {
                assert!(range >= before, "{duration}");
                before = range;
            }
        }
        let bits: Vec<usize> = (0..=53).map(|bit| range(1_i64 << bit)).collect();
        assert!(bits.is_sorted_by(|one, other| one < other));
        assert_eq!(
            [range(LONGEST), range(i64::MAX), range(-1), range(i64::MIN)],
            [RANGES - 1, RANGES - 1, 0, 0]
        );
    }

    #[test]
    fn a_range_has_all_from_its_first_duration_to_its_last() {
        for place in 0..RANGES {
            let (first, last) = (first_of(place), last_of(place));
            // of the shortest durations most ranges have none
            if first <= last {
                assert_eq!((range(first), range(last)), (place, place));
            }
            if place > 0 {
                assert_eq!(first - 1, last_of(place - 1));
                assert!(range(first - 1) < place);
            }
        }
    }
}
