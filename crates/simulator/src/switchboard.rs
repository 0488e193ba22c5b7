//! What the parts of a town share: its settings, its lines, its messages, its counts and its faults.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, OnceLock},
    time::Duration,
};

use tokio::sync::mpsc::UnboundedSender;
use tokio_util::sync::CancellationToken;

use crate::{
    account::Account,
    config::TownConfig,
    faults::FaultControl,
    hold::hold,
    ledger::{Ledger, SentToSubscriber, match_key},
    line::{Line, OnLine},
    message::MessageId,
    place::Subscriber,
};

/// A handle on the shared parts; all clones are one.
#[derive(Clone)]
pub(crate) struct Switchboard(Arc<Parts>);

struct Parts {
    config: TownConfig,
    http: reqwest::Client,
    faults: FaultControl,
    stop: CancellationToken,
    lines: OnceLock<Vec<Arc<Line>>>,
    ledger: Mutex<Ledger>,
    account: Mutex<Account>,
    /// WhatsApp's spelling of the numbers it knows, by their key.
    spellings: Mutex<HashMap<String, String>>,
    /// Who writes on which line, where a test has chosen one.
    homes: Mutex<HashMap<String, usize>>,
    /// How long the desk took for each answer, in microseconds, while it is timed.
    answers: Mutex<Option<Vec<u32>>>,
    /// Where delivered messages go, while people live here.
    people: Mutex<Option<UnboundedSender<SentToSubscriber>>>,
}

impl Switchboard {
    /// Without lines yet.
    pub fn new(config: TownConfig, http: reqwest::Client, stop: CancellationToken, subscribers: &[Subscriber]) -> Self {
        let spelling = |one: &Subscriber| (one.phone.match_key(), one.wa_id.as_str().to_owned());
        Self(Arc::new(Parts {
            config,
            http,
            faults: FaultControl::default(),
            stop,
            lines: OnceLock::new(),
            ledger: Mutex::default(),
            account: Mutex::default(),
            spellings: Mutex::new(subscribers.iter().map(spelling).collect()),
            homes: Mutex::default(),
            answers: Mutex::default(),
            people: Mutex::default(),
        }))
    }

    /// The town has these lines; only the first call counts.
    pub fn connect(&self, lines: Vec<Line>) {
        self.0.lines.get_or_init(|| lines.into_iter().map(Arc::new).collect());
    }

    pub fn config(&self) -> &TownConfig {
        &self.0.config
    }

    pub fn http(&self) -> &reqwest::Client {
        &self.0.http
    }

    /// The faults of whichever line comes first.
    pub fn faults(&self) -> &FaultControl {
        &self.0.faults
    }

    /// Ends when the town does.
    pub fn stop(&self) -> &CancellationToken {
        &self.0.stop
    }

    pub fn ledger(&self) -> MutexGuard<'_, Ledger> {
        hold(&self.0.ledger)
    }

    pub fn account(&self) -> MutexGuard<'_, Account> {
        hold(&self.0.account)
    }

    /// From now on answers are timed.
    pub fn time_answers(&self) {
        *hold(&self.0.answers) = Some(Vec::new());
    }

    /// Keeps the time of an answer, where answers are timed.
    pub fn time_answer(&self, took: Duration) {
        if let Some(answers) = hold(&self.0.answers).as_mut() {
            answers.push(u32::try_from(took.as_micros()).unwrap_or(u32::MAX));
        }
    }

    /// The times so far.
    pub fn answer_times(&self) -> Vec<u32> {
        hold(&self.0.answers).clone().unwrap_or_default()
    }

    /// All lines, the first first.
    pub fn lines(&self) -> impl Iterator<Item = OnLine> + '_ {
        self.0.lines.get().into_iter().flatten().map(|line| self.on(line))
    }

    /// The line with this name.
    pub fn line(&self, name: &str) -> Option<OnLine> {
        self.lines().find(|on| on.line.config.name == name)
    }

    /// The line of a message.
    pub fn line_of(&self, id: &MessageId) -> Option<OnLine> {
        let index = self.ledger().find(id)?.record.line;
        self.0.lines.get()?.get(index).map(|line| self.on(line))
    }

    /// The line that somebody writes on.
    pub fn home(&self, number: &str) -> Option<OnLine> {
        let lines = self.0.lines.get()?;
        let key = match_key(number);
        let chosen = hold(&self.0.homes).get(&key).copied();
        let index = chosen.unwrap_or_else(|| {
            let digits = key.bytes().fold(0_usize, |sum, digit| sum + usize::from(digit));
            if self.config().spread { digits % lines.len() } else { 0 }
        });
        lines.get(index).map(|line| self.on(line))
    }

    /// From now on somebody writes on this line.
    pub fn settle(&self, number: &str, line: usize) {
        hold(&self.0.homes).insert(match_key(number), line);
    }

    fn on(&self, line: &Arc<Line>) -> OnLine {
        OnLine {
            board: self.clone(),
            line: Arc::clone(line),
        }
    }

    /// Somebody has written with this spelling.
    pub fn learn_spelling(&self, wa_id: &str) {
        hold(&self.0.spellings).insert(match_key(wa_id), wa_id.to_owned());
    }

    /// WhatsApp's spelling of a number, or the number itself where it knows none.
    pub fn spelling(&self, number: &str) -> String {
        hold(&self.0.spellings)
            .get(&match_key(number))
            .cloned()
            .unwrap_or_else(|| number.to_owned())
    }

    /// From now on delivered messages reach these people.
    pub fn populate(&self, people: UnboundedSender<SentToSubscriber>) {
        *hold(&self.0.people) = Some(people);
    }

    /// A message has reached a phone.
    pub fn ring(&self, message: SentToSubscriber) {
        if let Some(people) = hold(&self.0.people).as_ref() {
            // Nobody listens any more when the town is being stopped.
            let _ = people.send(message);
        }
    }

    /// A stretch of life, in the town's pace.
    pub fn paced(&self, life: Duration) -> Duration {
        let pace = self.0.config.pace;
        if pace.is_finite() && pace > 0.0 {
            life.div_f64(pace)
        } else {
            life
        }
    }

    /// Waits a stretch of life, or less if the town ends.
    pub async fn wait(&self, life: Duration) {
        tokio::select! {
            () = tokio::time::sleep(self.paced(life)) => {}
            () = self.0.stop.cancelled() => {}
        }
    }
}
