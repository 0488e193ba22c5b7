//! The search box: names with or without accents and with small typing mistakes; digits as a protocol, a contract or a
//! phone number, whole or their end.

use std::collections::HashMap;

use enlace_domain::{
    ConversationId, PhoneNumber,
    view::{BoardCard, SearchFound, SearchHit},
};
use enlace_store::{
    board::{self, CardFilter},
    search::{self, DigitsQuery},
};
use sqlx::PgConnection;

use crate::{Actor, Desk, DeskError};

/// So many are shown.
pub(crate) const SHOWN: u8 = 20;
/// Fewer letters or digits find nothing: they would find half the town.
const LEAST: usize = 3;
/// So many words of a name count.
const WORDS: usize = 8;

/// At most twenty conversations, open ones first, then those closed last, and whether there are more. Everybody of the desk
/// may find every conversation.
///
/// # Errors
/// The database is away.
pub async fn find(desk: &Desk, _actor: &Actor, typed: &str) -> Result<SearchFound, DeskError> {
    let mut tx = board::begin_reading(desk.pool()).await?;
    let mut ids = conversations(&mut tx, typed, i64::from(SHOWN) + 1).await?;
    let more = ids.len() > usize::from(SHOWN);
    ids.truncate(usize::from(SHOWN));
    let cards = board::cards(&mut tx, CardFilter::These(&ids)).await?;
    let mut by_id: HashMap<ConversationId, BoardCard> = cards.into_iter().map(|card| (card.id, card)).collect();
    let hits = ids.iter().filter_map(|id| by_id.remove(id)).map(hit).collect();
    Ok(SearchFound { hits, more })
}

/// At most so many that are found for these words, in the order in which they are shown. Within a transaction.
pub(crate) async fn conversations(
    conn: &mut PgConnection,
    typed: &str,
    limit: i64,
) -> Result<Vec<ConversationId>, DeskError> {
    if let Some(digits) = digits(typed) {
        Ok(search::by_digits(conn, &digits, limit).await?)
    } else {
        by_name(conn, typed, limit).await
    }
}

async fn by_name(conn: &mut PgConnection, typed: &str, limit: i64) -> Result<Vec<ConversationId>, DeskError> {
    // the wildcards of `like` are in nobody's name
    let plain: String = typed
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '\'' { c } else { ' ' })
        .collect();
    let folded = search::folded(&mut *conn, &plain).await?;
    let words: Vec<&str> = folded.split_whitespace().take(WORDS).collect();
    if words.iter().all(|word| word.chars().count() < LEAST) {
        return Ok(Vec::new());
    }
    // some providers' contract numbers have letters
    let contract = typed.trim().to_uppercase();
    let named = search::contacts_by_words(&mut *conn, &words, &contract).await?;
    let ids = search::conversations_of(&mut *conn, &named, limit).await?;
    if ids.is_empty() {
        let alike = search::contacts_by_likeness(&mut *conn, &words.join(" ")).await?;
        Ok(search::conversations_of(conn, &alike, limit).await?)
    } else {
        Ok(ids)
    }
}

fn hit(card: BoardCard) -> SearchHit {
    SearchHit {
        conversation: card.id,
        name: card.name,
        protocol: card.protocol,
        status: card.status,
        preview: card.preview,
        last_message_at: card.last_message_at,
    }
}

/// What was typed as digits; `None` where it is something else, or too short to tell anybody from the others.
fn digits(typed: &str) -> Option<DigitsQuery> {
    let only_digits = typed
        .chars()
        .all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-.()/".contains(c));
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    (only_digits && digits.len() >= LEAST).then(|| read_digits(digits))
}

fn read_digits(digits: String) -> DigitsQuery {
    let whole = match digits.len() {
        10 | 11 => PhoneNumber::parse(&format!("55{digits}")).or_else(|_| PhoneNumber::parse(&digits)),
        _ => PhoneNumber::parse(&digits),
    };
    let phone_key = whole.ok().map(|phone| phone.match_key());
    let phone_end = digits[digits.len().saturating_sub(8)..].to_owned();
    DigitsQuery {
        digits,
        phone_key,
        phone_end,
    }
}
