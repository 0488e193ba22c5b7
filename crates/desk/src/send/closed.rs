//! A message that waited in the outbox until the 24-hour window had closed: it does not leave, and says why.

use enlace_domain::OutboxId;
use enlace_jobs::{Attempt, Finish, JobError};
use enlace_store::{
    conversations,
    outbox::{self, OutboxState, Outgoing},
};
use enlace_whatsapp::SendError;

use super::{job::fail, way::is_closed, words};
use crate::{Desk, DeskError, survey, templates};

/// Fails the message with words, before any provider is asked. For a message of the automation the template that is
/// chosen for it goes in its place.
pub(super) async fn give_up(
    desk: &Desk,
    attempt: Attempt,
    (id, before): (OutboxId, &Outgoing),
) -> Result<Finish, JobError> {
    let mut tx = desk.pool().begin().await?;
    // the conversation first, as wherever something is appended to it
    let conversation = conversations::lock(&mut tx, before.conversation)
        .await
        .map_err(DeskError::from)?;
    let outgoing = outbox::lock(&mut tx, id).await.map_err(DeskError::from)?;
    let (Some(conversation), Some(outgoing)) = (conversation, outgoing) else {
        return Ok(Finish::Remove);
    };
    let ways = outbox::ways(&mut tx, &outgoing).await.map_err(DeskError::from)?;
    if outgoing.state != OutboxState::Queued || !is_closed(&ways.own, &outgoing) {
        // the subscriber wrote meanwhile
        return Err(JobError::Postpone {
            after: std::time::Duration::ZERO,
            why: "the window has changed".to_owned(),
        });
    }
    let replaced = match outgoing.author {
        Some(_) => false,
        None if survey::is_survey(&outgoing.extra) => survey::by_template(&mut tx, &conversation).await?,
        None => templates::resume(&mut tx, &conversation).await?.is_some(),
    };
    let error = SendError::WindowClosed;
    let words = match (outgoing.author, replaced) {
        (Some(_), _) => words::WINDOW_CLOSED,
        (None, true) => words::TEMPLATE_INSTEAD,
        (None, false) => words::NO_TEMPLATE_CHOSEN,
    };
    fail(&mut tx, &outgoing, error.code(), words).await?;
    let finish = attempt.finish(&mut tx).await?;
    tx.commit().await?;
    desk.hub().wake();
    if replaced {
        desk.jobs_added().ring(desk.pool());
    }
    metrics::counter!("enlace_sends_total", "outcome" => error.class()).increment(1);
    Ok(finish)
}
