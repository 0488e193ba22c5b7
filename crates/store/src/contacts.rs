//! The people who write, and the addresses they are known by.
//!
//! Two spellings of one number lead to one contact by their common `phone_key`; the primary key of the identities
//! decides who of two that make the same contact at once was first.

use enlace_domain::{ChannelId, ContactId, ConversationId, CustomerId, PhoneNumber, WaId};
use sqlx::PgConnection;

use crate::{StoreError, violates};

/// The addresses a message gives of its sender: at least one of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Addresses<'a> {
    /// Digits as the provider spells them.
    pub wa_id: Option<&'a WaId>,
    /// The number they stand for, where it is one.
    pub phone: Option<&'a PhoneNumber>,
    /// WhatsApp's business-scoped id.
    pub bsuid: Option<&'a str>,
}

impl Addresses<'_> {
    /// Kinds and values as the table keeps them.
    fn rows(&self) -> (Vec<&'static str>, Vec<String>) {
        [
            ("wa_id", self.wa_id.map(|wa_id| wa_id.as_str().to_owned())),
            ("phone_key", self.phone.map(PhoneNumber::match_key)),
            ("bsuid", self.bsuid.map(str::to_owned)),
        ]
        .into_iter()
        .filter_map(|(kind, value)| value.map(|value| (kind, value)))
        .unzip()
    }
}

/// Somebody who wrote before.
#[derive(Clone, Debug)]
pub struct Known {
    /// Who.
    pub id: ContactId,
    /// Their name on WhatsApp, or their number.
    pub display_name: String,
    /// The subscriber behind them.
    pub customer: Option<CustomerId>,
    /// The subscriber's name.
    pub customer_name: Option<String>,
    /// Whether every address of the message is on record.
    pub all_addresses_known: bool,
    /// Their open conversation on the channel asked for; or that of another channel whose answer left by it last, within a
    /// day.
    pub open_conversation: Option<ConversationId>,
}

/// Looks a sender up: by the exact spelling first, then by the business-scoped id, then by the number behind it.
///
/// Where the addresses belong to several contacts that were merged, the one with an open conversation on the channel.
///
/// # Errors
/// The database said no.
pub async fn find(
    conn: &mut PgConnection,
    addresses: Addresses<'_>,
    channel: ChannelId,
) -> Result<Option<Known>, StoreError> {
    let (kinds, values) = addresses.rows();
    let row = sqlx::query!(
        r#"with known as materialized (
               select i.contact_id, coalesce(k.merged_into, k.id) as person,
                      case i.kind when 'wa_id' then 1 when 'bsuid' then 2 else 3 end as rank
               from unnest($1::text[], $2::text[]) as wanted (kind, value)
               join contact_identities i on i.kind = wanted.kind and i.value = wanted.value
               join contacts k on k.id = i.contact_id),
           -- several contacts of one person: the account is the same, and so is the talk that is open with it
           best as (
               select k.contact_id from known k
               where k.person = (select person from known order by rank limit 1)
               order by exists (select from conversations o where o.contact_id = k.contact_id and o.channel_id = $3
                                and o.status <> 'closed') desc, k.rank
               limit 1)
           select c.id, c.display_name, c.customer_id, u.name as "customer_name?",
                  (select count(*) from known) as "known!",
                  coalesce(
                      (select o.id from detours d join conversations o on o.id = d.conversation_id
                       where d.contact_id = c.id and d.channel_id = $3 and o.status <> 'closed'
                         and d.left_at > now() - interval '24 hours'
                         -- unless the channel's own conversation has had an answer since
                         and not exists (select from conversations own join messages m on m.conversation_id = own.id
                                         where own.contact_id = c.id and own.channel_id = $3 and own.status <> 'closed'
                                           and m.direction = 'outbound' and m.created_at > d.left_at)),
                      (select o.id from conversations o
                       where o.contact_id = c.id and o.channel_id = $3 and o.status <> 'closed')) as open_conversation
           from best
           join contacts c on c.id = best.contact_id
           left join customers u on u.id = c.customer_id"#,
        &kinds as _,
        &values,
        channel.get(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Known {
        id: row.id.into(),
        display_name: row.display_name,
        customer: row.customer_id.map(CustomerId::from),
        customer_name: row.customer_name,
        all_addresses_known: usize::try_from(row.known).is_ok_and(|known| known >= kinds.len()),
        open_conversation: row.open_conversation.map(ConversationId::from),
    }))
}

