//! One person's conversation with the desk: opens, waits, reads, answers, loses patience, ends.

use std::{
    collections::HashSet,
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use enlace_domain::SurveyKind;
use rand::{Rng, rngs::StdRng, seq::IndexedRandom};
use tokio::sync::mpsc::UnboundedReceiver;

use super::{
    hearing::{self, Heard},
    intent::{Intent, Opening},
    rating,
    resident::Resident,
    speech,
};
use crate::{SentToSubscriber, callbacks, inbound, message::Written, switchboard::Switchboard};

/// Somebody in a conversation.
pub(super) struct Conversation {
    pub board: Switchboard,
    pub resident: Resident,
    pub intent: Intent,
    /// What the desk sends to this person.
    pub inbox: UnboundedReceiver<SentToSubscriber>,
    pub rng: StdRng,
    /// How many people in town wait for a first answer.
    pub waiting: Arc<AtomicUsize>,
    /// Lines that were used: nobody says the same twice.
    pub said: HashSet<&'static str>,
}

/// Whether the conversation goes on after an answer.
#[derive(PartialEq, Eq)]
enum Next {
    GoesOn,
    Ends,
}

/// Seconds of life between seeing a message and having read it, typing a line, and losing patience.
const READING: Range<f64> = 1.5..25.0;
pub(super) const BETWEEN_LINES: Range<f64> = 2.0..12.0;
/// Between a score and the words about it.
const BEFORE_COMMENT: Range<f64> = 20.0..90.0;
const FIRST_PATIENCE: Range<f64> = 150.0..540.0;
const LATER_PATIENCE: Range<f64> = 360.0..1_200.0;
/// After an answer: how long somebody stays with the phone in the hand.
const STAYING: Range<f64> = 420.0..1_500.0;

impl Conversation {
    /// From the first message to the last; returns the person for another day.
    pub async fn hold(mut self, opening: Opening) -> (Resident, Intent) {
        // `Again` after a desk's message is spoken only once that message is read: the inbox is not empty then.
        let mut answered = opening == Opening::Again && !self.inbox.is_empty();
        if !answered {
            self.waiting.fetch_add(1, Ordering::Relaxed);
            self.open(opening).await;
        }
        let mut turns_left = self.rng.random_range(2..6);
        let mut silences = 0;
        loop {
            let patience = match (answered, silences) {
                (false, 0) => Some(self.draw(FIRST_PATIENCE)),
                (false, 1 | 2) => Some(self.draw(LATER_PATIENCE)),
                // Fallen silent, but still waiting: an answer would be read.
                (false, _) => None,
                (true, _) => Some(self.draw(STAYING)),
            };
            let Some(first) = self.listen(patience).await else {
                if answered || silences > 2 {
                    break;
                }
                silences += 1;
                self.grumble(silences).await;
                continue;
            };
            let messages = self.read(first).await;
            let machine = messages.iter().all(hearing::is_automatic);
            if !machine && !answered {
                answered = true;
                self.waiting.fetch_sub(1, Ordering::Relaxed);
            }
            let Some(last) = messages.last() else { continue };
            if let Some(kind) = rating::asked(last) {
                self.rate(last, kind, silences).await;
                continue;
            }
            if rating::is_thanks(last) {
                continue;
            }
            let heard = hearing::hear(last, self.intent);
            let next = self.answer(heard, turns_left).await;
            if !machine {
                turns_left -= 1;
            }
            if next == Next::Ends && answered {
                break;
            }
        }
        (self.resident, self.intent)
    }

    /// The next message of the desk, or `None` when patience ends (or the town does).
    async fn listen(&mut self, patience: Option<Duration>) -> Option<SentToSubscriber> {
        let Some(patience) = patience else {
            return self.inbox.recv().await;
        };
        let patience = self.board.paced(patience);
        tokio::time::timeout(patience, self.inbox.recv()).await.ok().flatten()
    }

    /// Looks at the phone after a while and reads what has come by then.
    async fn read(&mut self, first: SentToSubscriber) -> Vec<SentToSubscriber> {
        self.pause(READING).await;
        let mut messages = vec![first];
        while let Ok(more) = self.inbox.try_recv() {
            messages.push(more);
        }
        for message in &messages {
            // Read receipts are switched off on some phones: one in sixteen messages tells nothing.
            let tells = !self.resident.key.ends_with(['3', '7']) || self.rng.random_bool(0.7);
            if tells && let Err(error) = callbacks::mark_read(&self.board, &message.sid).await {
                tracing::debug!(%error, "a message could not be marked as read");
            }
        }
        messages
    }

    /// Answers what was heard.
    async fn answer(&mut self, heard: Heard, turns_left: i32) -> Next {
        let matter = speech::matter(self.intent);
        let chance: f64 = self.rng.random();
        match heard {
            // Some thank the machine, some take it at its word and tell more.
            Heard::Acknowledgement if chance < 0.05 => self.reply(speech::WAITING).await,
            Heard::Acknowledgement if chance < 0.2 => self.reply(matter.details).await,
            Heard::Acknowledgement => {}
            Heard::Tap { title, payload } if chance < 0.88 => {
                self.pause(BETWEEN_LINES).await;
                self.write(Written::Choice { title, payload }).await;
            }
            Heard::Number(number) if chance < 0.6 => {
                self.pause(BETWEEN_LINES).await;
                self.write(Written::Text(number)).await;
            }
            Heard::Number(_) if chance < 0.85 => self.reply(speech::CHOSEN_BY_NAME[self.intent.index()]).await,
            Heard::Tap { .. } | Heard::Number(_) => {
                self.pause(BETWEEN_LINES).await;
                self.say_opener().await;
            }
            Heard::Farewell => {
                if chance < 0.75 {
                    self.reply(speech::THANKS).await;
                } else {
                    self.reply(speech::FAREWELLS).await;
                }
                return Next::Ends;
            }
            Heard::DoesItWork => self.reply(speech::WORKED).await,
            Heard::Question if chance < 0.7 => self.reply(matter.answers).await,
            Heard::Question => self.reply(speech::ANSWERS).await,
            Heard::Statement if turns_left <= 0 => {
                self.reply(speech::THANKS).await;
                return Next::Ends;
            }
            Heard::Statement if chance < 0.5 => self.reply(speech::WAITING).await,
            Heard::Statement if chance < 0.7 => self.reply(matter.details).await,
            Heard::Statement if chance < 0.9 => self.reply(speech::THANKS).await,
            // Read, and no word.
            Heard::Statement => {}
        }
        Next::GoesOn
    }

    /// Says how it was, or nothing: who waited long is not pleased.
    async fn rate(&mut self, message: &SentToSubscriber, kind: SurveyKind, silences: u32) {
        let mood = 4.6 - 0.8 * f64::from(silences);
        let Some(rating) = rating::rate(&mut self.rng, kind, mood) else {
            return;
        };
        self.pause(BETWEEN_LINES).await;
        self.write(rating::written(message, kind, rating.score)).await;
        if let Some(comment) = rating.comment {
            self.pause(BEFORE_COMMENT).await;
            self.say(comment.to_owned()).await;
        }
    }

    /// Nobody has answered for so many stretches of patience.
    async fn grumble(&mut self, silences: u32) {
        match silences {
            1 if self.rng.random_bool(0.6) => self.say_one_of(speech::STILL_THERE).await,
            2 if self.rng.random_bool(0.5) => self.say_one_of(speech::COMPLAINTS).await,
            _ => {}
        }
    }

    async fn reply(&mut self, lines: &[&'static str]) {
        self.pause(BETWEEN_LINES).await;
        self.say_one_of(lines).await;
    }

    pub(super) async fn say_opener(&mut self) {
        let line = self.opener();
        self.say(line).await;
    }

    /// A line that says what it is about.
    pub(super) fn opener(&mut self) -> String {
        let matter = speech::matter(self.intent);
        let at_a_business = self.resident.business && self.rng.random_bool(0.6);
        self.line(if at_a_business {
            matter.at_a_business
        } else {
            matter.openers
        })
    }

    pub(super) async fn say_one_of(&mut self, lines: &[&'static str]) {
        let line = self.line(lines);
        self.say(line).await;
    }

    fn line(&mut self, lines: &[&'static str]) -> String {
        let fresh: Vec<&'static str> = lines.iter().copied().filter(|line| !self.said.contains(line)).collect();
        let line = fresh
            .choose(&mut self.rng)
            .or_else(|| lines.choose(&mut self.rng))
            .copied()
            .unwrap_or_default();
        self.said.insert(line);
        speech::fill(&mut self.rng, &self.resident, line)
    }

    pub(super) async fn say(&mut self, line: String) {
        let typed = self.resident.typing.apply(&mut self.rng, &line);
        self.write(Written::Text(typed)).await;
    }

    pub(super) async fn write(&self, written: Written) {
        let writer = &self.resident.writer;
        let Some(on) = self.board.home(writer.wa_id.as_str()) else {
            return;
        };
        if let Err(error) = inbound::write(&on, writer, &written).await {
            tracing::warn!(%error, "the desk did not take a message");
        }
    }

    pub(super) async fn pause(&mut self, seconds: Range<f64>) {
        let life = self.draw(seconds);
        self.board.wait(life).await;
    }

    fn draw(&mut self, seconds: Range<f64>) -> Duration {
        Duration::from_secs_f64(self.rng.random_range(seconds))
    }
}
