//! What holds a message up, for those who read the thread.

use enlace_domain::{ConversationId, OutboxId, WaitingFor};
use sqlx::PgConnection;

use crate::StoreError;

/// Notes what holds a message up, with the event that shows it in the thread. `false`: that is known since before, and
/// nothing was written; or it does not wait any more.
///
/// # Errors
/// The database said no.
pub async fn note_wait(
    conn: &mut PgConnection,
    id: OutboxId,
    conversation: ConversationId,
    reason: WaitingFor,
) -> Result<bool, StoreError> {
    let noted = sqlx::query!(
        "with noted as (
             update outbox set waiting_for = $2, waiting_since = clock_timestamp()
             where id = $1 and state in ('queued', 'in_doubt') and waiting_for is distinct from $2
             returning message_id)
         insert into event_stream (kind, conversation_id, message_id) select 'message', $3, message_id from noted",
        id.get(),
        reason.as_str(),
        conversation.get(),
    )
    .execute(conn)
    .await?;
    Ok(noted.rows_affected() == 1)
}