/// The conversation that a contact began last, open or not.
///
/// # Errors
/// The database said no.
pub async fn last_conversation(
    conn: &mut PgConnection,
    contact: ContactId,
) -> Result<Option<ConversationId>, StoreError> {
    let id = sqlx::query_scalar!(
        "select id from conversations where contact_id = $1 order by created_at desc, id desc limit 1",
        contact.get(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(ConversationId::from))
}

/// A contact just made, and the subscriber with its number, if there is one.
#[derive(Clone, Debug)]
pub struct Made {
    /// Who.
    pub id: ContactId,
    /// The subscriber and their name.
    pub customer: Option<(CustomerId, String)>,
}

/// Makes a contact with its addresses, and finds the one subscriber with its number, in one statement. `None`:
/// somebody else made it in the same moment, and [`find`] finds it.
///
/// To be called outside of a transaction: a contact without a conversation harms nobody, so it need not wait for the
/// disk, and the conversation that follows is written after it in any case.
///
/// # Errors
/// The database said no.
pub async fn create(
    conn: &mut PgConnection,
    display_name: &str,
    addresses: Addresses<'_>,
) -> Result<Option<Made>, StoreError> {
    let id = ContactId::new();
    let (kinds, values) = addresses.rows();
    let made = sqlx::query!(
        r#"with owner as (select id, name from customers where phone = $3),
         made as (
             insert into contacts (id, display_name, customer_id)
             select $1, $2, (select id from owner)
             from set_config('synchronous_commit', 'off', true)
             returning id),
         addressed as (
             insert into contact_identities (kind, value, contact_id)
             select address.kind, address.value, made.id
             from made, unnest($4::text[], $5::text[]) as address (kind, value))
         select owner.id as "customer_id?", owner.name as "customer_name?" from made left join owner on true"#,
        id.get(),
        display_name,
        addresses.phone.map(PhoneNumber::as_str),
        &kinds as _,
        &values,
    )
    .fetch_one(conn)
    .await;
    match made {
        Ok(row) => {
            let customer = row.customer_id.map(CustomerId::from).zip(row.customer_name);
            Ok(Some(Made { id, customer }))
        }
        Err(error) if violates(&error, "contact_identities_pkey") => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Adds the addresses that are not on record yet; one that belongs to somebody else stays with them.
///
/// # Errors
/// The database said no.
pub async fn add_addresses(
    conn: &mut PgConnection,
    contact: ContactId,
    addresses: Addresses<'_>,
) -> Result<(), StoreError> {
    let (kinds, values) = addresses.rows();
    sqlx::query!(
        "insert into contact_identities (kind, value, contact_id)
         select kind, value, $3 from unnest($1::text[], $2::text[]) as address (kind, value)
         on conflict (kind, value) do nothing",
        &kinds as _,
        &values,
        contact.get(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Ties a contact to the subscriber with this number, if it is tied to none and there is one now.
///
/// # Errors
/// The database said no.
pub async fn tie_to_customer(
    conn: &mut PgConnection,
    contact: ContactId,
    phone: &PhoneNumber,
) -> Result<Option<(CustomerId, String)>, StoreError> {
    let row = sqlx::query!(
        "update contacts set customer_id = u.id, updated_at = now()
         from customers u
         where contacts.id = $1 and contacts.customer_id is null and contacts.erased_at is null and u.phone = $2
         returning u.id, u.name",
        contact.get(),
        phone.as_str(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.id.into(), row.name)))
}

/// Calls a contact by this name that is called `nameless` until now, for it gave none.
///
/// # Errors
/// The database said no.
pub async fn give_name(
    conn: &mut PgConnection,
    contact: ContactId,
    nameless: &str,
    name: &str,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update contacts set display_name = $3, updated_at = now()
         where id = $1 and display_name = $2 and erased_at is null",
        contact.get(),
        nameless,
        name,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes whether a contact wants advertising; `false` where that was known.
///
/// # Errors
/// The database said no.
pub async fn set_marketing(conn: &mut PgConnection, contact: ContactId, wanted: bool) -> Result<bool, StoreError> {
    let changed = sqlx::query!(
        "update contacts set no_marketing_since = case when $2 then null else now() end, updated_at = now()
         where id = $1 and (no_marketing_since is null) <> $2",
        contact.get(),
        wanted,
    )
    .execute(conn)
    .await?;
    Ok(changed.rows_affected() == 1)
}

/// Whether the person behind a conversation wants no advertising, by whichever of their contacts they said so.
///
/// # Errors
/// The database said no.
pub async fn refuses_marketing(conn: &mut PgConnection, conversation: ConversationId) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
               select from conversations c
               join contacts own on own.id = c.contact_id
               join contacts k on k.id = coalesce(own.merged_into, own.id)
                   or k.merged_into = coalesce(own.merged_into, own.id)
               where c.id = $1 and k.no_marketing_since is not null) as "refuses!""#,
        conversation.get()
    )
    .fetch_one(conn)
    .await?)
}
