//! Claims jobs and runs them.

use std::{collections::VecDeque, error::Error, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use enlace_store::{
    Pool, StoreError,
    jobs::{self, Claimed, Failure, Lease, LetterReason},
};
use futures::FutureExt;
use sqlx::{Connection, postgres::PgListener};
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use crate::{
    Attempt, Finish, JobError, Panicked, Registry, Wake, backoff,
    error::reasons,
    keeper::{Held, keep},
};

/// How long a vanished worker's jobs rest. Longer than the longest call a job makes (15 s).
const LEASE: Duration = Duration::from_secs(20);
/// The net under the wake-ups, and the clock of delayed jobs.
const POLL: Duration = Duration::from_millis(500);
/// A name this version does not know may belong to a newer one that is just being rolled out.
const UNKNOWN_PAUSE: Duration = Duration::from_secs(30);

/// Tells which kind of failure an error is, where it knows.
pub type Sorter = fn(&(dyn Error + 'static)) -> Option<LetterReason>;

/// Runs jobs with the parts `P`.
#[derive(Clone)]
pub struct Runner<P> {
    pool: Pool,
    parts: P,
    registry: Arc<Registry<P>>,
    wake: Arc<Wake>,
    concurrency: usize,
    lease: Duration,
    sorter: Sorter,
}

impl<P: Clone + Send + Sync + 'static> Runner<P> {
    /// A runner of the registered jobs, one at a time.
    #[must_use]
    pub fn new(pool: Pool, parts: P, registry: Registry<P>, wake: Arc<Wake>) -> Self {
        Self {
            pool,
            parts,
            registry: Arc::new(registry),
            wake,
            concurrency: 1,
            lease: LEASE,
            sorter: |_| None,
        }
    }

    /// How many jobs at once; each may hold a connection of the pool.
    #[must_use]
    pub fn concurrency(mut self, jobs: usize) -> Self {
        self.concurrency = jobs.max(1);
        self
    }

    /// How long the jobs of a runner that vanished rest before another takes them; it is renewed while they run.
    #[must_use]
    pub fn lease(mut self, lease: Duration) -> Self {
        self.lease = lease;
        self
    }

    /// Who tells people which kind of failure a job met: this crate knows no business.
    #[must_use]
    pub fn sorted_by(mut self, sorter: Sorter) -> Self {
        self.sorter = sorter;
        self
    }

    /// Runs jobs until `stop`; then finishes those begun, gives back those not begun, and returns.
    pub async fn run(self, stop: CancellationToken) {
        let here = self.wake.worker_is_here();
        let held = Held::default();
        let done = CancellationToken::new();
        let keeper = tokio::spawn(keep(
            self.pool.clone(),
            held.clone(),
            self.wake.clone(),
            self.lease,
            done.clone(),
        ));
        let listener = tokio::spawn(listen(self.pool.clone(), self.wake.clone(), done.clone()));

        let mut claimed = VecDeque::new();
        let mut working = JoinSet::new();
        let mut poll = tokio::time::interval(POLL);
        poll.set_missed_tick_behavior(MissedTickBehavior::Delay);
        while !stop.is_cancelled() {
            // a full shelf is left to empty itself first, so that under load one claim feeds many jobs
            if claimed.len() < self.concurrency
                && let Err(error) = self.claim_into(&mut claimed, &held).await
            {
                tracing::warn!(%error, "Could not claim jobs");
            }
            while working.len() < self.concurrency
                && let Some(job) = claimed.pop_front()
            {
                working.spawn(self.clone().work(job, held.clone()));
            }
            tokio::select! {
                () = stop.cancelled() => break,
                () = self.wake.rung() => {}
                _ = poll.tick() => {}
                // what comes after it in its order may run now
                Some(_) = working.join_next() => {}
            }
        }

        let not_begun: Vec<Lease> = claimed.iter().map(|job: &Claimed| job.lease).collect();
        if let Err(error) = self.give_back(&not_begun).await {
            tracing::warn!(%error, "Could not give jobs back; they rest until their lease ends");
        }
        while working.join_next().await.is_some() {}
        done.cancel();
        drop((keeper.await, listener.await, here));
    }

    /// Runs every job whose time has come, and those that they add, until there is none; for tests and commands that
    /// want the work done and no process left.
    ///
    /// # Errors
    /// The database said no.
    pub async fn run_due(&self) -> Result<usize, StoreError> {
        let held = Held::default();
        let mut ran = 0;
        loop {
            let mut claimed = VecDeque::new();
            self.claim_into(&mut claimed, &held).await?;
            if claimed.is_empty() {
                return Ok(ran);
            }
            ran += claimed.len();
            let mut working = JoinSet::new();
            for job in claimed {
                working.spawn(self.clone().work(job, held.clone()));
            }
            while working.join_next().await.is_some() {}
        }
    }

    async fn claim_into(&self, claimed: &mut VecDeque<Claimed>, held: &Held) -> Result<(), StoreError> {
        // twice the concurrency: enough that nobody idles, and nobody's job waits long on a shelf
        let wanted = self.concurrency * 2 - claimed.len().min(self.concurrency);
        let mut conn = self.pool.acquire().await?;
        let mut transaction = conn.begin().await?;
        let claim = jobs::claim(&mut transaction, i64::try_from(wanted).unwrap_or(i64::MAX), self.lease).await?;
        transaction.commit().await?;
        for (outcome, events) in [("stored", claim.let_in.stored), ("repeated", claim.let_in.repeated)] {
            metrics::counter!("enlace_webhook_events_total", "outcome" => outcome)
                .increment(u64::try_from(events).unwrap_or_default());
        }
        for job in claim.jobs {
            held.add(job.lease);
            claimed.push_back(job);
        }
        Ok(())
    }

    async fn give_back(&self, leases: &[Lease]) -> Result<(), StoreError> {
        if leases.is_empty() {
            return Ok(());
        }
        let mut conn = self.pool.acquire().await?;
        jobs::give_back(&mut conn, leases).await
    }

    async fn work(self, job: Claimed, held: Held) {
        let name = job.name.clone();
        let lease = job.lease;
        let result = match self.registry.get(&job.name) {
            None => Err(JobError::Postpone {
                after: UNKNOWN_PAUSE,
                why: "unknown to this version".to_owned(),
            }),
            Some(handler) => {
                let attempt = Attempt::new(lease, job.max_attempts);
                // a panic is a failure like any other: the next job must not suffer from it
                AssertUnwindSafe(handler(job.payload, self.parts.clone(), attempt))
                    .catch_unwind()
                    .await
                    .unwrap_or_else(|_| Err(JobError::retry(Panicked)))
            }
        };
        let outcome = self.settle(&name, lease, result).await;
        held.remove(lease);
        metrics::counter!("enlace_jobs_finished_total", "name" => name, "outcome" => outcome).increment(1);
    }

    /// Writes down how a run ended. Where that fails the lease runs out, and the job runs again.
    async fn settle(&self, name: &str, lease: Lease, result: Result<Finish, JobError>) -> &'static str {
        let (outcome, written) = match result {
            Ok(Finish::Removed) => ("done", Ok(())),
            Ok(Finish::Remove) => ("done", self.remove(lease).await),
            Err(JobError::LeaseLost) => ("lease_lost", Ok(())),
            Err(JobError::Postpone { after, why }) => ("postponed", self.postpone(lease, after, &why).await),
            Err(JobError::Retry { after, cause }) => {
                let after = after.unwrap_or_else(|| backoff::after(lease.attempt));
                self.put_back(name, lease, after, &*cause, false).await
            }
            Err(JobError::Dead { cause }) => self.put_back(name, lease, Duration::ZERO, &*cause, true).await,
        };
        if let Err(error) = written {
            tracing::warn!(%error, job.name = name, job.id = lease.id, "Could not write down how a job ended");
        }
        outcome
    }

    async fn remove(&self, lease: Lease) -> Result<(), StoreError> {
        let mut conn = self.pool.acquire().await?;
        jobs::finish(&mut conn, lease).await.map(|_| ())
    }

    async fn postpone(&self, lease: Lease, after: Duration, why: &str) -> Result<(), StoreError> {
        let mut conn = self.pool.acquire().await?;
        jobs::postpone(&mut conn, lease, after, why).await?;
        // sooner than the poll would find it
        if after < POLL {
            let wake = Arc::clone(&self.wake);
            tokio::spawn(async move {
                tokio::time::sleep(after).await;
                wake.nudge();
            });
        }
        Ok(())
    }

    async fn put_back(
        &self,
        name: &str,
        lease: Lease,
        after: Duration,
        cause: &(dyn Error + Send + Sync + 'static),
        for_good: bool,
    ) -> (&'static str, Result<(), StoreError>) {
        let why = reasons(cause);
        let failure = Failure {
            why: &why,
            reason: (self.sorter)(cause),
            for_good,
        };
        let dead = match self.pool.acquire().await {
            Ok(mut conn) => jobs::fail(&mut conn, lease, after, failure).await,
            Err(error) => Err(error.into()),
        };
        match dead {
            Ok(Some(true)) => {
                tracing::error!(
                    job.name = name,
                    job.id = lease.id,
                    error = why,
                    "Gave up job {name} {}",
                    lease.id
                );
                ("dead", Ok(()))
            }
            Ok(Some(false)) => {
                tracing::info!(
                    job.name = name,
                    job.id = lease.id,
                    error = why,
                    "Job {name} {} will be retried",
                    lease.id
                );
                ("retried", Ok(()))
            }
            Ok(None) => ("lease_lost", Ok(())),
            Err(error) => ("failed", Err(error)),
        }
    }
}

/// Passes on the rings of other processes. Without a listener the poll remains.
async fn listen(pool: Pool, wake: Arc<Wake>, stop: CancellationToken) {
    let hear = async {
        loop {
            if let Ok(mut listener) = PgListener::connect_with(&pool).await
                && listener.listen(jobs::CHANNEL).await.is_ok()
            {
                while listener.recv().await.is_ok() {
                    wake.nudge();
                }
            }
            tokio::time::sleep(Duration::from_secs(5)).await;
        }
    };
    tokio::select! { () = stop.cancelled() => {}, () = hear => {} }
}
