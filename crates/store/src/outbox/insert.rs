//! Putting a message into the outbox.

use enlace_domain::{MessageId, OutboxId};
use sqlx::PgConnection;

use crate::StoreError;

/// Adds the row of a message.
///
/// # Errors
/// The database said no.
pub async fn insert(conn: &mut PgConnection, message: MessageId) -> Result<OutboxId, StoreError> {
    let id = OutboxId::new();
    sqlx::query!(
        "insert into outbox (id, message_id) values ($1, $2)",
        id.get(),
        message.get()
    )
    .execute(conn)
    .await?;
    Ok(id)
}
