//! Making the confidence mean what it says, and how much of it is enough not to ask.

use super::regression::{QUEUES, softmax};

/// Divides the pulls before the softmax, so that of the messages given 0.8, about 80 % are right.
/// Fitted on out-of-fold predictions (`enlace classify --report` prints the fit; a test keeps it near).
pub(super) const TEMPERATURE: f32 = 1.10;

/// The same for words and sentence vectors together.
pub(super) const MEANING_TEMPERATURE: f32 = 1.05;

/// Below this confidence the subscriber is asked what it is about, with buttons. Chosen on out-of-fold
/// predictions; `docs/CLASSIFIER.md` says how many are asked and how often the others are right.
pub const ASK_BELOW: f32 = 0.6;

/// The temperature with the least log-loss over pulls whose right queue is known.
pub(super) fn fit_temperature(pulls: &[[f32; QUEUES]], queues: &[usize]) -> f32 {
    let loss = |temperature: f32| -> f64 {
        let chance = |(pull, queue): (&[f32; QUEUES], &usize)| softmax(pull.map(|one| one / temperature))[*queue];
        pulls
            .iter()
            .zip(queues)
            .map(|pair| -f64::from(chance(pair).max(f32::MIN_POSITIVE).ln()))
            .sum()
    };
    // The loss has one valley in the temperature: a third is cut off the worse side each time.
    let (mut low, mut high) = (0.1_f32, 10.0_f32);
    for _ in 0..40 {
        let (left, right) = (low + (high - low) / 3.0, high - (high - low) / 3.0);
        if loss(left) < loss(right) {
            high = right
        } else {
            low = left
        }
    }
    (low + high) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overconfidence_is_cooled_and_modesty_warmed() {
        // Four of five right: a pull of ln(16) for the first queue gives it exactly 0.8.
        let queues = [0, 0, 0, 0, 1];
        let pull = |strength: f32| [16_f32.ln() * strength, 0.0, 0.0, 0.0, 0.0];
        let exact = fit_temperature(&[pull(1.0); 5], &queues);
        let loud = fit_temperature(&[pull(3.0); 5], &queues);
        assert!(loud > 2.5 * exact && exact > 0.5, "{exact} {loud}");
    }
}
