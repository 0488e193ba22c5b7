//! Finding conversations by what an agent knows of them.
//!
//! Names are compared without case and accents (`fold_name`, migrations 0007 and 0008), digits from their end: that is what
//! people read out of a protocol or a phone number.

use enlace_domain::{ContactId, ConversationId};
use sqlx::PgConnection;
use uuid::Uuid;

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

/// Contacts whose folded name, or their customer's, holds all the `words` (folded, without the wildcards of `like`), or whose
/// contract it is.
///
/// # Errors
/// The database said no.
pub async fn contacts_by_words(
    conn: &mut PgConnection,
    words: &[&str],
    contract: &str,
) -> Result<Vec<ContactId>, StoreError> {
    let patterns: Vec<String> = words.iter().map(|word| format!("%{word}%")).collect();
    // the index knows one pattern; the longest leaves the fewest rows for the others
    let longest = patterns
        .iter()
        .max_by_key(|pattern| pattern.len())
        .map_or("%", String::as_str);
    let ids = sqlx::query_scalar!(
        r#"select ct.id as "id!" from contacts ct where ct.folded_name like $1 and ct.folded_name like all ($2)
           union
           select ct.id from customers cu join contacts ct on ct.customer_id = cu.id
           where (cu.folded_name like $1 and cu.folded_name like all ($2)) or cu.contract_number = $3"#,
        longest,
        &patterns,
        contract,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(ContactId::from).collect())
}

/// Contacts with a folded name, or a customer's, much like `text`, which is folded: for typing mistakes. Within a transaction.
///
/// # Errors
/// The database said no.
pub async fn contacts_by_likeness(conn: &mut PgConnection, text: &str) -> Result<Vec<ContactId>, StoreError> {
    // the planner takes comparing every name for as cheap as comparing numbers: it costs ten times what the index does
    plan_scans(conn, "off").await?;
    let ids = sqlx::query_scalar!(
        r#"select ct.id as "id!" from contacts ct where $1 <% ct.folded_name
           union
           select ct.id from customers cu join contacts ct on ct.customer_id = cu.id where $1 <% cu.folded_name"#,
        text,
    )
    .fetch_all(&mut *conn)
    .await?;
    plan_scans(conn, "on").await?;
    Ok(ids.into_iter().map(ContactId::from).collect())
}

/// Whether the transaction's queries may read whole tables where an index would do.
async fn plan_scans(conn: &mut PgConnection, setting: &str) -> Result<(), StoreError> {
    sqlx::query_scalar!("select set_config('enable_seqscan', $1, true)", setting)
        .fetch_one(conn)
        .await?;
    Ok(())
}

/// The conversations of these contacts: open ones first, by their last message, then those that were closed last.
///
/// A common name has thousands of conversations, of which a screenful is wanted: those closed last are all of the contacts
/// whose own last is among the newest, and of every other contact one entry of an index is read.
///
/// # Errors
/// The database said no.
pub async fn conversations_of(
    conn: &mut PgConnection,
    contacts: &[ContactId],
    limit: i64,
) -> Result<Vec<ConversationId>, StoreError> {
    let contacts: Vec<Uuid> = contacts.iter().map(|id| id.get()).collect();
    let ids = sqlx::query_scalar!(
        r#"with found as (select f.id from unnest($1::uuid[]) f(id)),
           still_open as (
               select c.id, c.last_message_at as at
               from found join conversations c on c.contact_id = found.id where c.status <> 'closed'),
           recent as (
               select found.id from found
               cross join lateral (
                   select c.closed_at from conversations c where c.contact_id = found.id and c.status = 'closed'
                   order by c.closed_at desc limit 1) last
               order by last.closed_at desc limit $2),
           shut as (
               select c.id, c.closed_at as at from recent
               cross join lateral (
                   select c.id, c.closed_at from conversations c where c.contact_id = recent.id and c.status = 'closed'
                   order by c.closed_at desc limit $2) c)
           select c.id as "id!"
           from (select id, at, false as is_shut from still_open union all select id, at, true from shut) c
           order by c.is_shut, c.at desc limit $2"#,
        &contacts,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(ConversationId::from).collect())
}

/// Conversations by protocol (whole or its end), contract, or phone (whole or its end), in the order of
/// [`conversations_of`].
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
           order by c.status = 'closed', coalesce(c.closed_at, c.last_message_at) desc limit $4"#,
        query.digits,
        query.phone_key,
        query.phone_end,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(ConversationId::from).collect())
}
