//! What goes on beside the jobs: leases are renewed, abandoned rows freed, the depth measured.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use enlace_store::{
    Pool, StoreError,
    jobs::{self, Lease},
};
use tokio_util::sync::CancellationToken;

use crate::wake::Wake;

/// The rows this runner holds, begun or not.
#[derive(Clone, Debug, Default)]
pub struct Held(Arc<Mutex<HashSet<Lease>>>);

impl Held {
    pub fn add(&self, lease: Lease) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(lease);
    }

    pub fn remove(&self, lease: Lease) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&lease);
    }

    fn all(&self) -> Vec<Lease> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .copied()
            .collect()
    }
}

/// Renews the leases of `held` and frees those of the dead, several times within a lease, until `stop`.
pub async fn keep(pool: Pool, held: Held, wake: Arc<Wake>, lease: Duration, stop: CancellationToken) {
    let mut beat = tokio::time::interval(lease / 4);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = beat.tick() => {}
        }
        match once(&pool, &held, lease).await {
            Ok(0) => {}
            Ok(freed) => {
                tracing::warn!(jobs.freed = freed, "Freed {freed} jobs whose worker vanished");
                wake.nudge();
            }
            Err(error) => tracing::warn!(%error, "Could not renew the leases of the jobs at work"),
        }
    }
}

async fn once(pool: &Pool, held: &Held, lease: Duration) -> Result<u64, StoreError> {
    let mut conn = pool.acquire().await?;
    let leases = held.all();
    if !leases.is_empty() {
        jobs::renew(&mut conn, &leases, lease).await?;
    }
    let freed = jobs::free_expired(&mut conn).await?;
    let depth = jobs::depth(&mut conn).await?;
    #[expect(
        clippy::cast_precision_loss,
        reason = "a gauge is a float; 2^53 jobs are out of reach"
    )]
    for (name, value) in [
        ("enlace_jobs_ready", depth.ready),
        ("enlace_jobs_running", depth.running),
        ("enlace_jobs_dead", depth.dead),
    ] {
        metrics::gauge!(name).set(value as f64);
    }
    metrics::gauge!("enlace_jobs_oldest_seconds").set(depth.oldest_seconds);
    Ok(freed)
}
