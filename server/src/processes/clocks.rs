//! The scheduler: what happens because time passes. Of several schedulers one is elected; the others stand by. Each
//! step is harmless twice all the same.

use std::time::Duration;

use enlace_desk::{Desk, channel_watch, churn, escalate, goals, housekeeping, insight, learning, templates};
use enlace_jobs::Election;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

/// How often due conversations are looked for; a stand-by asks as often whether it is its turn.
const ESCALATE: Duration = Duration::from_secs(2);
/// How often old buffers are emptied.
const CLEAN: Duration = Duration::from_secs(600);

/// How often channels are looked for whose templates are to be read again.
const TEMPLATES: Duration = Duration::from_secs(60);

/// How often channels are looked for that have been quiet.
const WATCH: Duration = Duration::from_secs(60);

/// How often changes are counted for the figures; whoever asks for figures counts the newest first.
const COUNT: Duration = Duration::from_secs(10);

/// How often it is looked whether customers are to be judged again.
const CHURN: Duration = Duration::from_secs(600);

/// How often it is looked whether the classifier is to learn again.
const LEARN: Duration = Duration::from_secs(600);

/// How often the desk notes that it is at work, and who is; uptime and presence are counted in minutes.
const BEAT: Duration = Duration::from_secs(20);

/// Works as the scheduler, or stands by, until told to stop.
pub async fn run(desk: Desk, stop: CancellationToken) {
    let mut election = Election::new(desk.pool().clone(), enlace_store::SCHEDULER_LOCK);
    // known before the other clocks strike for the first time: what they skip then, some take up ten minutes later
    let mut leads = led(&mut election, false).await;
    let mut due = interval(ESCALATE);
    let mut clean = interval(CLEAN);
    let mut stale = interval(TEMPLATES);
    let mut judged = interval(CHURN);
    let mut quiet = interval(WATCH);
    let mut learnt = interval(LEARN);
    let mut counted = interval(COUNT);
    let mut beat = interval(BEAT);
    due.set_missed_tick_behavior(MissedTickBehavior::Skip);
    counted.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        tokio::select! {
            _ = due.tick() => {
                leads = led(&mut election, leads).await;
                if leads && let Err(error) = escalate::run_due(&desk).await {
                    tracing::error!(error = ?error, "Could not escalate what is due");
                }
            }
            _ = clean.tick() => {
                if leads && let Err(error) = housekeeping::run(&desk).await {
                    tracing::error!(error = ?error, "Could not empty old buffers");
                }
            }
            _ = stale.tick() => {
                if leads && let Err(error) = templates::queue_due(&desk).await {
                    tracing::error!(error = ?error, "Could not queue the reading of templates");
                }
            }
            _ = judged.tick() => {
                if leads && let Err(error) = churn::queue_due(&desk).await {
                    tracing::error!(error = ?error, "Could not queue the judging of customers");
                }
            }
            _ = quiet.tick() => {
                // apart: a vendor that does not answer must not hold up what is due
                if leads {
                    tokio::spawn(watch(desk.clone()));
                }
            }
            _ = learnt.tick() => {
                if leads && let Err(error) = learning::queue_due(&desk).await {
                    tracing::error!(error = ?error, "Could not queue the training of the classifier");
                }
            }
            _ = counted.tick() => {
                if leads && let Err(error) = insight::catch_up(&desk).await {
                    tracing::error!(error = ?error, "Could not count changes for the figures");
                }
            }
            _ = beat.tick() => {
                if leads && let Err(error) = goals::beat(&desk).await {
                    tracing::error!(error = ?error, "Could not note that the desk is at work");
                }
                if leads && let Err(error) = insight::note_online(&desk).await {
                    tracing::error!(error = ?error, "Could not note who is online");
                }
            }
            () = stop.cancelled() => return,
        }
    }
}

/// Whether this process is the scheduler now, from whether it was.
async fn led(election: &mut Election, led: bool) -> bool {
    let leads = election.leads().await;
    if leads && !led {
        tracing::info!("This process is the scheduler");
    }
    metrics::gauge!("enlace_scheduler_leads").set(if leads { 1.0 } else { 0.0 });
    leads
}

async fn watch(desk: Desk) {
    if let Err(error) = channel_watch::look(&desk).await {
        tracing::error!(error = ?error, "Could not look at quiet channels");
    }
}
