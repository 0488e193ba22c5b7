//! Jobs that write down what happens to them, and helpers around them.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use enlace_jobs::{Attempt, Finish, Job, JobError, Registry, Runner, Wake};
use enlace_store::jobs;
use serde::{Deserialize, Serialize};
use sqlx::PgPool;
use tokio::sync::Notify;

/// What the jobs of one test wrote down.
#[derive(Clone, Default)]
pub struct Notebook(Arc<Pages>);

#[derive(Default)]
struct Pages {
    /// Numbers by key, in the order in which they ended.
    done: Mutex<HashMap<String, Vec<i32>>>,
    /// Keys at work now.
    at_work: Mutex<Vec<String>>,
    overlaps: Mutex<Vec<String>>,
    runs: Mutex<i32>,
    pub gate: Notify,
    pub begun: Notify,
}

impl Notebook {
    pub fn done(&self, key: &str) -> Vec<i32> {
        self.0.done.lock().unwrap().get(key).cloned().unwrap_or_default()
    }

    pub fn all_done(&self) -> usize {
        self.0.done.lock().unwrap().values().map(Vec::len).sum()
    }

    pub fn overlaps(&self) -> Vec<String> {
        self.0.overlaps.lock().unwrap().clone()
    }

    pub fn runs(&self) -> i32 {
        *self.0.runs.lock().unwrap()
    }

    /// Lets one waiting job go on.
    pub fn open_gate(&self) {
        self.0.gate.notify_one();
    }

    /// Waits until a job stands at the gate.
    pub async fn at_gate(&self) {
        self.0.begun.notified().await;
    }
}

/// Notes its number under its key; two of one key at once are an overlap.
#[derive(Serialize, Deserialize)]
pub struct Note {
    pub key: String,
    pub number: i32,
}

impl Job for Note {
    type Parts = Notebook;
    const NAME: &'static str = "note";

    async fn run(self, book: Notebook, _: Attempt) -> Result<Finish, JobError> {
        {
            let mut at_work = book.0.at_work.lock().unwrap();
            if at_work.contains(&self.key) {
                book.0.overlaps.lock().unwrap().push(self.key.clone());
            }
            at_work.push(self.key.clone());
        }
        for _ in 0..5 {
            tokio::task::yield_now().await;
        }
        book.0.at_work.lock().unwrap().retain(|key| *key != self.key);
        book.0
            .done
            .lock()
            .unwrap()
            .entry(self.key)
            .or_default()
            .push(self.number);
        Ok(Finish::Remove)
    }
}

/// Waits at the gate, then notes 1 under "gate".
#[derive(Serialize, Deserialize)]
pub struct WaitAtGate;

impl Job for WaitAtGate {
    type Parts = Notebook;
    const NAME: &'static str = "wait_at_gate";

    async fn run(self, book: Notebook, _: Attempt) -> Result<Finish, JobError> {
        *book.0.runs.lock().unwrap() += 1;
        book.0.begun.notify_one();
        book.0.gate.notified().await;
        book.0.done.lock().unwrap().entry("gate".into()).or_default().push(1);
        Ok(Finish::Remove)
    }
}

/// How a [`Stumble`] goes wrong.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub enum How {
    Fails,
    Panics,
    IsPutOff,
    GivesUp,
}

/// Goes wrong for the first `times` runs, then notes 1 under "stumble".
#[derive(Serialize, Deserialize)]
pub struct Stumble {
    pub times: i32,
    pub how: How,
}

impl Job for Stumble {
    type Parts = Notebook;
    const NAME: &'static str = "stumble";
    const MAX_ATTEMPTS: i32 = 3;

    async fn run(self, book: Notebook, _: Attempt) -> Result<Finish, JobError> {
        let run = {
            let mut runs = book.0.runs.lock().unwrap();
            *runs += 1;
            *runs
        };
        if run > self.times {
            book.0.done.lock().unwrap().entry("stumble".into()).or_default().push(1);
            return Ok(Finish::Remove);
        }
        match self.how {
            How::Fails => Err(JobError::Retry {
                after: Some(Duration::ZERO),
                cause: "stumbled".into(),
            }),
            How::Panics => panic!("stumbled, as the test asks"),
            How::IsPutOff => Err(JobError::Postpone {
                after: Duration::ZERO,
                why: "not yet".to_owned(),
            }),
            How::GivesUp => Err(JobError::dead("can't ever")),
        }
    }
}

pub fn runner(pool: &PgPool, book: &Notebook) -> Runner<Notebook> {
    let registry = Registry::new().with::<Note>().with::<WaitAtGate>().with::<Stumble>();
    Runner::new(pool.clone(), book.clone(), registry, Arc::new(Wake::default()))
}

pub async fn add<J: Job>(pool: &PgPool, job: &J, key: Option<&str>) {
    let row = job.row(key.map(str::to_owned), Duration::ZERO).unwrap();
    jobs::insert(&mut pool.acquire().await.unwrap(), &[row]).await.unwrap();
}

/// How many rows stand in this state.
pub async fn rows(pool: &PgPool, state: &str) -> i64 {
    sqlx::query_scalar("select count(*) from jobs where state = $1")
        .bind(state)
        .fetch_one(pool)
        .await
        .unwrap()
}

/// Lets all waiting rows run now.
pub async fn hurry(pool: &PgPool) {
    sqlx::query("update jobs set run_at = now() where state = 'ready'")
        .execute(pool)
        .await
        .unwrap();
}

/// Looks again and again until it is so; half a minute at most.
pub async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let look = async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), look)
        .await
        .unwrap_or_else(|_| panic!("never: {what}"));
}
