//! Contacts that are one person: merging them, and taking it back.
//!
//! A person is the contacts that name the same one in `merged_into`, and that one. Whatever belongs to a contact stays
//! with it: a merge changes what is shown together, never what was or will be written where.

use std::collections::HashMap;

use enlace_domain::{
    ContactId, ConversationId, MergeId, PersonId, WaId,
    view::{MergeCandidate, MergeView, PersonRef},
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    StoreError,
    column::{read, read_opt},
};

/// The advisory lock's number: merges are rare, and one at a time can't form a ring.
const LOCK: i64 = 0x656e_6c61_6365_6d72;

/// Waits until nobody else merges or takes back; until the transaction ends.
///
/// # Errors
/// The database said no.
pub async fn lock(conn: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query!("select pg_advisory_xact_lock($1)", LOCK)
        .execute(conn)
        .await?;
    Ok(())
}

/// The contact that stands for a person; `None` where there is no such contact.
///
/// # Errors
/// The database said no.
pub async fn stands_for(conn: &mut PgConnection, contact: ContactId) -> Result<Option<ContactId>, StoreError> {
    let id = sqlx::query_scalar!(
        r#"select coalesce(merged_into, id) as "id!" from contacts where id = $1"#,
        contact.get()
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(ContactId::from))
}

/// What a contact is called: the customer's name where it is one's, else the one on WhatsApp.
///
/// # Errors
/// The database said no.
pub async fn name(conn: &mut PgConnection, contact: ContactId) -> Result<String, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"select coalesce(cu.name, ct.display_name) as "name!"
           from contacts ct left join customers cu on cu.id = ct.customer_id where ct.id = $1"#,
        contact.get()
    )
    .fetch_one(conn)
    .await?)
}

/// Makes two persons one; both contacts stand for themselves, and the lock is held. `by` is nobody where WhatsApp says it.
///
/// # Errors
/// The database said no.
pub async fn merge(
    conn: &mut PgConnection,
    kept: ContactId,
    merged: ContactId,
    by: Option<PersonId>,
) -> Result<MergeId, StoreError> {
    let id = MergeId::new();
    sqlx::query!(
        "insert into contact_merges (id, kept_id, merged_id, merged_by, merged_at)
         values ($1, $2, $3, $4, clock_timestamp())",
        id.get(),
        kept.get(),
        merged.get(),
        by.map(PersonId::get),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "with members as (
             update contacts set merged_into = $2, updated_at = now()
             where id = $3 or merged_into = $3 returning id)
         insert into contact_merge_members (merge_id, contact_id) select $1, id from members",
        id.get(),
        kept.get(),
        merged.get(),
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// The two of a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// Who stood for the person that stayed.
    pub kept: ContactId,
    /// Who stood for the other.
    pub merged: ContactId,
}

/// Takes a merge back, whatever was merged before and since. `None`: there is no such merge, or it was taken back. The
/// lock is held.
///
/// # Errors
/// The database said no.
pub async fn undo(conn: &mut PgConnection, id: MergeId, by: PersonId) -> Result<Option<Merge>, StoreError> {
    let row = sqlx::query!(
        "update contact_merges set undone_at = now(), undone_by = $2
         where id = $1 and undone_at is null returning kept_id, merged_id",
        id.get(),
        by.get(),
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    // with those who leave go their places in the merges that were made since
    sqlx::query!(
        "with leaving as (
             select m.contact_id, g.merged_at from contact_merge_members m join contact_merges g on g.id = m.merge_id
             where m.merge_id = $1 and m.left_at is null),
         out_of_later as (
             update contact_merge_members m set left_at = clock_timestamp()
             from leaving, contact_merges later
             where m.contact_id = leaving.contact_id and later.id = m.merge_id and later.undone_at is null
               and later.merged_at > leaving.merged_at)
         update contacts c set merged_into = nullif($2, c.id), updated_at = now()
         from leaving where c.id = leaving.contact_id",
        id.get(),
        row.merged_id,
    )
    .execute(conn)
    .await?;
    Ok(Some(Merge {
        kept: row.kept_id.into(),
        merged: row.merged_id.into(),
    }))
}

