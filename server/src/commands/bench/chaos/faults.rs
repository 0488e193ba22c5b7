//! What goes wrong, and when: a worker is killed every 20 seconds, PostgreSQL is restarted twice.

use std::{process::Child, time::Duration};

use anyhow::Result;
use time::OffsetDateTime;
use tokio::time::{Instant, sleep_until};

use crate::commands::bench::lab::Lab;

/// Between two kills.
const KILL_EVERY: Duration = Duration::from_secs(20);

/// What was done to the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// `kill -9` of the worker; another one is started at once.
    Kill,
    /// PostgreSQL ended in order and was started again.
    Restart,
    /// The same as after a power cut.
    Crash,
}

impl What {
    /// Its name in the figures.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kill => "kill",
            Self::Restart => "restart",
            Self::Crash => "crash",
        }
    }
}

/// A fault that was made.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    /// What.
    pub what: What,
    /// How long after the load began.
    pub after: Duration,
    /// When.
    pub at: OffsetDateTime,
}

/// Makes all faults of a run of this length; returns them, and the worker that runs at the end.
pub async fn strike(lab: &Lab, mut worker: Child, begin: Instant, length: Duration) -> Result<(Vec<Fault>, Child)> {
    let mut made = Vec::new();
    for (after, what) in plan(length) {
        sleep_until(begin + after).await;
        made.push(Fault {
            what,
            after,
            at: OffsetDateTime::now_utc(),
        });
        match what {
            What::Kill => {
                worker.kill()?;
                worker.wait()?;
                worker = lab.worker()?;
            }
            What::Restart => lab.postgres.restart(false).await?,
            What::Crash => lab.postgres.restart(true).await?,
        }
    }
    Ok((made, worker))
}

/// When what goes wrong, in order. The database does not go away together with a worker.
fn plan(length: Duration) -> Vec<(Duration, What)> {
    let kills = (1..)
        .map(|number| KILL_EVERY * number)
        .take_while(|after| *after < length);
    let mut plan: Vec<_> = kills.map(|after| (after, What::Kill)).collect();
    plan.push((length.mul_f64(0.35), What::Restart));
    plan.push((length.mul_f64(0.725), What::Crash));
    plan.sort_by_key(|(after, _)| *after);
    plan
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_minutes_see_a_kill_every_20_seconds_and_two_restarts() {
        let plan = plan(Duration::from_secs(600));
        let kills = plan.iter().filter(|(_, what)| *what == What::Kill).count();
        assert_eq!((kills, plan.len()), (29, 31));
        assert!(plan.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
