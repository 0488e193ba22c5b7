//! People who write: why, when and how they do, and what they make of the answers.
//!
//! They know the desk only through messages, as anybody does.

mod arrivals;
mod asked;
mod chance;
mod conversation;
mod day;
mod deck;
mod ending;
mod hearing;
mod intent;
mod leaving;
mod nature;
mod opening;
mod past;
mod population;
mod rating;
mod replies;
mod resident;
mod risk;
mod season;
mod shift;
mod speech;
mod storm;

pub use asked::Asked;
pub use leaving::{Known, Leaving, Lives, lives};
pub use past::{Past, past};
pub use rating::Rating;
pub use risk::{Pull, Risk};
pub use shift::{SHIFTS, Shift};
pub use storm::Storm;

pub(crate) use storm::storm;

use std::{collections::VecDeque, sync::Arc};

use rand::{SeedableRng, rngs::StdRng};
use time::OffsetDateTime;
use tokio::{
    sync::mpsc,
    time::{Instant, sleep_until},
};

use self::population::Population;
use crate::{place::Subscriber, switchboard::Switchboard};

/// Lets them live. Never returns; whoever drops it stops them all.
pub(crate) async fn live(board: Switchboard, subscribers: Arc<Vec<Subscriber>>) {
    let (ring, mut phones) = mpsc::unbounded_channel();
    board.populate(ring);
    let mut population = Population::new(board.clone(), &subscribers);
    let mut rng = StdRng::from_os_rng();
    let start = Instant::now();
    let mut burst: VecDeque<Instant> = arrivals::burst(&mut rng, board.config().open_at_start)
        .into_iter()
        .map(|at| start + board.paced(at))
        .collect();
    // whether somebody begins at the next moment, or only the hour is looked at again
    let mut comes = !burst.is_empty();
    let mut next = burst.pop_front().unwrap_or(start);
    loop {
        tokio::select! {
            () = sleep_until(next) => {
                if comes {
                    population.somebody_begins();
                }
                if let Some(at) = burst.pop_front() {
                    next = at;
                } else {
                    let now = arrivals::local(OffsetDateTime::now_utc());
                    let gap = arrivals::gap(&mut rng, subscribers.len(), now);
                    comes = gap.is_some();
                    next += board.paced(gap.unwrap_or(arrivals::LOOK));
                }
            }
            Some(message) = phones.recv() => population.deliver(message),
            () = population.next_change() => {}
        }
    }
}
