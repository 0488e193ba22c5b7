//! Who counts the messages against the vendors' limits: the database, or a Redis where the settings name one.
//!
//! One of the two at a time, for all processes (`store::pace::keeper`). Where the Redis is lost the database takes over
//! and takes every limit for used up at that moment, for it can't know what the Redis let through: never more leaves
//! than the limit allows, but bursts have to grow back. On the way back the Redis begins from the database's times, and
//! nothing is lost.

mod redis;

use enlace_store::pace::{self, Keeper};
use time::Duration;

pub(crate) use redis::Counted;
pub use redis::RedisPace;

use crate::{Desk, DeskError};

/// How long a Redis that was lost is left alone at first; then longer, up to [`LONGEST_REST`].
const FIRST_REST: Duration = Duration::seconds(10);
const LONGEST_REST: Duration = Duration::minutes(10);

/// That the keeper is to be another one. Nothing was counted.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Change {
    /// The Redis of this epoch is lost.
    FallBack(i64),
    /// A Redis may be tried.
    ComeBack,
}

/// Counts a message that is about to leave, where a Redis keeps the times; `None`: the database does, and the shared
/// lock is held.
pub(crate) async fn count(
    desk: &Desk,
    tx: &mut sqlx::PgConnection,
    pair: (pace::Paced, enlace_domain::Pace),
    channel: (pace::Paced, enlace_domain::Pace),
) -> Result<Option<Result<Counted, Change>>, DeskError> {
    pace::lock_shared(tx).await?;
    let keeping = pace::read(tx).await?;
    Ok(match (&keeping.keeper, desk.redis()) {
        (Keeper::Redis { run }, Some(redis)) => Some(match redis.count(&keeping, run, pair, channel).await {
            Ok(counted) => Ok(counted),
            Err(lost) => {
                tracing::warn!(%lost, "The Redis that counts messages is lost");
                Err(Change::FallBack(keeping.epoch))
            }
        }),
        (Keeper::Redis { .. }, None) => {
            tracing::warn!(
                "Another process counts messages in a Redis, and this one has no REDIS_URL: give all the same"
            );
            Some(Err(Change::FallBack(keeping.epoch)))
        }
        (Keeper::Database, Some(_)) if keeping.may_return => Some(Err(Change::ComeBack)),
        (Keeper::Database, _) => None,
    })
}

/// Lets nothing through for so long, whoever counts. A Redis that is lost just now lets nothing more through anyway.
pub(crate) async fn hold(
    desk: &Desk,
    tx: &mut sqlx::PgConnection,
    (paced, pace): (pace::Paced, enlace_domain::Pace),
    after: std::time::Duration,
) -> Result<(), DeskError> {
    pace::lock_shared(tx).await?;
    let keeping = pace::read(tx).await?;
    match (&keeping.keeper, desk.redis()) {
        (Keeper::Redis { run }, Some(redis)) => {
            if let Err(lost) = redis.hold(&keeping, run, (paced, pace), after).await {
                tracing::warn!(%lost, "The Redis that counts messages is lost");
            }
        }
        _ => pace::hold(tx, paced, pace, after).await?,
    }
    Ok(())
}

/// Makes the change, unless another process has made it. To be called outside of a transaction.
pub(crate) async fn change(desk: &Desk, change: Change) -> Result<(), DeskError> {
    let mut tx = desk.pool().begin().await?;
    pace::lock(&mut tx).await?;
    let keeping = pace::read(&mut tx).await?;
    match (change, &keeping.keeper, desk.redis()) {
        (Change::FallBack(epoch), Keeper::Redis { .. }, _) if keeping.epoch == epoch => {
            pace::fall_back(&mut tx, FIRST_REST, LONGEST_REST).await?;
            metrics::counter!("enlace_pace_changes_total", "to" => "database").increment(1);
            tracing::warn!("The database counts messages from now on; bursts count as used up");
        }
        (Change::ComeBack, Keeper::Database, Some(redis)) if keeping.may_return => {
            let ahead = pace::ahead(&mut tx).await?;
            let epoch = keeping.epoch + 1;
            match redis.begin(&keeping, epoch, &ahead).await {
                Ok(run) => {
                    pace::come_back(&mut tx, &run, epoch).await?;
                    metrics::counter!("enlace_pace_changes_total", "to" => "redis").increment(1);
                    tracing::info!("A Redis counts messages from now on");
                }
                Err(lost) => {
                    pace::try_later(&mut tx, FIRST_REST).await?;
                    tracing::warn!(%lost, "No Redis to count messages");
                }
            }
        }
        _ => {}
    }
    tx.commit().await?;
    Ok(())
}

/// Measures who counts, and whether the Redis answers.
///
/// # Errors
/// The database is away.
pub async fn measure(desk: &Desk) -> Result<(), DeskError> {
    if let Some(redis) = desk.redis() {
        metrics::gauge!("enlace_redis_up").set(if redis.answers().await { 1.0 } else { 0.0 });
    }
    let mut conn = desk.pool().acquire().await?;
    let is_redis = matches!(pace::read(&mut conn).await?.keeper, Keeper::Redis { .. });
    for (keeper, is_it) in [("redis", is_redis), ("database", !is_redis)] {
        metrics::gauge!("enlace_pace_keeper", "keeper" => keeper).set(if is_it { 1.0 } else { 0.0 });
    }
    Ok(())
}
