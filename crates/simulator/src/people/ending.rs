//! What came of the conversations with sales and with billing.

use enlace_domain::{Outcome, OutcomeKind, QueueKey};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use time::UtcOffset;

use super::{past::Past, season};

/// Says so for each: sales fall off with the wait, disputes come in the days after the invoices and after the price rise.
pub(super) fn conclude(seed: u64, all: &mut [Past]) {
    let mut rng = StdRng::seed_from_u64(seed ^ 0x6f75_7463);
    let brasilia = UtcOffset::from_hms(-3, 0, 0).unwrap_or(UtcOffset::UTC);
    for past in all {
        let Some(answered) = past.answered else { continue };
        let date = past.opened.to_offset(brasilia).date();
        past.outcome = match past.queue {
            QueueKey::Commercial => {
                let hours = (answered - past.opened).as_seconds_f64() / 3_600.0;
                sale(&mut rng, hours)
            }
            QueueKey::Financial => {
                let invoices = if (5..=12).contains(&date.day()) { 0.24 } else { 0.09 };
                question(&mut rng, invoices * (1.0 + season::talk_of_the_rise(date)))
            }
            QueueKey::TechnicalUrgent | QueueKey::TechnicalNormal | QueueKey::Cancellation => None,
        };
    }
}

/// A sale or an upgrade, or neither, after so many hours of waiting.
fn sale(rng: &mut StdRng, hours: f64) -> Option<Outcome> {
    let (kind, prices) = if rng.random_bool((0.34 - 0.12 * hours).max(0.08)) {
        (OutcomeKind::Sale, [7_990, 9_990, 12_990])
    } else if rng.random_bool(0.2) {
        (OutcomeKind::Upgrade, [2_000, 3_000, 5_000])
    } else {
        return None;
    };
    Some(Outcome {
        kind,
        cents: prices.choose(rng).copied(),
    })
}

/// A dispute with this chance, else mostly a question of payment.
fn question(rng: &mut StdRng, disputes: f64) -> Option<Outcome> {
    let outcome = |kind, cents| Some(Outcome { kind, cents });
    if rng.random_bool(disputes) {
        let known = rng.random_bool(0.8);
        return outcome(OutcomeKind::Dispute, known.then(|| rng.random_range(1_500..18_000)));
    }
    if rng.random_bool(0.72) {
        outcome(OutcomeKind::Payment, None)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::{past, subscribers};

    #[test]
    fn something_comes_of_talks_with_sales_and_billing_alone() {
        let town = subscribers(7, 200);
        let all = past(7, &town, 60, datetime!(2026-11-28 16:00 UTC));
        for kind in OutcomeKind::ALL {
            let of_kind: Vec<_> = all
                .iter()
                .filter_map(|past| Some((past.queue, past.outcome?)))
                .filter(|(_, outcome)| outcome.kind == *kind)
                .collect();
            assert!(of_kind.len() > 5, "{kind}: {}", of_kind.len());
            for (queue, outcome) in of_kind {
                assert!(
                    OutcomeKind::of(queue).contains(kind) && outcome.is_sound(),
                    "{outcome:?}"
                );
            }
        }
    }
}
