//! How what the desk stands on fares at this moment, as this process sees it.

use std::time::{Duration, Instant};

use enlace_domain::{
    drift::MOVED_FROM,
    view::{ChannelHealth, DeskHealth, Part, PartState},
};
use futures::future::join_all;
use tokio::time::timeout;

use crate::{Actor, Desk, DeskError, learning, manage_channels};

/// Who does not answer within this is away.
const PATIENCE: Duration = Duration::from_secs(2);

/// The channels, and everything else that the desk needs or uses.
///
/// What can be asked at little cost is asked now; of the language model it is known whether its last answer came, and the
/// classifier is measured as on its page: by what was read in four weeks and in one.
///
/// # Errors
/// [`DeskError::Forbidden`] for agents; the database is away.
pub async fn health(desk: &Desk, actor: &Actor) -> Result<DeskHealth, DeskError> {
    actor.require(actor.role.may_see_insight(), "see how the desk fares")?;
    let channels = manage_channels::watch(desk).await?;
    // all at once: two that are away must not take twice the patience
    let parts = join_all(Part::ALL.iter().map(async |part| (*part, state(desk, *part).await))).await;
    let channels = channels.into_iter().map(|channel| ChannelHealth {
        name: channel.name,
        state: channel.state,
        waiting: channel.waiting,
    });
    Ok(DeskHealth {
        channels: channels.collect(),
        parts,
    })
}

async fn state(desk: &Desk, part: Part) -> PartState {
    match part {
        Part::Database => asked(async { enlace_store::check(desk.pool()).await.is_ok() }).await,
        Part::Redis => match desk.redis() {
            Some(redis) => asked(redis.answers()).await,
            None => PartState::NotSetUp,
        },
        Part::Index => asked(async { desk.knowledge().index().mark().await.is_ok() }).await,
        Part::Embedder => desk.embedder().map_or(PartState::NotSetUp, |_| PartState::Works(None)),
        Part::LanguageModel => match desk.arbiter() {
            Some(arbiter) if arbiter.rests() => PartState::Away,
            Some(_) => PartState::Works(None),
            None => PartState::NotSetUp,
        },
        Part::Classifier => match timeout(PATIENCE, learning::stability(desk)).await {
            Ok(Ok(Some(index))) if index >= MOVED_FROM => PartState::Moved(index),
            // of too few messages nothing is said, and it answers
            Ok(Ok(_)) => PartState::Works(None),
            Ok(Err(_)) | Err(_) => PartState::Away,
        },
    }
}

/// Whether it answers in time, and how fast.
async fn asked(question: impl Future<Output = bool>) -> PartState {
    let began = Instant::now();
    match timeout(PATIENCE, question).await {
        Ok(true) => PartState::Works(u32::try_from(began.elapsed().as_millis()).ok()),
        Ok(false) | Err(_) => PartState::Away,
    }
}
