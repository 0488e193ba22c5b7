//! What the provider sells.

use enlace_domain::Money;
use rand::{Rng, rngs::StdRng};

/// A plan of the price list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// As the contract and the bill name it.
    pub name: &'static str,
    /// Mbit/s.
    pub speed: i32,
    /// BRL cents a month.
    pub cents: i64,
}

impl Plan {
    /// BRL a month.
    #[must_use]
    pub fn monthly_fee(&self) -> Money {
        Money::from_cents(self.cents)
    }
}

/// The price list, from the cheapest for homes to the one for businesses.
pub const PLANS: [Plan; 5] = [
    Plan {
        name: "Fibra 300",
        speed: 300,
        cents: 7_990,
    },
    Plan {
        name: "Fibra 500",
        speed: 500,
        cents: 9_990,
    },
    Plan {
        name: "Fibra 700",
        speed: 700,
        cents: 11_990,
    },
    Plan {
        name: "Fibra 1 Giga",
        speed: 1_000,
        cents: 14_990,
    },
    Plan {
        name: "Fibra Empresa 500",
        speed: 500,
        cents: 19_990,
    },
];

/// A home's plan: most take the second.
pub(super) fn for_a_home(rng: &mut StdRng) -> Plan {
    match rng.random_range(0..100) {
        0..28 => PLANS[0],
        28..68 => PLANS[1],
        68..90 => PLANS[2],
        _ => PLANS[3],
    }
}

/// A business's plan.
pub(super) fn for_a_business(rng: &mut StdRng) -> Plan {
    match rng.random_range(0..100) {
        0..20 => PLANS[1],
        20..35 => PLANS[3],
        _ => PLANS[4],
    }
}
