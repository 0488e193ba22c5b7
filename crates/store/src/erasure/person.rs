//! Whose data are erased: all contacts that are one person, and their conversations.

use enlace_domain::{ContactId, ConversationId, Protocol};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{StoreError, column::read_opt};

/// What an erased contact is called.
pub const ERASED: &str = "Contato apagado";

/// A person, locked until the transaction ends.
#[derive(Clone, Debug)]
pub struct Person {
    /// The contact that stands for them.
    pub contact: ContactId,
    /// All their contacts.
    pub(super) contacts: Vec<Uuid>,
    /// All conversations of those.
    pub(super) conversations: Vec<Uuid>,
    /// Their data were erased before.
    pub is_erased: bool,
    /// The number of a conversation that is open with them.
    pub open: Option<Protocol>,
}

impl Person {
    /// Their conversations, in no order.
    pub fn conversations(&self) -> impl Iterator<Item = ConversationId> + '_ {
        self.conversations.iter().copied().map(ConversationId::from)
    }
}

/// Who stands for the person behind a conversation, and all contacts of theirs; `None` where there is no such conversation.
pub(super) async fn members(
    conn: &mut PgConnection,
    conversation: ConversationId,
) -> Result<Option<(Uuid, Vec<Uuid>)>, StoreError> {
    let members = sqlx::query!(
        r#"select k.id, coalesce(own.merged_into, own.id) as "root!"
           from conversations c
           join contacts own on own.id = c.contact_id
           join contacts k on k.id = coalesce(own.merged_into, own.id)
               or k.merged_into = coalesce(own.merged_into, own.id)
           where c.id = $1"#,
        conversation.get()
    )
    .fetch_all(conn)
    .await?;
    let root = members.first().map(|member| member.root);
    Ok(root.map(|root| (root, members.into_iter().map(|member| member.id).collect())))
}

/// The person behind a conversation; `None` where there is no such conversation. The merges are locked
/// ([`crate::merges::lock`]).
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn lock(conn: &mut PgConnection, conversation: ConversationId) -> Result<Option<Person>, StoreError> {
    let Some((root, contacts)) = members(conn, conversation).await? else {
        return Ok(None);
    };
    // the conversations first, as wherever one is opened again; then the contacts, which whoever opens a new one waits for
    sqlx::query_scalar!(
        "select id from conversations where contact_id = any($1) order by id for update",
        &contacts
    )
    .fetch_all(&mut *conn)
    .await?;
    let erased = sqlx::query_scalar!(
        r#"select erased_at is not null as "erased!" from contacts where id = any($1) order by id for update"#,
        &contacts
    )
    .fetch_all(&mut *conn)
    .await?;
    // once more: one may have been opened while the contacts were waited for
    let rows = sqlx::query!(
        r#"select id, protocol, status <> 'closed' as "is_open!" from conversations where contact_id = any($1)"#,
        &contacts
    )
    .fetch_all(conn)
    .await?;
    let open = rows.iter().find(|row| row.is_open).map(|row| row.protocol.as_str());
    Ok(Some(Person {
        contact: root.into(),
        is_erased: erased.contains(&true),
        open: read_opt("protocol", open)?,
        conversations: rows.iter().map(|row| row.id).collect(),
        contacts,
    }))
}

/// What a person is called anywhere: by WhatsApp, and by the contract.
///
/// # Errors
/// The database said no.
pub async fn names(conn: &mut PgConnection, person: &Person) -> Result<Vec<String>, StoreError> {
    let names = sqlx::query_scalar!(
        r#"select display_name as "name!" from contacts where id = any($1)
           union
           select cu.name from contacts k join customers cu on cu.id = k.customer_id where k.id = any($1)"#,
        &person.contacts
    )
    .fetch_all(conn)
    .await?;
    Ok(names)
}

/// Takes names and addresses away, and what led from the contacts to their contract: each conversation keeps that, for the
/// figures count it by region and plan. From now on the contacts are nobody.
///
/// # Errors
/// The database said no.
pub async fn forget_names(conn: &mut PgConnection, person: &Person) -> Result<(), StoreError> {
    sqlx::query!(
        "update conversations
         set last_message_preview = '', updated_at = now(),
             -- the one that the figures find, too: insight_sources
             customer_id = coalesce(customer_id, (
                 select k.customer_id from contacts k where k.id = any($2) and k.customer_id is not null
                 order by k.merged_into is not null, k.created_at, k.id limit 1))
         where id = any($1)",
        &person.conversations,
        &person.contacts,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "with unknown as (delete from contact_identities where contact_id = any($1)),
              straight as (delete from detours where contact_id = any($1) or conversation_id = any($2))
         update contacts set display_name = $3, customer_id = null, erased_at = now(), updated_at = now()
         where id = any($1)",
        &person.contacts,
        &person.conversations,
        ERASED,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// When the data of a conversation's contact were erased; `None`: they were not.
///
/// # Errors
/// The database said no.
pub async fn erased_at(
    conn: &mut PgConnection,
    conversation: ConversationId,
) -> Result<Option<OffsetDateTime>, StoreError> {
    let erased = sqlx::query_scalar!(
        "select ct.erased_at from conversations c join contacts ct on ct.id = c.contact_id where c.id = $1",
        conversation.get()
    )
    .fetch_optional(conn)
    .await?;
    Ok(erased.flatten())
}

/// Whether the data of a contact were erased.
///
/// # Errors
/// The database said no.
pub async fn is_erased(conn: &mut PgConnection, contact: ContactId) -> Result<bool, StoreError> {
    let erased = sqlx::query_scalar!(
        r#"select erased_at is not null as "erased!" from contacts where id = $1"#,
        contact.get()
    )
    .fetch_optional(conn)
    .await?;
    Ok(erased == Some(true))
}
