//! Finding conversations by what an agent knows of them.
//!
//! Names are compared without case and accents (`fold_name`, migration 0007), digits from their end: that is what
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

/// A name as an agent typed it, taken apart.
#[derive(Clone, Debug)]
pub struct NameQuery {
    /// Its words, without the wildcards of `like`.
    pub words: Vec<String>,
    /// The longest of them, which the index is asked for.
    pub longest: String,
    /// All of it.
    pub text: String,
    /// All of it in capitals: some providers' contract numbers have letters.
    pub contract: String,
}

/// Conversations of contacts and customers whose name holds all the words, or is much like the whole, or whose
/// contract it is; open ones first, then the newest.
///
/// # Errors
/// The database said no.
pub async fn by_name(
    conn: &mut PgConnection,
    query: &NameQuery,
    limit: i64,
) -> Result<Vec<ConversationId>, StoreError> {
    let ids = sqlx::query_scalar!(
        r#"with found as (
               select ct.id from contacts ct
               where (fold_name(ct.display_name) like '%' || fold_name($1) || '%'
                       and fold_name(ct.display_name) like all (select '%' || fold_name(w) || '%' from unnest($2::text[]) w))
                   or fold_name($3) <% fold_name(ct.display_name)
               union
               select ct.id from customers cu join contacts ct on ct.customer_id = cu.id
               where (fold_name(cu.name) like '%' || fold_name($1) || '%'
                       and fold_name(cu.name) like all (select '%' || fold_name(w) || '%' from unnest($2::text[]) w))
                   or fold_name($3) <% fold_name(cu.name) or cu.contract_number = $4
           )
           select c.id from found join conversations c on c.contact_id = found.id
           order by c.status = 'closed', c.last_message_at desc limit $5"#,
        query.longest,
        &query.words,
        query.text,
        query.contract,
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
