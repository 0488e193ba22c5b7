//! The circuit of the channel around one call: may the vendor be asked, and what did it answer?

use std::time::Duration;

use enlace_domain::{Admission, ChannelId, Way, circuit::Failure};
use enlace_store::channel_health;
use enlace_whatsapp::{SendError, device_state_words};
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::DeskError;

/// Messages that wait look again this often at the latest, so that they leave soon after a probe went well.
const LOOK_AGAIN: time::Duration = time::Duration::seconds(10);

/// Whether a message may leave by this channel now; a paused channel's messages wait as well.
pub(super) async fn admit(tx: &mut PgConnection, way: &Way, now: OffsetDateTime) -> Result<Admission, DeskError> {
    if !way.active {
        return Ok(Admission::Wait(LOOK_AGAIN));
    }
    let mut circuit = way.circuit;
    let admission = circuit.admit(now);
    if admission != Admission::Probe {
        return Ok(admission);
    }
    // of those that want to be the probe the first one is
    let mut standing = channel_health::lock(tx, way.channel).await?;
    let admission = standing.circuit.admit(standing.now);
    if admission == Admission::Probe {
        channel_health::set_circuit(tx, way.channel, standing.circuit).await?;
    }
    Ok(admission)
}

/// How long a message that may not leave waits before it asks again.
pub(super) fn wait(after: time::Duration) -> Duration {
    after.min(LOOK_AGAIN).unsigned_abs()
}

/// Writes down what the vendor's answer says about the channel. Any answer about the message itself shows that the
/// vendor is up; to be slowed down shows nothing.
pub(crate) async fn note<T>(
    tx: &mut PgConnection,
    channel: ChannelId,
    admission: Admission,
    result: &Result<T, SendError>,
) -> Result<(), DeskError> {
    let (failure, error) = match result {
        Ok(_) | Err(SendError::WindowClosed | SendError::NotOnWhatsApp | SendError::Refused { .. }) => {
            return Ok(channel_health::note_success(tx, channel).await?);
        }
        Err(SendError::RateLimited { .. }) if admission == Admission::Probe => {
            return Ok(channel_health::note_success(tx, channel).await?);
        }
        Err(SendError::RateLimited { .. }) => return Ok(()),
        Err(error @ (SendError::RetryLater { .. } | SendError::InDoubt)) => (Failure::Transient, error),
        Err(error @ SendError::Account { .. }) => (Failure::Lasting, error),
    };
    let mut standing = channel_health::lock(tx, channel).await?;
    let was_closed = standing.circuit.retry_at.is_none();
    standing.circuit.failed(failure, admission, standing.now);
    channel_health::set_circuit(tx, channel, standing.circuit).await?;
    channel_health::note_error(tx, channel, error.failure(), error.for_agent()).await?;
    if was_closed && standing.circuit.retry_at.is_some() {
        metrics::counter!("enlace_channel_opened_total", "channel" => channel.to_string()).increment(1);
        tracing::warn!(%channel, error = error.class(), "The channel's vendor fails: its messages wait");
    }
    Ok(())
}

/// Writes down what the vendor says of the channel itself, like that its phone is unlinked.
pub(crate) async fn note_state(
    tx: &mut PgConnection,
    channel: ChannelId,
    works: bool,
    raw: &str,
) -> Result<(), DeskError> {
    let said = if works {
        Ok(())
    } else {
        Err(SendError::Account {
            code: raw.to_owned(),
            words: device_state_words(raw).map_or_else(
                || format!("O provedor avisa que o canal não está no ar ({raw})."),
                str::to_owned,
            ),
        })
    };
    note(tx, channel, Admission::Go, &said).await
}
