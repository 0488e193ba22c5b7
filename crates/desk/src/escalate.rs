//! What goes past its due time is raised: more urgent, for more people to take, and marked for all to see.

use enlace_domain::event::SystemLine;
use enlace_store::{conversations, events, messages};

use crate::{Desk, DeskError, automation};

/// Raises every waiting conversation of an escalating queue whose answer is overdue, each once.
///
/// Queues besides those that left our question without an answer. Returns how many were raised. Two calls at once raise nothing twice.
///
/// # Errors
/// The database's.
pub async fn run_due(desk: &Desk) -> Result<usize, DeskError> {
    automation::settle_unanswered(desk).await?;
    let mut tx = desk.pool().begin().await?;
    let raised = conversations::escalate_due(&mut tx).await?;
    if raised.is_empty() {
        return Ok(0);
    }
    for conversation in &raised {
        let line = SystemLine::Escalated {
            minutes: conversation.minutes,
        };
        messages::append_line(&mut tx, conversation.id, conversation.channel, &line).await?;
        events::conversation_changed(&mut tx, conversation.id).await?;
    }
    tx.commit().await?;
    desk.hub().wake();
    metrics::counter!("enlace_escalations_total").increment(raised.len() as u64);
    Ok(raised.len())
}
