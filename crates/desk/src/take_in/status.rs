//! A provider's report on a message of ours: a tick, a failure, or the word that settles a doubt.

use enlace_domain::{ChannelId, DeliveryStatus};
use enlace_jobs::{Attempt, Finish, JobError};
use enlace_store::{
    inbound::Inbound,
    messages::{self, Delivery, Step},
    outbox::{self, OutboxState},
};
use enlace_whatsapp::StatusReport;
use serde_json::Value;
use sqlx::{Connection, PgConnection};

use crate::{Desk, send::Reference};

/// The message that a report names is not known. Often our own commit is still under way; the job is tried again.
#[derive(Debug, thiserror::Error)]
#[error("no message of this channel has the id that the report names")]
struct UnknownMessage;

pub(super) async fn take_in(
    desk: &Desk,
    conn: &mut PgConnection,
    attempt: Attempt,
    event: &Inbound,
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
    let mut tx = conn.begin().await?;
    let finish = attempt.finish(&mut tx).await?;
    let mut delivery = messages::lock_delivery(&mut tx, event.channel, &report.provider_message_id).await?;
    if delivery.is_none() {
        delivery = adopt(&mut tx, event.channel, &event.body, &report.provider_message_id).await?;
    }
    let delivery = delivery.ok_or_else(|| JobError::retry(UnknownMessage))?;

    let step = Step {
        status,
        error_code: report.error_code.as_deref(),
        error_words: report.error_words.as_deref(),
    };
    messages::keep_step(&mut tx, delivery.message, step).await?;
    // of an attempt that was replaced, only the news of its arrival counts
    let counts = !delivery.replaced || matches!(status, DeliveryStatus::Delivered | DeliveryStatus::Read);
    if counts && delivery.status.advances_to(status) {
        messages::advance(&mut tx, delivery.message, delivery.conversation, step).await?;
        let state = if status == DeliveryStatus::Failed {
            OutboxState::Failed
        } else {
            OutboxState::Sent
        };
        outbox::settle(&mut tx, delivery.message, state).await?;
    }
    tx.commit().await?;
    desk.hub().wake();
    metrics::counter!("enlace_statuses_taken_in_total", "status" => status.as_str()).increment(1);
    Ok(finish)
}

/// Finds the message by the reference in our callback address, while its own attempt has no id of the provider on
/// record: the report came before our commit, or the answer to our request never came.
async fn adopt(
    tx: &mut PgConnection,
    channel: ChannelId,
    body: &Value,
    provider_message_id: &str,
) -> Result<Option<Delivery>, JobError> {
    let reference = body
        .get(Reference::KEPT_AS)
        .and_then(Value::as_str)
        .and_then(|text| text.parse::<Reference>().ok());
    let Some(reference) = reference else { return Ok(None) };
    let Some(outgoing) = outbox::lock(tx, reference.outbox).await? else {
        return Ok(None);
    };
    let is_its_attempt = outgoing.channel == channel
        && outgoing.attempts == reference.attempt
        && outgoing.provider_message_id.is_none()
        && matches!(outgoing.state, OutboxState::Sending | OutboxState::InDoubt);
    if !is_its_attempt || !outbox::adopt(tx, outgoing.message, channel, provider_message_id).await? {
        return Ok(None);
    }
    outbox::set_state(tx, outgoing.id, OutboxState::Sent, None).await?;
    Ok(Some(Delivery {
        message: outgoing.message,
        conversation: outgoing.conversation,
        status: outgoing.status,
        replaced: false,
    }))
}
