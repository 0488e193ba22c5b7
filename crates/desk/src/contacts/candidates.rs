//! Who may be the same person: whoever the search box would find, by person.

use enlace_domain::{ConversationId, view::MergeCandidate};
use enlace_store::{board, merges};

use crate::{Actor, Desk, DeskError, search};

/// The persons that the words find, but for the one behind this conversation.
///
/// # Errors
/// The database is away.
pub async fn candidates(
    desk: &Desk,
    _actor: &Actor,
    here: ConversationId,
    typed: &str,
) -> Result<Vec<MergeCandidate>, DeskError> {
    let mut tx = board::begin_reading(desk.pool()).await?;
    let found = search::conversations(&mut tx, typed, i64::from(search::SHOWN)).await?;
    Ok(merges::candidates(&mut tx, here, &found).await?)
}
