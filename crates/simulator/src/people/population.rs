//! Who lives in the town, who is in a conversation, and who begins one next.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use enlace_domain::SurveyKind;
use rand::{Rng, SeedableRng, rngs::StdRng};
use tokio::{
    sync::mpsc::{self, UnboundedSender},
    task::JoinSet,
};

use super::{
    conversation::Conversation,
    hearing::{self, Heard},
    intent::{Intent, Opening},
    rating,
    resident::Resident,
};
use crate::{
    SentToSubscriber, callbacks, inbound,
    ledger::match_key,
    message::Written,
    place::{Subscriber, strangers},
    switchboard::Switchboard,
};

/// Above so many people waiting for a first answer nobody new begins.
const MOST_WAITING: usize = 160;
/// How many strangers may write, and how many of a hundred beginners are strangers.
const STRANGERS: usize = 300;
const STRANGERS_SHARE: f64 = 0.12;
/// How many of those who had an answer come back to the matter, and after how many seconds of life.
const COME_BACK: f64 = 0.15;
const BACK_AFTER: std::ops::Range<f64> = 3_600.0..18_000.0;

/// The people and what they do.
pub(super) struct Population {
    board: Switchboard,
    rng: StdRng,
    residents: Vec<Resident>,
    subscribers: usize,
    by_key: HashMap<String, usize>,
    /// Those in a conversation, by the key of their number.
    busy: HashMap<String, UnboundedSender<SentToSubscriber>>,
    conversations: JoinSet<(Resident, Intent)>,
    away: JoinSet<(Resident, Intent)>,
    waiting: Arc<AtomicUsize>,
    /// Conversations of an earlier day that the desk has not answered yet.
    older: usize,
}

impl Population {
    pub fn new(board: Switchboard, subscribers: &[Subscriber]) -> Self {
        let mut residents: Vec<Resident> = subscribers.iter().map(Resident::from).collect();
        let known = residents.len();
        for (index, stranger) in strangers(board.config().seed, STRANGERS).iter().enumerate() {
            let neighbour = index.checked_rem(known).and_then(|at| residents.get(at));
            let sector = neighbour.map_or_else(|| "Setor Central".to_owned(), |one| one.sector.clone());
            residents.push(Resident::stranger(stranger, sector));
        }
        let by_key = residents
            .iter()
            .enumerate()
            .map(|(index, one)| (one.key.clone(), index))
            .collect();
        Self {
            older: board.config().open_at_start,
            board,
            // Every run is another day.
            rng: StdRng::from_os_rng(),
            residents,
            subscribers: known,
            by_key,
            busy: HashMap::new(),
            conversations: JoinSet::new(),
            away: JoinSet::new(),
            waiting: Arc::new(AtomicUsize::new(0)),
        }
    }

    /// Somebody who is in no conversation begins one, unless too many wait already.
    pub fn somebody_begins(&mut self) {
        if self.older + self.waiting.load(Ordering::Relaxed) >= MOST_WAITING {
            return;
        }
        for _ in 0..20 {
            let known = self.subscribers;
            let stranger = known == 0 || self.rng.random_bool(STRANGERS_SHARE);
            let range = if stranger {
                known..self.residents.len()
            } else {
                0..known
            };
            let index = self.rng.random_range(range);
            let Some(resident) = self.residents.get(index).cloned() else {
                continue;
            };
            if !self.busy.contains_key(&resident.key) {
                let intent = Intent::of(&mut self.rng, resident.standing);
                let opening = Opening::of(&mut self.rng, &resident, intent);
                self.begin(resident, intent, opening, None);
                return;
            }
        }
    }

    /// A message of the desk reaches its phone.
    pub fn deliver(&mut self, message: SentToSubscriber) {
        let key = match_key(message.to.as_str());
        if let Some(inbox) = self.busy.get(&key) {
            match inbox.send(message) {
                Ok(()) => return,
                // The conversation ended this moment.
                Err(unheard) => return self.deliver_to_the_idle(&key, unheard.0),
            }
        }
        self.deliver_to_the_idle(&key, message);
    }

