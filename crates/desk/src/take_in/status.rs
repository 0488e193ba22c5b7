//! A provider's report on a message of ours: a tick, a failure, or the word that settles a doubt.

use enlace_domain::{ChannelId, DeliveryStatus};
use enlace_jobs::{Attempt, Finish, JobError};
use enlace_store::{
    conversations::{self, Conversation},
    erasure,
    inbound::Inbound,
    messages::{self, Delivery, Step},
    outbox::{self, OutboxState},
};
use enlace_whatsapp::{Channel, SendError, StatusReport};
use serde_json::Value;
use sqlx::{Connection, PgConnection};

use crate::{
    Desk,
    send::{self, Reference},
};

/// The message that a report names is not known. Often our own commit is still under way, so the job is tried again; of
/// what stays unknown (sent by another system over the same number) the event is kept and nothing else.
#[derive(Debug, thiserror::Error)]
#[error("no message of this channel has the id that the report names")]
struct UnknownMessage;

pub(super) async fn take_in(
    desk: &Desk,
    conn: &mut PgConnection,
    attempt: Attempt,
    (event, channel): (&Inbound, &Channel),
    report: &StatusReport,
) -> Result<Finish, JobError> {
    let Some(status) = report.status else {
        metrics::counter!("enlace_statuses_ignored_total").increment(1);
        tracing::info!(
            status.raw = report.raw_status,
            "Ignored a status that this version does not know"
        );
        return Ok(Finish::Remove);
    };
    let reference = reference_of(report, &event.body);
    let failure = report
        .error_code
        .as_deref()
        .filter(|_| status == DeliveryStatus::Failed)
        .and_then(|code| channel.failure(code));
    let mut tx = conn.begin().await?;
    // the conversation first, as wherever something may be appended to it
    let late = match failure {
        Some(SendError::WindowClosed) => locked(&mut tx, event.channel, report, reference).await?,
        _ => None,
    };
    let finish = attempt.finish(&mut tx).await?;
    let mut delivery = messages::lock_delivery(&mut tx, event.channel, &report.provider_message_id).await?;
    if delivery.is_none() {
        delivery = adopt(&mut tx, event.channel, reference, report).await?;
    }
    let Some(delivery) = delivery else {
        if !attempt.is_last() {
            return Err(JobError::retry(UnknownMessage));
        }
        tx.commit().await?;
        metrics::counter!("enlace_statuses_unknown_total").increment(1);
        return Ok(finish);
    };

    let mut step = Step {
        status,
        error_code: report.error_code.as_deref(),
        error_words: report.error_words.as_deref(),
    };
    messages::keep_step(&mut tx, delivery.message, step).await?;
    // of an attempt that was replaced, only the news of its arrival counts
    let counts = !delivery.replaced || matches!(status, DeliveryStatus::Delivered | DeliveryStatus::Read);
    let advances = counts && delivery.status.advances_to(status);
    let again = match &failure {
        Some(error) if advances => send::given_back(desk, &mut tx, event.channel, delivery.message, error).await?,
        _ => false,
    };
    let mut recounts = false;
    if advances && !again {
        if let Some(conversation) = &late
            && let Some(sent) = outbox::of_message(&mut tx, delivery.message).await?
            && let Some(outgoing) = outbox::lock(&mut tx, sent.id).await?
        {
            step.error_words = Some(send::instead(&mut tx, conversation, &outgoing).await?);
        }
        messages::advance(&mut tx, delivery.message, delivery.conversation, step).await?;
        let steps = [delivery.status, status];
        if steps.contains(&DeliveryStatus::Failed)
            && let Some(sent) = outbox::of_message(&mut tx, delivery.message).await?
        {
            recounts = send::moved(&mut tx, sent.conversation, sent.author, steps).await?;
        }
        let state = if status == DeliveryStatus::Failed {
            OutboxState::Failed
        } else {
            OutboxState::Sent
        };
        outbox::settle(&mut tx, delivery.message, state).await?;
    }
    tx.commit().await?;
    desk.hub().wake();
    if again || late.is_some() || recounts {
        desk.jobs_added().ring(desk.pool());
    }
    metrics::counter!("enlace_statuses_taken_in_total", "status" => status.as_str()).increment(1);
    Ok(finish)
}

/// The conversation of the message that a report is about, locked.
async fn locked(
    tx: &mut PgConnection,
    channel: ChannelId,
    report: &StatusReport,
    reference: Option<Reference>,
) -> Result<Option<Conversation>, JobError> {
    let outbox = reference.map(|reference| reference.outbox);
    let conversation = messages::conversation_of(tx, channel, &report.provider_message_id, outbox).await?;
    Ok(match conversation {
        Some(conversation) => conversations::lock(tx, conversation).await?,
        None => None,
    })
}

/// Which attempt a report is about, where it says so: our own word, given back in the report or in the callback address.
fn reference_of(report: &StatusReport, body: &Value) -> Option<Reference> {
    let address = body.get(Reference::KEPT_AS).and_then(Value::as_str);
    report.reference.as_deref().or(address)?.parse().ok()
}

/// Finds the message by the reference that the report gives back, while no id of the provider is on record for that
/// attempt: the report came before our commit, or the answer to our request never came.
async fn adopt(
    tx: &mut PgConnection,
    channel: ChannelId,
    reference: Option<Reference>,
    report: &StatusReport,
) -> Result<Option<Delivery>, JobError> {
    let Some(reference) = reference else { return Ok(None) };
    let Some(outgoing) = outbox::lock(tx, reference.outbox).await? else {
        return Ok(None);
    };
    // nobody's message: it gets no id again, and is not sent again
    if erasure::is_erased(tx, outgoing.contact).await? {
        return Ok(None);
    }
    let id = &report.provider_message_id;
    let is_ours = outgoing.channel == channel;
    // a person who could not wait for this report has sent the message again
    let replaced = reference.attempt < outgoing.attempts
        || (reference.attempt == outgoing.attempts && outgoing.state == OutboxState::Queued);
    let found = if replaced {
        // it may have left by another number than now
        outbox::keep_earlier(tx, outgoing.message, channel, id).await?
    } else {
        // sent without an id: a person has said that it arrived
        let is_open = matches!(
            outgoing.state,
            OutboxState::Sending | OutboxState::InDoubt | OutboxState::Sent
        );
        is_ours
            && is_open
            && outgoing.attempts == reference.attempt
            && outgoing.provider_message_id.is_none()
            && outbox::adopt(tx, outgoing.message, channel, id).await?
    };
    if !found {
        return Ok(None);
    }
    if !replaced {
        outbox::set_state(tx, outgoing.id, OutboxState::Sent, None).await?;
        if outgoing.state != OutboxState::Sent {
            send::left(tx, &outgoing).await?;
        }
    }
    Ok(Some(Delivery {
        message: outgoing.message,
        conversation: outgoing.conversation,
        status: outgoing.status,
        replaced,
    }))
}
