//! What a provider proves to have sent and nobody can read: stored like any other event, and given up at once, so that an
//! administrator sees and mends it.

use enlace_domain::ChannelId;
use enlace_store::jobs;
use enlace_whatsapp::{EventKind, InboundEvent};

use crate::{Desk, DeskError};

/// So many of one channel may wait for a person; what comes beyond them is only counted.
///
/// A vendor that changes its format overnight must not fill the database. Webhooks that come in the same moment may go
/// beyond it by their number.
pub const WAITING_LIMIT: i64 = 1_000;

/// Behind the channel in the ordering key: no sender and no message is called so.
pub(crate) const KEY: &str = "unreadable";

/// The events that are to be stored: all that can be read, and of the others as many as may wait.
///
/// # Errors
/// [`DeskError::Unavailable`]: the database is away.
pub async fn within_limit(
    desk: &Desk,
    channel: ChannelId,
    mut events: Vec<InboundEvent>,
) -> Result<Vec<InboundEvent>, DeskError> {
    if !events
        .iter()
        .any(|event| matches!(event.kind, EventKind::Unreadable { .. }))
    {
        return Ok(events);
    }
    let mut conn = desk.pool().acquire().await?;
    let waiting = jobs::unclosed(&mut conn, &format!("{channel}:{KEY}"), WAITING_LIMIT).await?;
    drop(conn);
    let mut room = WAITING_LIMIT - waiting;
    events.retain(|event| {
        let EventKind::Unreadable { why } = event.kind else {
            return true;
        };
        room -= 1;
        let (kept, outcome) = if room < 0 { (false, "counted") } else { (true, "kept") };
        metrics::counter!("enlace_webhook_unreadable_total", "outcome" => outcome).increment(1);
        tracing::warn!(channel.id = %channel, error = %why, "A provider sent what can't be read: {outcome}");
        kept
    });
    Ok(events)
}