/// The merges that hold of the person behind a conversation, oldest first.
///
/// # Errors
/// The database said no.
pub async fn of(conn: &mut PgConnection, conversation: ConversationId) -> Result<Vec<MergeView>, StoreError> {
    let rows = sqlx::query!(
        r#"with person as (
             select coalesce(ct.merged_into, ct.id) as id
             from conversations c join contacts ct on ct.id = c.contact_id where c.id = $1)
         select g.id, g.merged_id, g.merged_at, coalesce(cu.name, ct.display_name) as "name!",
                p.id as "person_id?", p.name as "person_name?"
         from person
         join contacts ct on ct.merged_into = person.id
         join contact_merges g on g.merged_id = ct.id and g.undone_at is null
         left join people p on p.id = g.merged_by
         left join customers cu on cu.id = ct.customer_id
         order by g.merged_at, g.id"#,
        conversation.get()
    )
    .fetch_all(&mut *conn)
    .await?;
    let contacts: Vec<Uuid> = rows.iter().map(|row| row.merged_id).collect();
    let mut addresses = addresses(conn, &contacts).await?;
    Ok(rows
        .into_iter()
        .map(|row| MergeView {
            id: row.id.into(),
            name: row.name,
            addresses: addresses.remove(&row.merged_id).unwrap_or_default(),
            by: row
                .person_id
                .zip(row.person_name)
                .map(|(id, name)| PersonRef { id: id.into(), name }),
            at: row.merged_at,
        })
        .collect())
}

/// The persons behind these conversations, the one behind `here` left out; those with the newest message first.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn candidates(
    conn: &mut PgConnection,
    here: ConversationId,
    found: &[ConversationId],
) -> Result<Vec<MergeCandidate>, StoreError> {
    let found: Vec<Uuid> = found.iter().map(|id| id.get()).collect();
    let rows = sqlx::query!(
        r#"with here as (
               select c.channel_id, coalesce(ct.merged_into, ct.id) as person
               from conversations c join contacts ct on ct.id = c.contact_id where c.id = $1),
           persons as (
               select distinct coalesce(ct.merged_into, ct.id) as id
               from conversations c join contacts ct on ct.id = c.contact_id
               where c.id = any($2))
           select p.id as "id!", last.id as "conversation!", last.protocol as "protocol!", last.last_message_at as "at!",
                  coalesce(cu.name, ct.display_name) as "name!", cu.plan_name as "plan?",
                  (select o.protocol from contacts k join conversations o on o.contact_id = k.id
                   where (k.id = p.id or k.merged_into = p.id) and o.channel_id = here.channel_id
                     and o.status <> 'closed' order by o.created_at desc limit 1) as open_here
           from persons p
           cross join here
           join contacts ct on ct.id = p.id
           left join customers cu on cu.id = ct.customer_id
           cross join lateral (
               select c.id, c.protocol, c.last_message_at
               from contacts k join conversations c on c.contact_id = k.id
               where k.id = p.id or k.merged_into = p.id
               order by c.last_message_at desc limit 1) last
           where p.id <> here.person and ct.erased_at is null
           order by last.last_message_at desc"#,
        here.get(),
        &found,
    )
    .fetch_all(&mut *conn)
    .await?;
    let persons: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut addresses = addresses(conn, &persons).await?;
    rows.into_iter()
        .map(|row| {
            Ok(MergeCandidate {
                contact: row.id.into(),
                name: row.name,
                addresses: addresses.remove(&row.id).unwrap_or_default(),
                plan: row.plan,
                conversation: row.conversation.into(),
                protocol: read("protocol", &row.protocol)?,
                last_message_at: row.at,
                open_here: read_opt("protocol", row.open_here.as_deref())?,
            })
        })
        .collect()
}

/// The open conversations of the person that a contact belongs to: their cards say the person's name.
///
/// # Errors
/// The database said no.
pub async fn open_conversations(
    conn: &mut PgConnection,
    contact: ContactId,
) -> Result<Vec<ConversationId>, StoreError> {
    let ids = sqlx::query_scalar!(
        "select c.id from contacts asked
         join contacts k on k.id = coalesce(asked.merged_into, asked.id)
             or k.merged_into = coalesce(asked.merged_into, asked.id)
         join conversations c on c.contact_id = k.id
         where asked.id = $1 and c.status <> 'closed'",
        contact.get()
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(ConversationId::from).collect())
}

/// What contacts are known by, as people read it: their WhatsApp numbers, and the ids of those who show none.
async fn addresses(conn: &mut PgConnection, contacts: &[Uuid]) -> Result<HashMap<Uuid, Vec<String>>, StoreError> {
    let rows = sqlx::query!(
        "select contact_id, kind, value from contact_identities
         where contact_id = any($1) and kind in ('wa_id', 'bsuid') order by kind = 'bsuid', created_at desc, value",
        contacts
    )
    .fetch_all(conn)
    .await?;
    let mut addresses: HashMap<Uuid, Vec<String>> = HashMap::new();
    for row in rows {
        let of_contact = addresses.entry(row.contact_id).or_default();
        // the id tells people something only where there is no number
        if row.kind == "wa_id" || of_contact.is_empty() {
            of_contact.push(for_people(&row.value));
        }
    }
    Ok(addresses)
}

/// An account as people read it: a number where it is one, else as it is.
pub(crate) fn for_people(account: &str) -> String {
    match WaId::parse(account) {
        Ok(wa_id) => wa_id
            .phone()
            .map_or_else(|_| format!("+{account}"), |phone| phone.for_people()),
        Err(_) => account.to_owned(),
    }
}
