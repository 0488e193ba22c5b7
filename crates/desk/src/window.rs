//! The 24-hour window, asked before something is written.

use enlace_domain::ConversationId;
use enlace_store::windows;
use sqlx::PgConnection;

use crate::DeskError;

/// Fails unless free text may be sent now, by the database's clock. The caller has locked the conversation.
pub(crate) async fn require_open(tx: &mut PgConnection, conversation: ConversationId) -> Result<(), DeskError> {
    let standing = windows::of(tx, conversation)
        .await?
        .ok_or(DeskError::NotFound { what: "conversation" })?;
    if standing.window.allows_text() {
        Ok(())
    } else {
        Err(DeskError::WindowClosed)
    }
}
