//! A message that found the 24-hour window closed, by our count or by the provider's: it does not leave, and says why.

use enlace_domain::OutboxId;
use enlace_jobs::{Attempt, Finish, JobError};
use enlace_store::{
    conversations::{self, Conversation},
    outbox::{self, OutboxState, Outgoing},
};
use enlace_whatsapp::SendError;
use sqlx::PgConnection;

use super::{SentTemplate, outcome::fail, way::is_closed, words};
use crate::{Desk, DeskError, survey, templates};

/// Fails the message with words, before any provider is asked.
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
    let error = SendError::WindowClosed;
    let words = instead(&mut tx, &conversation, &outgoing).await?;
    fail(&mut tx, &outgoing, error.code(), words).await?;
    let finish = attempt.finish(&mut tx).await?;
    tx.commit().await?;
    desk.hub().wake();
    desk.jobs_added().ring(desk.pool());
    metrics::counter!("enlace_sends_total", "outcome" => error.class()).increment(1);
    Ok(finish)
}

/// For a message of the automation the template that is used for it goes in its place. Returns why the message does not
/// leave, in words for the agent. The caller has locked the conversation, before the message.
pub(crate) async fn instead(
    tx: &mut PgConnection,
    conversation: &Conversation,
    outgoing: &Outgoing,
) -> Result<&'static str, DeskError> {
    // a person chooses by themselves, and a template that finds the window closed has no other in its place
    if outgoing.author.is_some() || SentTemplate::is_in(&outgoing.extra) {
        return Ok(words::WINDOW_CLOSED);
    }
    let replaced = if survey::is_survey(&outgoing.extra) {
        survey::by_template(tx, conversation).await?
    } else {
        templates::resume(tx, conversation).await?.map(|_| ())
    };
    Ok(match replaced {
        Ok(()) => words::TEMPLATE_INSTEAD,
        Err(why) => words::no_template(why),
    })
}
