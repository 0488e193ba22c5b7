//! Putting a conversation back, and sending it on to a queue or a colleague.

use enlace_domain::{
    ConversationId, PersonId, QueueKey,
    event::SystemLine,
    view::{PersonRef, TransferTarget},
};
use enlace_store::{assignment, corrections, people};
use serde_json::json;
use sqlx::PgConnection;

use super::note;
use crate::{Actor, Desk, DeskError, audit::Action};

/// Puts a conversation back where it came from, with its clock as it is. The holder may, and a manager.
///
/// # Errors
/// [`DeskError::HeldBy`], [`DeskError::Closed`], [`DeskError::NotFound`], [`DeskError::Invalid`] where nobody holds it.
pub async fn release(desk: &Desk, actor: &Actor, id: ConversationId) -> Result<(), DeskError> {
    let mut tx = desk.pool().begin().await?;
    if !put_back(&mut tx, actor, id).await? {
        return Err(note::refusal(&mut tx, id).await?);
    }
    tx.commit().await?;
    desk.hub().wake();
    Ok(())
}

/// Puts everything back that a person holds, who no longer works here. The caller's transaction, and its wake.
pub(crate) async fn release_all(conn: &mut PgConnection, actor: &Actor, holder: PersonId) -> Result<(), DeskError> {
    for id in assignment::held_by(&mut *conn, holder).await? {
        put_back(&mut *conn, actor, id).await?;
    }
    Ok(())
}

async fn put_back(conn: &mut PgConnection, actor: &Actor, id: ConversationId) -> Result<bool, DeskError> {
    let Some(channel) = assignment::release(&mut *conn, id, note::mover(actor)).await? else {
        return Ok(false);
    };
    let queue = note::standing(&mut *conn, id).await?.queue;
    let line = queue.map(|queue| SystemLine::TransferredToQueue {
        by: actor.person.clone(),
        queue,
    });
    note::done(conn, actor, (id, channel), Action::Release, line.as_ref(), &json!({})).await?;
    Ok(true)
}

/// Sends a conversation on. A held one only its holder or a manager may move; one that nobody holds, anybody.
///
/// # Errors
/// [`DeskError::HeldBy`], [`DeskError::Closed`], [`DeskError::NotFound`], [`DeskError::AtCapacity`] of the colleague,
/// [`DeskError::Invalid`] where the colleague may not log in.
pub async fn transfer(desk: &Desk, actor: &Actor, id: ConversationId, to: TransferTarget) -> Result<(), DeskError> {
    let mut tx = desk.pool().begin().await?;
    match to {
        TransferTarget::Queue(queue) => to_queue(&mut tx, actor, id, queue).await?,
        TransferTarget::Person(person) => to_person(&mut tx, actor, id, person).await?,
    }
    tx.commit().await?;
    desk.hub().wake();
    Ok(())
}

async fn to_queue(
    conn: &mut PgConnection,
    actor: &Actor,
    id: ConversationId,
    queue: QueueKey,
) -> Result<(), DeskError> {
    let Some(channel) = assignment::to_queue(&mut *conn, id, queue, note::mover(actor)).await? else {
        return Err(note::refusal(conn, id).await?);
    };
    let line = SystemLine::TransferredToQueue {
        by: actor.person.clone(),
        queue,
    };
    corrections::note(&mut *conn, id, queue, actor.person.id).await?;
    let detail = json!({ "queue": queue });
    Ok(note::done(
        conn,
        actor,
        (id, channel),
        Action::TransferToQueue,
        Some(&line),
        &detail,
    )
    .await?)
}

async fn to_person(conn: &mut PgConnection, actor: &Actor, id: ConversationId, to: PersonId) -> Result<(), DeskError> {
    let colleague = people::lock(&mut *conn, to)
        .await?
        .ok_or(DeskError::NotFound { what: "person" })?;
    if !colleague.active {
        return Err(DeskError::Invalid {
            field: "person",
            allowed: "uma pessoa ativa".to_owned(),
        });
    }
    let Some(channel) = assignment::to_person(&mut *conn, id, to, note::mover(actor)).await? else {
        return Err(note::refusal(conn, id).await?);
    };
    note::within_capacity(&mut *conn, to, &colleague).await?;
    let to = PersonRef {
        id: to,
        name: colleague.name,
    };
    let line = SystemLine::TransferredToPerson {
        by: actor.person.clone(),
        to: to.clone(),
    };
    let detail = json!({ "to": to.id });
    Ok(note::done(
        conn,
        actor,
        (id, channel),
        Action::TransferToPerson,
        Some(&line),
        &detail,
    )
    .await?)
}
