//! How a subscriber fares: well until something turns, and some things turn together.

use rand::{Rng, SeedableRng, rngs::StdRng};
use time::{Duration, OffsetDateTime};

use crate::place::Subscriber;

/// Turns before the past begins, and after it ends, in days: some fare badly from the first day, some not yet.
const BEFORE: i64 = 45;
const AFTER: i64 = 20;
/// A line that fails or a debt takes so many days to show in a month's mean.
const SHOWS: f64 = 20.0;
/// Whose line gives out within these days: far below even the smallest plan, so that it shows in megabits too.
const POOR: f64 = 0.25;
/// For so many days they report its outages; by then most have left.
const REPORTED: i64 = 75;

/// Who fares how.
pub(super) struct Nature {
    line: Turn,
    debt: Turn,
    competitor: Turn,
    mood: f64,
}

/// Something that is one way until a moment and another way from then on.
struct Turn {
    from: f64,
    to: f64,
    at: OffsetDateTime,
}

/// How somebody fares at a moment.
pub(super) struct Life {
    /// What arrives, of the speed that was bought.
    pub speed_share: f64,
    /// Bills paid late.
    pub delays: f64,
    /// Share of the neighbourhood that a competitor reaches.
    pub competitor: f64,
    mood: f64,
}

impl Nature {
    /// The nature of somebody, whose turns lie around the days from `first` to `last`; a seed always gives the same.
    pub fn of(seed: u64, subscriber: &Subscriber, first: OffsetDateTime, last: OffsetDateTime) -> Self {
        let rng = &mut own(seed, subscriber);
        let days = (last - first).whole_days();
        let from = first - Duration::days(BEFORE);
        let moment = |rng: &mut StdRng| from + Duration::days(rng.random_range(0..days + BEFORE + AFTER));
        let (good, poor) = (rng.random_range(0.75..1.02), rng.random_range(0.08..0.24));
        let is_poor = rng.random_bool(POOR);
        let at = moment(rng);
        let line = Turn {
            from: good,
            to: if is_poor { poor } else { good },
            at,
        };
        // who gets little pays late
        let owes = rng.random_bool(if is_poor { 0.6 } else { 0.09 });
        let debt = Turn {
            from: f64::from(rng.random_range(0..2)),
            to: if owes {
                rng.random_range(3.0_f64..7.0).floor()
            } else {
                f64::from(rng.random_range(0..2))
            },
            at: if is_poor { at } else { moment(rng) },
        };
        let street = street(subscriber);
        let reached = Turn {
            from: f64::from(street % 26) / 100.0,
            to: if street % 10 < 3 {
                0.6 + f64::from(street % 41) / 100.0
            } else {
                f64::from(street % 26) / 100.0
            },
            at: from + Duration::days(i64::from(street / 41) % (days + BEFORE + AFTER).max(1)),
        };
        Self {
            line,
            debt,
            competitor: reached,
            mood: rng.random_range(-0.8..0.8),
        }
    }

    /// Whether the line has given out, and its outages are still reported.
    pub fn reports(&self, moment: OffsetDateTime) -> bool {
        moment < self.line.at + Duration::days(REPORTED) && self.at(moment).is_slow()
    }

    /// How they fare at a moment.
    pub fn at(&self, moment: OffsetDateTime) -> Life {
        Life {
            speed_share: self.line.slowly(moment),
            delays: self.debt.slowly(moment).floor(),
            competitor: self.competitor.at(moment),
            mood: self.mood,
        }
    }
}

impl Turn {
    fn at(&self, moment: OffsetDateTime) -> f64 {
        if moment < self.at { self.from } else { self.to }
    }

    /// The same, little by little.
    fn slowly(&self, moment: OffsetDateTime) -> f64 {
        let turned = ((moment - self.at).as_seconds_f64() / 86_400.0 / SHOWS).clamp(0.0, 1.0);
        (self.to - self.from).mul_add(turned, self.from)
    }
}

impl Life {
    /// Less than half of what was bought.
    pub fn is_slow(&self) -> bool {
        self.speed_share < 0.5
    }

    /// From 1 to 5.
    pub fn satisfaction(&self, outages: f64) -> f64 {
        (4.4 + self.mood - 0.7 * outages - if self.is_slow() { 1.1 } else { 0.0 }).clamp(1.0, 5.0)
    }
}

/// Somebody's own chance: the past and what other systems know tell of the same person.
fn own(seed: u64, subscriber: &Subscriber) -> StdRng {
    let of = subscriber
        .contract_number
        .bytes()
        .fold(seed ^ 0x6e61_7475_7265, |sum, byte| {
            sum.wrapping_mul(31).wrapping_add(byte.into())
        });
    StdRng::seed_from_u64(of)
}

/// A competitor builds by neighbourhood: all of it or little.
fn street(subscriber: &Subscriber) -> u32 {
    let quarter = subscriber.installation_address.rsplit(',').next().unwrap_or_default();
    quarter
        .bytes()
        .chain(subscriber.city.bytes())
        .fold(7, |sum, byte| sum.wrapping_mul(31) + u32::from(byte))
}
