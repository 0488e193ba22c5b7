//! Money in Brazilian reais, exact to the cent.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// An amount in BRL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(Decimal);

impl Money {
    /// Rounded to cents, half away from zero as invoices are.
    #[must_use]
    pub fn new(amount: Decimal) -> Self {
        Self(amount.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero))
    }

    /// From whole cents.
    #[must_use]
    pub fn from_cents(cents: i64) -> Self {
        Self(Decimal::new(cents, 2))
    }

    /// The amount in BRL.
    #[must_use]
    pub const fn amount(self) -> Decimal {
        self.0
    }
}

/// `R$ 1.234,56`, as Brazil writes it.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:.2}", self.0.abs());
        let (whole, cents) = text.split_once('.').unwrap_or((&text, "00"));
        let mut grouped = String::with_capacity(whole.len() + 4);
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                grouped.push('.');
            }
            grouped.push(digit);
        }
        let sign = if self.0.is_sign_negative() && !self.0.is_zero() {
            "-"
        } else {
            ""
        };
        write!(f, "{sign}R$\u{a0}{grouped},{cents}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_as_brazil_writes() {
        assert_eq!(Money::from_cents(9_990).to_string(), "R$\u{a0}99,90");
        assert_eq!(Money::from_cents(123_456_789).to_string(), "R$\u{a0}1.234.567,89");
        assert_eq!(Money::from_cents(-5).to_string(), "-R$\u{a0}0,05");
    }
}
