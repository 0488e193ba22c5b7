//! One conversation as its page shows it.

use enlace_domain::{
    ConversationId, MessageId, PhoneNumber,
    view::{EarlierWords, ThreadMessage, ThreadView},
};
use enlace_store::{
    board::{self, CardFilter},
    customers, merges, messages, outcomes, stream, thread, windows,
};

use crate::{Actor, Desk, DeskError, channels, means};

/// So many messages come at once.
const PAGE: usize = 60;
/// So many earlier conversations are listed.
const PAST: i64 = 10;

/// The conversation with its newest messages, as of one moment. Everybody of the desk may read every conversation.
///
/// # Errors
/// [`DeskError::NotFound`].
pub async fn view(desk: &Desk, _actor: &Actor, id: ConversationId) -> Result<ThreadView, DeskError> {
    let mut tx = board::begin_reading(desk.pool()).await?;
    let cursor = stream::head(&mut tx).await?;
    let server_time = board::clock(&mut tx).await?;
    let around = thread::surroundings(&mut tx, id).await?.ok_or(NO_SUCH)?;
    let card = board::cards(&mut tx, CardFilter::These(&[id]))
        .await?
        .pop()
        .ok_or(NO_SUCH)?;
    let window = windows::of(&mut tx, id).await?.ok_or(NO_SUCH)?.window;
    let (messages, has_older) = thread::page(&mut tx, id, None, PAGE).await?;
    let past = thread::past(&mut tx, id, PAST).await?;
    let merges = merges::of(&mut tx, id).await?;
    let outcome = outcomes::of(&mut tx, id).await?;
    let customer = match around.customer {
        Some(customer) => Some(customers::panel(&mut tx, customer).await?),
        None => None,
    };
    // a channel whose secrets do not open any more is still read, and nothing can be sent over it
    let means = channels::load_on(desk, &mut tx, around.channel)
        .await
        .map(|record| means::of(desk, &record))
        .unwrap_or_default();
    // an account that is no number we can read is still shown, as its digits
    let contact_phone = around.wa_id.map(|wa_id| {
        wa_id
            .phone()
            .map_or_else(|_| format!("+{}", wa_id.as_str()), |p| p.for_people())
    });
    let address =
        PhoneNumber::parse(&around.channel_address).map_or(around.channel_address, |address| address.for_people());
    Ok(ThreadView {
        cursor,
        server_time,
        card,
        window,
        contact_phone,
        channel: format!("{} · {address}", around.channel_name),
        means,
        customer,
        messages,
        has_older,
        past,
        merges,
        outcome,
        erased_at: around.erased_at,
    })
}

/// The messages before the position `before`, oldest first, and whether there are older ones still.
///
/// # Errors
/// The database is away.
pub async fn older(
    desk: &Desk,
    _actor: &Actor,
    id: ConversationId,
    before: i64,
) -> Result<(Vec<ThreadMessage>, bool), DeskError> {
    Ok(thread::page(&mut *desk.pool().acquire().await?, id, Some(before), PAGE).await?)
}

/// What a message said before its sender changed it, oldest first.
///
/// # Errors
/// The database is away.
pub async fn earlier_words(desk: &Desk, _actor: &Actor, id: MessageId) -> Result<Vec<EarlierWords>, DeskError> {
    Ok(messages::earlier_words(&mut *desk.pool().acquire().await?, id).await?)
}

const NO_SUCH: DeskError = DeskError::NotFound { what: "conversation" };
