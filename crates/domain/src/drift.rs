//! How far what is seen now has moved from what was seen when a model was made.

/// Below this a population is as it was.
pub const STEADY_BELOW: f64 = 0.1;
/// From this on it is another one: the model was made for something else.
pub const MOVED_FROM: f64 = 0.25;
/// No share counts as less, so that an empty band does not make the index endless.
const LEAST_SHARE: f64 = 0.0001;

/// The population stability index of counts in the same bands, then and now.
///
/// The sum over all bands of the difference of the shares times the logarithm of their ratio. `None` where one of the two
/// is empty.
#[must_use]
pub fn stability_index(then: &[u64], now: &[u64]) -> Option<f64> {
    let (before, after) = (then.iter().sum::<u64>(), now.iter().sum::<u64>());
    if before == 0 || after == 0 || then.len() != now.len() {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of messages and customers")]
    let share = |part: u64, whole: u64| (part as f64 / whole as f64).max(LEAST_SHARE);
    let moved = then.iter().zip(now).map(|(then, now)| {
        let (then, now) = (share(*then, before), share(*now, after));
        (now - then) * (now / then).ln()
    });
    Some(moved.sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_mix_is_steady_and_a_turned_one_has_moved() {
        assert_eq!(stability_index(&[10, 20, 30], &[100, 200, 300]), Some(0.0));
        let slight = stability_index(&[50, 50], &[55, 45]).unwrap();
        assert!(slight > 0.0 && slight < STEADY_BELOW, "{slight}");
        let turned = stability_index(&[90, 10], &[10, 90]).unwrap();
        assert!(turned > MOVED_FROM, "{turned}");
        // by hand: (0.6 - 0.5) ln(0.6 / 0.5) + (0.4 - 0.5) ln(0.4 / 0.5)
        let known = stability_index(&[50, 50], &[60, 40]).unwrap();
        assert!((known - 0.040_547).abs() < 1e-6, "{known}");
    }

    #[test]
    fn an_empty_band_is_no_end_and_an_empty_side_says_nothing() {
        assert!(stability_index(&[10, 0], &[5, 5]).unwrap().is_finite());
        assert_eq!(stability_index(&[0, 0], &[5, 5]), None);
        assert_eq!(stability_index(&[5, 5], &[5]), None);
    }
}
