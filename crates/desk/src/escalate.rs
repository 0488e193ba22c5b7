//! What goes past its due time is raised: more urgent, for more people to take, and marked for all to see. What somebody
//! holds who is not there goes back to its queue.

use enlace_domain::event::SystemLine;
use enlace_store::{clocks, events, messages};

use crate::{Desk, DeskError, automation};

/// Raises every open conversation of an escalating queue whose answer is overdue, held or not, each once until it is
/// answered.
///
/// Puts those back into their queue that are held by somebody who has had no page open for five minutes, and queues those
/// that left our question without an answer. Returns how many were raised. Two calls at once raise nothing twice.
///
/// # Errors
/// The database's.
pub async fn run_due(desk: &Desk) -> Result<usize, DeskError> {
    automation::settle_unanswered(desk).await?;
    let mut tx = desk.pool().begin().await?;
    let raised = clocks::raise_due(&mut tx).await?;
    let given_back = clocks::give_back_late(&mut tx).await?;
    if raised.is_empty() && given_back.is_empty() {
        return Ok(0);
    }
    for conversation in &raised {
        let line = SystemLine::Escalated {
            minutes: conversation.minutes,
        };
        messages::append_line(&mut tx, conversation.id, conversation.channel, &line).await?;
        events::conversation_changed(&mut tx, conversation.id).await?;
    }
    for conversation in &given_back {
        let line = SystemLine::Queued {
            queue: conversation.queue,
            confidence: None,
            by: None,
            also: Vec::new(),
            near: Vec::new(),
        };
        messages::append_line(&mut tx, conversation.id, conversation.channel, &line).await?;
        events::conversation_changed(&mut tx, conversation.id).await?;
    }
    tx.commit().await?;
    desk.hub().wake();
    metrics::counter!("enlace_escalations_total").increment(raised.len() as u64);
    Ok(raised.len())
}
