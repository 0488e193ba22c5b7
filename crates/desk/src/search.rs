//! The search box: names with or without accents and with small typing mistakes; digits as a protocol, a contract or a
//! phone number, whole or their end.

use std::collections::HashMap;

use enlace_domain::{
    ConversationId, PhoneNumber,
    view::{BoardCard, SearchHit},
};
use enlace_store::{
    board::{self, CardFilter},
    search::{self, DigitsQuery},
};
use sqlx::PgConnection;

use crate::{Actor, Desk, DeskError};

/// So many at most.
const LIMIT: i64 = 20;
/// Fewer letters or digits find nothing: they would find half the town.
const LEAST: usize = 3;
/// So many words of a name count.
const WORDS: usize = 8;

/// At most twenty conversations, open ones first, then the newest. Everybody of the desk may find every conversation.
///
/// # Errors
/// The database is away.
pub async fn find(desk: &Desk, _actor: &Actor, typed: &str) -> Result<Vec<SearchHit>, DeskError> {
    let mut tx = board::begin_reading(desk.pool()).await?;
    let ids = conversations(&mut tx, typed).await?;
    let cards = board::cards(&mut tx, CardFilter::These(&ids)).await?;
    let mut by_id: HashMap<ConversationId, BoardCard> = cards.into_iter().map(|card| (card.id, card)).collect();
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).map(hit).collect())
}

/// What is found for these words, in the order in which it is shown.
pub(crate) async fn conversations(conn: &mut PgConnection, typed: &str) -> Result<Vec<ConversationId>, DeskError> {
    if let Some(digits) = digits(typed) {
        Ok(search::by_digits(conn, &digits, LIMIT).await?)
    } else {
        by_name(conn, typed).await
    }
}

async fn by_name(conn: &mut PgConnection, typed: &str) -> Result<Vec<ConversationId>, DeskError> {
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
    let ids = search::by_words(&mut *conn, &words, &contract, LIMIT).await?;
    if ids.is_empty() {
        Ok(search::by_likeness(conn, &words.join(" "), LIMIT).await?)
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
