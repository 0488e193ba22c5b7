//! What came of a conversation: recorded by whoever closes it, put right by them or a manager. The book keeps what stood
//! there before.

use enlace_domain::{ConversationId, Outcome, OutcomeKind, QueueKey};
use enlace_store::{assignment, conversations, outcomes};
use serde_json::json;
use sqlx::PgConnection;

use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
};

/// Says what came of a closed conversation, in place of what was said before; `None` takes that back. The same again
/// changes nothing.
///
/// # Errors
/// [`DeskError::HeldBy`] where another held it last and the person is no manager; [`DeskError::Invalid`] for one that is open
/// and for what its queue does not know; [`DeskError::NotFound`].
pub async fn correct(
    desk: &Desk,
    actor: &Actor,
    id: ConversationId,
    outcome: Option<Outcome>,
) -> Result<(), DeskError> {
    let mut tx = desk.pool().begin().await?;
    conversations::lock(&mut tx, id)
        .await?
        .ok_or(DeskError::NotFound { what: "conversation" })?;
    let standing = assignment::standing(&mut tx, id)
        .await?
        .ok_or(DeskError::NotFound { what: "conversation" })?;
    if standing.status.is_open() {
        return Err(DeskError::Invalid {
            field: "conversation",
            allowed: "uma conversa encerrada".to_owned(),
        });
    }
    if let Some(holder) = standing.holder
        && holder.id != actor.person.id
        && !actor.role.may_move_others()
    {
        return Err(DeskError::HeldBy(holder));
    }
    record(&mut tx, actor, (id, standing.queue), outcome).await?;
    Ok(tx.commit().await?)
}

/// The same within the transaction that closes it.
pub(crate) async fn record(
    conn: &mut PgConnection,
    actor: &Actor,
    (id, queue): (ConversationId, Option<QueueKey>),
    outcome: Option<Outcome>,
) -> Result<(), DeskError> {
    let before = outcomes::of(&mut *conn, id).await?.and_then(|said| said.outcome);
    if before == outcome {
        return Ok(());
    }
    if let Some(outcome) = outcome {
        let known = queue.map_or(&[] as &[OutcomeKind], OutcomeKind::of);
        if !known.contains(&outcome.kind) {
            return Err(DeskError::Invalid {
                field: "outcome",
                allowed: "um resultado que a fila da conversa conhece".to_owned(),
            });
        }
        if !outcome.is_sound() {
            return Err(DeskError::Invalid {
                field: "outcome-amount",
                allowed: "um valor entre R$ 0,01 e R$ 100.000,00".to_owned(),
            });
        }
    }
    outcomes::save(&mut *conn, id, outcome, actor.person.id).await?;
    let detail = json!({ "outcome": outcome, "before": before });
    audit::record(
        conn,
        actor.person.id,
        Action::TellOutcome,
        Subject::Conversation(id),
        &detail,
    )
    .await?;
    Ok(())
}
