//! Many people who write at once, as when a fibre is cut.

use std::{collections::HashSet, sync::Arc, time::Duration};

use rand::{Rng, SeedableRng, rngs::StdRng};
use tokio::{sync::mpsc, task::JoinSet, time::Instant};

use super::{
    conversation::Conversation,
    intent::{Intent, Opening},
    resident::Resident,
};
use crate::{
    place::{Subscriber, strangers},
    switchboard::Switchboard,
};

/// What came of a storm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Storm {
    /// How many people wrote.
    pub people: usize,
    /// How many messages all of the town wrote meanwhile.
    pub written: u64,
    /// How many of these the desk took.
    pub taken: u64,
    /// How long it lasted, on the clock.
    pub lasted: Duration,
}

/// Lets so many people begin a conversation, each at a moment of their own within `over`. Returns when all have said
/// what they begin with; what they are answered they don't hear here.
pub(crate) async fn storm(board: Switchboard, subscribers: &[Subscriber], people: usize, over: Duration) -> Storm {
    let mut rng = StdRng::seed_from_u64(board.config().seed);
    let before = board.account().clone();
    let start = Instant::now();
    let mut begun = JoinSet::new();
    for resident in crowd(subscribers, board.config().seed, people) {
        let intent = Intent::of(&mut rng, resident.standing);
        let opening = Opening::of(&mut rng, &resident, intent);
        let moment = start + over.mul_f64(rng.random());
        let conversation = Conversation {
            board: board.clone(),
            resident,
            intent,
            inbox: mpsc::unbounded_channel().1,
            rng: StdRng::from_rng(&mut rng),
            waiting: Arc::default(),
            said: HashSet::new(),
        };
        let stop = board.stop().clone();
        begun.spawn(async move {
            tokio::select! {
                () = tokio::time::sleep_until(moment) => conversation.only_open(opening).await,
                () = stop.cancelled() => {}
            }
        });
    }
    while let Some(ended) = begun.join_next().await {
        if let Err(error) = ended {
            tracing::error!(%error, "somebody's conversation broke off");
        }
    }
    let after = board.account().clone();
    Storm {
        people,
        written: after.written - before.written,
        taken: after.written_taken - before.written_taken,
        lasted: start.elapsed(),
    }
}

/// The subscribers, and strangers where there are too few.
fn crowd(subscribers: &[Subscriber], seed: u64, people: usize) -> impl Iterator<Item = Resident> {
    let missing = people.saturating_sub(subscribers.len());
    let others: Vec<Resident> = strangers(seed, missing)
        .iter()
        .map(|one| Resident::stranger(one, "Setor Central".to_owned()))
        .collect();
    subscribers.iter().take(people).map(Resident::from).chain(others)
}
