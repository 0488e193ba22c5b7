//! Those who have no contract and write all the same: mostly to ask what it costs.

use enlace_domain::WaId;
use rand::{Rng, SeedableRng, rngs::StdRng};

use super::{names, subscriber::mobile};

/// Somebody the provider doesn't know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stranger {
    /// The name they gave themselves on WhatsApp.
    pub profile_name: String,
    /// WhatsApp's spelling of their number.
    pub wa_id: WaId,
}

/// Area codes of people who moved here and kept their number, and those of the region.
const AREAS: [&str; 9] = ["62", "62", "62", "61", "64", "63", "11", "98", "34"];

/// `count` strangers, the same for the same seed. Their numbers may meet a subscriber's: then it is somebody in the
/// subscriber's house who writes.
#[must_use]
pub fn strangers(seed: u64, count: usize) -> Vec<Stranger> {
    // A stream of its own, so that the subscribers' one doesn't shift.
    let mut rng = StdRng::seed_from_u64(seed ^ 0x5EED_0F57);
    let mut made = Vec::with_capacity(count);
    while made.len() < count {
        let name = names::person(&mut rng);
        let profile_name = names::on_whatsapp(&mut rng, &name);
        let area = AREAS[rng.random_range(0..AREAS.len())];
        if let Some((_, wa_id)) = mobile(&mut rng, area) {
            made.push(Stranger { profile_name, wa_id });
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_come_with_a_name_and_a_number() {
        let some = strangers(3, 50);
        assert_eq!(some, strangers(3, 50));
        assert!(
            some.iter()
                .all(|one| one.wa_id.phone().is_ok() && !one.profile_name.is_empty())
        );
    }
}
