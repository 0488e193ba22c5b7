//! Whose turn it is to write, and whom a storm strikes.

use std::ops::Range;

use rand::{
    Rng,
    rngs::StdRng,
    seq::{IndexedRandom, SliceRandom},
};
use time::Date;

use super::season;
use crate::place::Subscriber;

/// Who of those that write has written within days.
const AGAIN: f64 = 0.13;
/// So many after each other are looked at for one who has a contract already.
const LOOKS: usize = 20;

/// Everybody in turn, some again.
pub(super) struct Deck<'a> {
    cards: Vec<&'a Subscriber>,
    dealt: usize,
}

impl<'a> Deck<'a> {
    pub fn shuffled(rng: &mut StdRng, subscribers: &'a [Subscriber]) -> Self {
        let mut cards: Vec<_> = subscribers.iter().collect();
        cards.shuffle(rng);
        Self { cards, dealt: 0 }
    }

    /// How many there are.
    pub fn people(&self) -> f64 {
        count(self.cards.len())
    }

    /// The next one who has a contract on that day.
    pub fn next(&mut self, rng: &mut StdRng, date: Date) -> Option<&'a Subscriber> {
        let again = self.dealt > 60 && rng.random_bool(AGAIN);
        let back = if again { rng.random_range(1..60) } else { 0 };
        for _ in 0..LOOKS {
            if !again {
                self.dealt += 1;
            }
            let place = (self.dealt - back).checked_rem(self.cards.len())?;
            let card = self.cards.get(place)?;
            if card.customer_since <= date {
                return Some(card);
            }
            if again {
                return None;
            }
        }
        None
    }
}

/// A storm over one town.
pub(super) struct Storm<'a> {
    /// The hours of the day in which the lines are cut.
    pub hours: Range<u8>,
    struck: Vec<&'a Subscriber>,
}

impl<'a> Storm<'a> {
    /// The storm of a day, if there is one.
    pub fn of(rng: &mut StdRng, date: Date, deck: &Deck<'a>) -> Option<Self> {
        if !rng.random_ratio(1, season::storm_every(date)) {
            return None;
        }
        let town = &deck.cards.choose(rng)?.city;
        let begins = rng.random_range(13..21);
        Some(Self {
            hours: begins..begins + rng.random_range(1..4),
            struck: deck
                .cards
                .iter()
                .copied()
                .filter(|one| one.city == *town && one.customer_since <= date)
                .collect(),
        })
    }

    /// How many live there.
    pub fn people(&self) -> f64 {
        count(self.struck.len())
    }

    /// One of them.
    pub fn somebody(&self, rng: &mut StdRng) -> Option<&'a Subscriber> {
        self.struck.choose(rng).copied()
    }
}

fn count(people: usize) -> f64 {
    f64::from(u32::try_from(people).unwrap_or(u32::MAX))
}
