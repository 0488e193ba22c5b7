//! Finding conversations by what an agent knows of them.
//!
//! Names are compared without case and accents (`fold_name`, migrations 0007 and 0008), digits from their end: that is what
//! people read out of a protocol or a phone number.

use enlace_domain::ConversationId;
use sqlx::PgConnection;

use crate::StoreError;

/// What an agent typed, taken apart.
#[derive(Clone, Debug)]
pub struct DigitsQuery {
    /// The digits alone.
    pub digits: String,
    /// [`enlace_domain::PhoneNumber::match_key`] where they are a whole number.
    pub phone_key: Option<String>,
    /// The last digits (at most eight), where they may be the end of a number.
    pub phone_end: String,
}

/// Text without case and accents, as names are kept for comparing.
///
/// # Errors
/// The database said no.
pub async fn folded(conn: &mut PgConnection, text: &str) -> Result<String, StoreError> {
    Ok(sqlx::query_scalar!(r#"select fold_name($1) as "folded!""#, text)
        .fetch_one(conn)
        .await?)
}

/// Conversations of contacts and customers whose folded name holds all the `words` (folded, without the wildcards of
/// `like`), or whose contract it is; open ones first, then the newest.
///
/// # Errors
/// The database said no.
pub async fn by_words(
    conn: &mut PgConnection,
    words: &[&str],
    contract: &str,
    limit: i64,
) -> Result<Vec<ConversationId>, StoreError> {
    let patterns: Vec<String> = words.iter().map(|word| format!("%{word}%")).collect();
    // the index knows one pattern; the longest leaves the fewest rows for the others
    let longest = patterns
        .iter()
        .max_by_key(|pattern| pattern.len())
        .map_or("%", String::as_str);
    let ids = sqlx::query_scalar!(
        r#"with found as (
               select ct.id from contacts ct where ct.folded_name like $1 and ct.folded_name like all ($2)
               union
               select ct.id from customers cu join contacts ct on ct.customer_id = cu.id
               where (cu.folded_name like $1 and cu.folded_name like all ($2)) or cu.contract_number = $3
           )
           select c.id from found join conversations c on c.contact_id = found.id
           order by c.status = 'closed', c.last_message_at desc limit $4"#,
        longest,
        &patterns,
        contract,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(ConversationId::from).collect())
}

/// Conversations of contacts and customers with a folded name much like `text`, which is folded: for typing mistakes.
/// Open ones first, then the newest.
///
/// # Errors
/// The database said no.
pub async fn by_likeness(conn: &mut PgConnection, text: &str, limit: i64) -> Result<Vec<ConversationId>, StoreError> {
    let ids = sqlx::query_scalar!(
        r#"with found as (
               select ct.id from contacts ct where $1 <% ct.folded_name
               union
               select ct.id from customers cu join contacts ct on ct.customer_id = cu.id where $1 <% cu.folded_name
           )
           select c.id from found join conversations c on c.contact_id = found.id
           order by c.status = 'closed', c.last_message_at desc limit $2"#,
        text,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(ConversationId::from).collect())
}

/// Conversations by protocol (whole or its end), contract, or phone (whole or its end); open ones first, then the
/// newest.
///
/// # Errors
/// The database said no.
pub async fn by_digits(
    conn: &mut PgConnection,
    query: &DigitsQuery,
    limit: i64,
) -> Result<Vec<ConversationId>, StoreError> {
    let ids = sqlx::query_scalar!(
        r#"with found as (
               select c.id from conversations c where reverse(c.protocol) like reverse($1) || '%'
               union
               select c.id from contact_identities i join conversations c on c.contact_id = i.contact_id
               where i.kind = 'phone_key' and (i.value = $2 or reverse(i.value) like reverse($3) || '%')
               union
               select c.id from customers cu join conversations c on c.customer_id = cu.id
               join contacts ct on ct.id = c.contact_id and ct.erased_at is null
               where cu.contract_number = $1
           )
           select c.id from found join conversations c on c.id = found.id
           order by c.status = 'closed', c.last_message_at desc limit $4"#,
        query.digits,
        query.phone_key,
        query.phone_end,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(ConversationId::from).collect())
}
