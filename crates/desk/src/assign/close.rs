//! Closing a conversation and opening it again.

use enlace_domain::{ConversationId, Outcome, event::SystemLine};
use enlace_store::{
    StoreError, assignment,
    assignment::{ONE_OPEN, ResolvedIssue},
    people, violates,
};
use serde_json::json;
use sqlx::PgConnection;

use super::note;
use crate::{Actor, Desk, DeskError, audit::Action, erasure, measure, outcomes, survey};

/// Closes a conversation, stops its clocks, resolves the fault it was about and asks the subscriber how it was. A held one
/// only its holder or a manager may close; one that nobody holds, anybody.
///
/// # Errors
/// [`DeskError::HeldBy`], [`DeskError::Closed`], [`DeskError::NotFound`].
pub async fn close(desk: &Desk, actor: &Actor, id: ConversationId) -> Result<(), DeskError> {
    let mut tx = desk.pool().begin().await?;
    let closed = closed(&mut tx, actor, id).await?;
    tx.commit().await?;
    closed.told(desk);
    Ok(())
}

/// The same, and says what came of it; `None`: nothing that is recorded.
///
/// # Errors
/// Those of [`close`]; [`DeskError::Invalid`] for what its queue does not know.
pub async fn close_with(
    desk: &Desk,
    actor: &Actor,
    id: ConversationId,
    outcome: Option<Outcome>,
) -> Result<(), DeskError> {
    let mut tx = desk.pool().begin().await?;
    let closed = closed(&mut tx, actor, id).await?;
    let queue = note::standing(&mut tx, id).await?.queue;
    outcomes::record(&mut tx, actor, (id, queue), outcome).await?;
    tx.commit().await?;
    closed.told(desk);
    Ok(())
}

/// What is to be told once the closing is committed.
struct Closed {
    resolved: Option<ResolvedIssue>,
    asks: bool,
}

impl Closed {
    fn told(self, desk: &Desk) {
        if let Some(resolved) = self.resolved {
            measure::fault_resolved(&resolved);
        }
        desk.hub().wake();
        if self.asks {
            desk.jobs_added().ring(desk.pool());
        }
    }
}

async fn closed(conn: &mut PgConnection, actor: &Actor, id: ConversationId) -> Result<Closed, DeskError> {
    let Some(channel) = assignment::close(&mut *conn, id, note::mover(actor)).await? else {
        return Err(note::refusal(conn, id).await?);
    };
    let resolved = assignment::resolve_issue(&mut *conn, id).await?;
    let line = SystemLine::Closed {
        by: actor.person.clone(),
    };
    note::done(&mut *conn, actor, (id, channel), Action::Close, Some(&line), &json!({})).await?;
    let asks = survey::ask(conn, id).await?;
    Ok(Closed { resolved, asks })
}

/// Opens a closed conversation again, in the hands of the person who does it. One that is open already is left alone.
///
/// # Errors
/// [`DeskError::Invalid`] where the contact has another open conversation on the channel, which it names, or is erased;
/// [`DeskError::AtCapacity`], [`DeskError::NotFound`].
pub async fn reopen(desk: &Desk, actor: &Actor, id: ConversationId) -> Result<(), DeskError> {
    let me = actor.person.id;
    let mut tx = desk.pool().begin().await?;
    let locked = people::lock(&mut tx, me).await?.ok_or(DeskError::NotLoggedIn)?;
    erasure::refuse_erased_one(&mut tx, id).await?;
    let channel = match assignment::reopen(&mut tx, id, me).await {
        Ok(Some(channel)) => channel,
        Ok(None) => return note::standing(&mut tx, id).await.map(|_| ()),
        Err(StoreError::Database(error)) if violates(&error, ONE_OPEN) => {
            tx.rollback().await?;
            let open = assignment::open_sibling(&mut *desk.pool().acquire().await?, id)
                .await?
                .unwrap_or_default();
            let allowed = format!("continuar na conversa já aberta deste contato, protocolo {open}");
            return Err(DeskError::Invalid {
                field: "conversation",
                allowed,
            });
        }
        Err(error) => return Err(error.into()),
    };
    note::within_capacity(&mut tx, me, &locked).await?;
    assignment::reopen_issue(&mut tx, id).await?;
    let line = SystemLine::Reopened {
        by: Some(actor.person.clone()),
    };
    note::done(&mut tx, actor, (id, channel), Action::Reopen, Some(&line), &json!({})).await?;
    tx.commit().await?;
    desk.hub().wake();
    Ok(())
}
