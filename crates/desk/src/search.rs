//! The search box: names with or without accents and with small typing mistakes; digits as a protocol, a contract or a
//! phone number, whole or their end.

use std::collections::HashMap;

use enlace_domain::{
    ConversationId, PhoneNumber,
    view::{BoardCard, SearchHit},
};
use enlace_store::{
    board::{self, CardFilter},
    search::{self, DigitsQuery, NameQuery},
};

use crate::{Actor, Desk, DeskError};

/// So many at most.
const LIMIT: i64 = 20;
/// Fewer letters or digits find nothing: they would find half the town.
const LEAST: usize = 3;

/// What was typed, understood.
#[derive(Debug)]
enum Query {
    Nothing,
    Digits(DigitsQuery),
    Name(NameQuery),
}

/// At most twenty conversations, open ones first, then the newest. Everybody of the desk may find every conversation.
///
/// # Errors
/// The database is away.
pub async fn find(desk: &Desk, _actor: &Actor, typed: &str) -> Result<Vec<SearchHit>, DeskError> {
    let query = understand(typed);
    let mut tx = board::begin_reading(desk.pool()).await?;
    let ids = match &query {
        Query::Nothing => return Ok(Vec::new()),
        Query::Digits(digits) => search::by_digits(&mut tx, digits, LIMIT).await?,
        Query::Name(name) => search::by_name(&mut tx, name, LIMIT).await?,
    };
    let cards = board::cards(&mut tx, CardFilter::These(&ids)).await?;
    let mut by_id: HashMap<ConversationId, BoardCard> = cards.into_iter().map(|card| (card.id, card)).collect();
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).map(hit).collect())
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

fn understand(typed: &str) -> Query {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let only_digits = typed
        .chars()
        .all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-.()/".contains(c));
    if only_digits {
        return if digits.len() < LEAST {
            Query::Nothing
        } else {
            Query::Digits(read_digits(digits))
        };
    }
    // the wildcards of `like` are in nobody's name
    let clean: String = typed
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '\'' { c } else { ' ' })
        .collect();
    let words: Vec<String> = clean.split_whitespace().take(8).map(str::to_owned).collect();
    let longest = words
        .iter()
        .max_by_key(|word| word.chars().count())
        .cloned()
        .unwrap_or_default();
    if longest.chars().count() < LEAST {
        return Query::Nothing;
    }
    Query::Name(NameQuery {
        text: words.join(" "),
        contract: typed.trim().to_uppercase(),
        words,
        longest,
    })
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
