//! Names and ids as small numbers, so that a fact is narrow.

use std::{collections::HashMap, num::NonZero};

/// A name or an id, as small as may be.
pub(super) type Number = NonZero<u32>;

/// Where what has this number stands, counted from 0.
pub(super) const fn place_of(number: Number) -> usize {
    number.get() as usize - 1
}

/// The place of a number where none comes first: it stays the same, however many there are one day.
pub(super) fn place_or_none(number: Option<Number>) -> usize {
    number.map_or(0, |number| place_of(number) + 1)
}

/// Names and ids as small numbers.
#[derive(Clone, Debug)]
pub(super) struct Names<T>(HashMap<T, Number>);

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Eq + std::hash::Hash> Names<T> {
    /// Its number, a new one where it has none.
    pub(super) fn number(&mut self, name: T) -> Number {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(name).or_insert(Number::MIN.saturating_add(next))
    }

    /// The number of a name that some fact has.
    pub(super) fn known<Q>(&self, name: &Q) -> Option<Number>
    where
        T: std::borrow::Borrow<Q>,
        Q: Eq + std::hash::Hash + ?Sized,
    {
        self.0.get(name).copied()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// All, by their number.
    pub(super) fn in_order(&self) -> Vec<&T> {
        let mut all: Vec<(&T, Number)> = self.0.iter().map(|(name, number)| (name, *number)).collect();
        all.sort_unstable_by_key(|(_, number)| *number);
        all.into_iter().map(|(name, _)| name).collect()
    }
}
