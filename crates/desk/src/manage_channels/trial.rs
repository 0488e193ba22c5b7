//! A test message: to whatever number, at once, and in no conversation.

use enlace_domain::{Admission, ChannelId, PhoneNumber, WaId, view::TrialOutcome};
use enlace_whatsapp::{Accepted, Content, OutgoingMessage, Recipient, SendError};
use serde_json::json;
use uuid::Uuid;

use super::{administrator, invalid};
use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
    channels, send,
};

/// Sends a test message and tells what the provider said. What it said counts for the channel's circuit as with any
/// message.
///
/// A paused channel sends it too, and stays paused: the pause is for what the desk has to say to subscribers, and an
/// administrator wants to know that a channel works before letting it go on. The book says that it was a test, and
/// whether the channel was paused then; never to which number.
///
/// # Errors
/// [`DeskError::Forbidden`]; [`DeskError::Invalid`] for the `number`; [`DeskError::NotFound`].
pub async fn send_trial(
    desk: &Desk,
    actor: &Actor,
    channel: ChannelId,
    number: &str,
) -> Result<TrialOutcome, DeskError> {
    administrator(actor)?;
    let to = recipient(number)?;
    let record = channels::load_now(desk, channel).await?;
    let message = OutgoingMessage {
        to,
        content: Content::Text(format!("Mensagem de teste do Enlace pelo canal {}.", record.name)),
        quoted: None,
        status_callback: desk.webhook(channel),
        // names no row of the outbox: reports on it find nothing, and end there
        reference: format!("trial-{}", Uuid::now_v7()),
    };
    let result = record.provider.send(&message).await;

    let mut tx = desk.pool().begin().await?;
    let outcome = outcome(&result);
    let detail = match &result {
        Ok(_) => json!({ "test": true, "paused": !record.active, "outcome": "accepted" }),
        Err(error) => {
            json!({ "test": true, "paused": !record.active, "outcome": error.class(), "code": error.code() })
        }
    };
    let subject = Subject::Channel(channel);
    audit::record(&mut tx, actor.person.id, Action::TryChannel, subject, &detail).await?;
    send::note_answer(&mut tx, channel, Admission::Go, &result).await?;
    tx.commit().await?;
    Ok(outcome)
}

/// With its country code and a plus: eleven digits alone may be of Brazil as well as of another country.
fn recipient(number: &str) -> Result<Recipient, DeskError> {
    let number = number.trim();
    let known = number.starts_with('+') && PhoneNumber::parse(number).is_ok();
    // the digits as they were typed: accounts older than the ninth digit are known without it
    match WaId::parse(number) {
        Ok(typed) if known => Ok(Recipient::Number(typed)),
        _ => Err(invalid(
            "number",
            "um número com + e o código do país, como +55 62 99876-5432",
        )),
    }
}

fn outcome(result: &Result<Accepted, SendError>) -> TrialOutcome {
    match result {
        Ok(accepted) => TrialOutcome::Accepted {
            provider_message_id: accepted.provider_message_id.clone(),
        },
        Err(error) => TrialOutcome::Failed {
            failure: error.failure(),
            code: match error {
                SendError::Refused { code, .. } | SendError::Account { code, .. } => Some(code.clone()),
                _ => None,
            },
            words: error.for_agent().to_owned(),
        },
    }
}
