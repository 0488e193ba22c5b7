//! Which messages failed of late: those that the channels' page counts, with the conversations they are found in.

use std::collections::HashMap;

use enlace_domain::{
    ChannelId, ConversationId,
    view::{BoardCard, FailedSend, FailedSends},
};
use enlace_store::{
    board::{self, CardFilter},
    failed_sends,
};

use crate::{Actor, Desk, DeskError};

/// So many are shown.
const SHOWN: u8 = 100;

/// What failed within 24 hours and was not sent again, of one channel or of all, newest first: at most a hundred, for
/// managers and administrators.
///
/// # Errors
/// [`DeskError::Forbidden`].
pub async fn failed(desk: &Desk, actor: &Actor, channel: Option<ChannelId>) -> Result<FailedSends, DeskError> {
    actor.require(actor.role.may_see_unsent(), "see messages that failed")?;
    let mut tx = board::begin_reading(desk.pool()).await?;
    let mut rows = failed_sends::latest(&mut tx, channel, i64::from(SHOWN) + 1).await?;
    let more = rows.len() > usize::from(SHOWN);
    rows.truncate(usize::from(SHOWN));
    let ids: Vec<ConversationId> = rows.iter().map(|row| row.conversation).collect();
    let cards = board::cards(&mut tx, CardFilter::These(&ids)).await?;
    let by_id: HashMap<ConversationId, BoardCard> = cards.into_iter().map(|card| (card.id, card)).collect();
    let rows = rows.into_iter().filter_map(|row| {
        let card = by_id.get(&row.conversation)?;
        Some(FailedSend {
            message: row.message,
            conversation: row.conversation,
            name: card.name.clone(),
            protocol: card.protocol.clone(),
            channel: row.channel,
            at: row.at,
            words: row.words,
        })
    });
    Ok(FailedSends {
        rows: rows.collect(),
        more,
    })
}