    /// Somebody in no conversation: reads, says how it was if asked, and takes it up again when a person of the desk asks something.
    fn deliver_to_the_idle(&mut self, key: &str, message: SentToSubscriber) {
        let Some(resident) = self
            .by_key
            .get(key)
            .and_then(|index| self.residents.get(*index))
            .cloned()
        else {
            return;
        };
        if let Some(kind) = rating::asked(&message) {
            self.rate(resident, message, kind);
            return;
        }
        if hearing::is_automatic(&message) {
            self.only_read(message);
            return;
        }
        self.older = self.older.saturating_sub(1);
        let intent = Intent::of(&mut self.rng, resident.standing);
        match hearing::hear(&message, intent) {
            Heard::Question | Heard::DoesItWork => self.begin(resident, intent, Opening::Again, Some(message)),
            _ => self.only_read(message),
        }
    }

    /// Says how it was, a while after everything was said.
    fn rate(&mut self, resident: Resident, message: SentToSubscriber, kind: SurveyKind) {
        let (board, life) = (
            self.board.clone(),
            Duration::from_secs_f64(self.rng.random_range(20.0..180.0)),
        );
        let mood = self.rng.random_range(3.2..5.0);
        let rating = rating::rate(&mut self.rng, kind, mood);
        self.only_read(message.clone());
        let Some(rating) = rating else { return };
        tokio::spawn(async move {
            let mut said = vec![rating::written(&message, kind, rating.score)];
            said.extend(rating.comment.map(|comment| Written::Text(comment.to_owned())));
            for written in said {
                board.wait(life).await;
                let Some(on) = board.home(resident.writer.wa_id.as_str()) else {
                    return;
                };
                if let Err(error) = inbound::write(&on, &resident.writer, &written).await {
                    tracing::warn!(%error, "the desk did not take a message");
                }
            }
        });
    }

    fn only_read(&mut self, message: SentToSubscriber) {
        let board = self.board.clone();
        let life = Duration::from_secs_f64(self.rng.random_range(3.0..40.0));
        tokio::spawn(async move {
            board.wait(life).await;
            if let Err(error) = callbacks::mark_read(&board, &message.sid).await {
                tracing::debug!(%error, "a message could not be marked as read");
            }
        });
    }

    fn begin(&mut self, resident: Resident, intent: Intent, opening: Opening, first: Option<SentToSubscriber>) {
        let (ring, inbox) = mpsc::unbounded_channel();
        if let Some(first) = first {
            // The receiver is in the next line but one: it can't be gone.
            let _ = ring.send(first);
        }
        self.busy.insert(resident.key.clone(), ring);
        let rng = StdRng::from_rng(&mut self.rng);
        let (board, waiting) = (self.board.clone(), Arc::clone(&self.waiting));
        let conversation = Conversation {
            board,
            resident,
            intent,
            inbox,
            rng,
            waiting,
            said: HashSet::new(),
        };
        self.conversations.spawn(conversation.hold(opening));
    }

    /// Waits for the end of a conversation or the return of somebody, and deals with it.
    pub async fn next_change(&mut self) {
        tokio::select! {
            Some(ended) = self.conversations.join_next() => match ended {
                Ok((resident, intent)) => self.ended(resident, intent),
                Err(error) => tracing::error!(%error, "a conversation broke off"),
            },
            Some(Ok((resident, intent))) = self.away.join_next() => {
                if !self.busy.contains_key(&resident.key) {
                    self.begin(resident, intent, Opening::Again, None);
                }
            }
            else => std::future::pending().await,
        }
    }

    fn ended(&mut self, resident: Resident, intent: Intent) {
        // Unless the desk wrote in this very moment and they are in the next one.
        if self.busy.get(&resident.key).is_some_and(UnboundedSender::is_closed) {
            self.busy.remove(&resident.key);
        }
        if self.rng.random_bool(COME_BACK) {
            let life = Duration::from_secs_f64(self.rng.random_range(BACK_AFTER));
            let board = self.board.clone();
            self.away.spawn(async move {
                board.wait(life).await;
                (resident, intent)
            });
        }
    }
}
