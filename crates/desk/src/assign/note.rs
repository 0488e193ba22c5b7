//! What every step of an assignment leaves behind, and why one did not happen.

use enlace_domain::{ChannelId, ConversationId, event::SystemLine};
use enlace_store::{
    StoreError, assignment,
    assignment::{Mover, Standing},
    events, messages, people,
};
use serde_json::Value;
use sqlx::PgConnection;

use crate::{
    Actor, DeskError,
    audit::{self, Action, Subject},
};

/// The person who moves, as the store asks for them.
pub(super) fn mover(actor: &Actor) -> Mover {
    Mover {
        person: actor.person.id,
        moves_others: actor.role.may_move_others(),
    }
}

/// Writes the line, the events and the book.
pub(super) async fn done(
    conn: &mut PgConnection,
    actor: &Actor,
    (id, channel): (ConversationId, ChannelId),
    action: Action,
    line: Option<&SystemLine>,
    detail: &Value,
) -> Result<(), StoreError> {
    if let Some(line) = line {
        messages::append_line(&mut *conn, id, channel, line).await?;
    }
    events::conversation_changed(&mut *conn, id).await?;
    audit::record(conn, actor.person.id, action, Subject::Conversation(id), detail).await
}

/// How the conversation stands.
pub(super) async fn standing(conn: &mut PgConnection, id: ConversationId) -> Result<Standing, DeskError> {
    assignment::standing(conn, id)
        .await?
        .ok_or(DeskError::NotFound { what: "conversation" })
}

/// Why a step on an open conversation was refused.
pub(super) async fn refusal(conn: &mut PgConnection, id: ConversationId) -> Result<DeskError, DeskError> {
    let standing = standing(conn, id).await?;
    Ok(match standing.holder {
        _ if !standing.status.is_open() => DeskError::Closed,
        Some(holder) => DeskError::HeldBy(holder),
        None => DeskError::Invalid {
            field: "conversation",
            allowed: "uma conversa em atendimento".to_owned(),
        },
    })
}

/// Fails where the person, who was locked before, holds more than they may after one was given to them.
pub(super) async fn within_capacity(
    conn: &mut PgConnection,
    person: enlace_domain::PersonId,
    locked: &people::LockedPerson,
) -> Result<(), DeskError> {
    if assignment::holding(conn, person).await? > i64::from(locked.capacity) {
        return Err(DeskError::AtCapacity {
            capacity: locked.capacity,
        });
    }
    Ok(())
}
