//! One conversation as its page reads it.

use enlace_domain::{
    AuthorKind, ChannelId, ConversationId, CustomerId, MessageId, WaId, message,
    view::{
        Attached, Author, Choice, ContactCard, MediaView, PastConversation, PersonRef, PlaceView, Quoted,
        ThreadMessage, Waiting,
    },
};
use serde_json::Value;
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    StoreError,
    column::{read, read_opt},
    merges,
};

struct MessageRow {
    id: Uuid,
    conversation_id: Uuid,
    position: i64,
    direction: String,
    author_kind: String,
    author_id: Option<Uuid>,
    author_name: Option<String>,
    kind: String,
    body: String,
    choices: Option<Value>,
    media: Value,
    place: Option<Value>,
    contacts: Option<Value>,
    quotes: bool,
    quoted_id: Option<Uuid>,
    quoted_direction: Option<String>,
    quoted_kind: Option<String>,
    quoted_body: Option<String>,
    quoted_conversation: Option<Uuid>,
    forwarded: bool,
    edited_at: Option<OffsetDateTime>,
    revoked_at: Option<OffsetDateTime>,
    status: String,
    error_text: Option<String>,
    undecided: bool,
    waiting_for: Option<String>,
    waiting_since: Option<OffsetDateTime>,
    created_at: OffsetDateTime,
    written_at: Option<OffsetDateTime>,
    client_key: Option<Uuid>,
}

macro_rules! select_messages {
    ($condition:literal $(, $argument:expr)*) => {
        sqlx::query_as!(
            MessageRow,
            r#"select m.id, m.conversation_id, m.position, m.direction, m.author_kind, p.id as "author_id?",
                   p.name as "author_name?", m.kind, m.body, m.extra -> 'choices' as choices, m.status, m.error_text,
                   m.created_at, m.client_key,
                   case when m.direction = 'inbound' and m.provider_at < m.created_at - interval '1 minute'
                        then m.provider_at end as written_at, m.edited_at, m.revoked_at,
                   ob.undecided_at is not null as "undecided!",
                   case when ob.state in ('queued', 'sending', 'in_doubt') and ob.undecided_at is null
                        then ob.waiting_for end as waiting_for,
                   ob.waiting_since as "waiting_since?",
                   (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'state', f.state,
                        'content_type', f.content_type, 'bytes', f.bytes, 'file_name', f.file_name, 'voice', f.voice,
                        'error', f.error_text) order by f.position), '[]')
                    from media f where f.message_id = m.id) as "media!",
                   m.extra -> 'location' as place, m.extra -> 'contacts' as contacts,
                   m.extra ? 'forwarded' as "forwarded!", m.extra ? 'quoted' as "quotes!",
                   q.id as "quoted_id?", q.direction as "quoted_direction?", q.kind as "quoted_kind?",
                   q.body as "quoted_body?", nullif(q.conversation_id, m.conversation_id) as quoted_conversation
               from messages m
               left join people p on p.id = m.author_person_id
               left join outbox ob on ob.message_id = m.id
               left join messages q on q.channel_id = m.channel_id and q.provider_message_id = m.extra ->> 'quoted'
               where "# + $condition
            $(, $argument)*
        )
    };
}

/// Messages by id, in the order of taking in.
///
/// # Errors
/// The database said no.
pub async fn messages(conn: &mut PgConnection, ids: &[MessageId]) -> Result<Vec<ThreadMessage>, StoreError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.get()).collect();
    let rows = select_messages!("m.id = any($1) order by m.seq", &ids)
        .fetch_all(conn)
        .await?;
    rows.into_iter().map(thread_message).collect()
}

/// The newest `limit` messages of a conversation before the position `before` (all where it is `None`), oldest first, and
/// whether there are older ones.
///
/// # Errors
/// The database said no.
pub async fn page(
    conn: &mut PgConnection,
    conversation: ConversationId,
    before: Option<i64>,
    limit: usize,
) -> Result<(Vec<ThreadMessage>, bool), StoreError> {
    let one_more = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut rows = select_messages!(
        "m.conversation_id = $1 and m.position < $2 order by m.position desc limit $3",
        conversation.get(),
        before.unwrap_or(i64::MAX),
        one_more
    )
    .fetch_all(conn)
    .await?;
    let has_older = rows.len() > limit;
    rows.truncate(limit);
    let messages = rows.into_iter().rev().map(thread_message).collect::<Result<_, _>>()?;
    Ok((messages, has_older))
}

fn thread_message(row: MessageRow) -> Result<ThreadMessage, StoreError> {
    let author = match (read("author", &row.author_kind)?, row.author_id, row.author_name) {
        (AuthorKind::Subscriber, ..) => Author::Subscriber,
        (AuthorKind::Automation, ..) => Author::Automation,
        (AuthorKind::Phone, ..) => Author::Phone,
        (AuthorKind::System, ..) => Author::System,
        (AuthorKind::Person, Some(id), Some(name)) => Author::Person(PersonRef { id: id.into(), name }),
        (AuthorKind::Person, ..) => {
            return Err(StoreError::corrupt("author")(&"a person's message without its person"));
        }
    };
    let attached = Attached {
        media: serde_json::from_value::<Vec<MediaView>>(row.media)
            .map_err(|error| StoreError::corrupt("media")(&error))?,
        // what a subscriber sent stays visible even where a part of it makes no sense
        place: row
            .place
            .and_then(|place| serde_json::from_value::<PlaceView>(place).ok()),
        contacts: row
            .contacts
            .and_then(|cards| serde_json::from_value::<Vec<ContactCard>>(cards).ok())
            .unwrap_or_default(),
        quoted: row
            .quotes
            .then(|| -> Result<Quoted, StoreError> {
                Ok(Quoted {
                    id: row.quoted_id.map(MessageId::from),
                    direction: read_opt("direction", row.quoted_direction.as_deref())?,
                    kind: read_opt("message kind", row.quoted_kind.as_deref())?,
                    preview: row.quoted_body.as_deref().map(message::preview).unwrap_or_default(),
                    elsewhere: row.quoted_conversation.map(ConversationId::from),
                })
            })
            .transpose()?,
        forwarded: row.forwarded,
        edited_at: row.edited_at,
        revoked_at: row.revoked_at,
    };
    let choices = row.choices.map(serde_json::from_value::<Vec<Choice>>).transpose();
    Ok(ThreadMessage {
        id: row.id.into(),
        conversation: row.conversation_id.into(),
        position: row.position,
        direction: read("direction", &row.direction)?,
        author,
        kind: read("message kind", &row.kind)?,
        body: row.body,
        choices: choices
            .map_err(|error| StoreError::corrupt("choices")(&error))?
            .unwrap_or_default(),
        attached,
        status: read("delivery status", &row.status)?,
        error: row.error_text,
        undecided: row.undecided,
        waiting: read_opt("reason to wait", row.waiting_for.as_deref())?
            .zip(row.waiting_since)
            .map(|(reason, since)| Waiting { reason, since }),
        at: row.created_at,
        written_at: row.written_at,
        client_key: row.client_key,
    })
}

/// What surrounds the messages.
pub struct Surroundings {
    /// The subscriber's account, where it is a number.
    pub wa_id: Option<WaId>,
    /// The channel it goes over.
    pub channel: ChannelId,
    /// The channel's name.
    pub channel_name: String,
    /// The channel's own address.
    pub channel_address: String,
    /// The customer behind it.
    pub customer: Option<CustomerId>,
    /// When the contact's data were erased; then nothing leads to the customer.
    pub erased_at: Option<OffsetDateTime>,
}

/// Everything around the messages of a conversation; `None` where there is no such conversation.
///
/// # Errors
/// The database said no.
pub async fn surroundings(
    conn: &mut PgConnection,
    conversation: ConversationId,
) -> Result<Option<Surroundings>, StoreError> {
    let row = sqlx::query!(
        "select ch.id as channel_id, ch.name as channel_name, ch.address as channel_address,
             case when ct.erased_at is null then coalesce(c.customer_id,
                 (select k.customer_id from contacts k
                  where (k.id = coalesce(ct.merged_into, ct.id) or k.merged_into = coalesce(ct.merged_into, ct.id))
                    and k.customer_id is not null
                  order by k.merged_into is not null, k.created_at, k.id limit 1)) end as customer_id, ct.erased_at,
             (select i.value from contact_identities i where i.contact_id = c.contact_id and i.kind = 'wa_id'
              order by i.created_at desc limit 1) as wa_id
         from conversations c
         join channels ch on ch.id = c.channel_id
         join contacts ct on ct.id = c.contact_id
         where c.id = $1",
        conversation.get()
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Surroundings {
            wa_id: read_opt("wa_id", row.wa_id.as_deref())?,
            channel: row.channel_id.into(),
            channel_name: row.channel_name,
            channel_address: row.channel_address,
            customer: row.customer_id.map(CustomerId::from),
            erased_at: row.erased_at,
        })
    })
    .transpose()
}

/// The other conversations of the person behind it, whichever of their contacts had them: open ones first, then the
/// newest.
///
/// # Errors
/// The database said no.
pub async fn past(
    conn: &mut PgConnection,
    conversation: ConversationId,
    limit: i64,
) -> Result<Vec<PastConversation>, StoreError> {
    let rows = sqlx::query!(
        r#"select o.id, o.protocol, o.status, o.queue_key, o.created_at,
               (select i.value from contact_identities i
                where o.contact_id <> c.contact_id and i.contact_id = o.contact_id and i.kind in ('wa_id', 'bsuid')
                order by i.kind = 'bsuid', i.created_at desc, i.value limit 1) as other_address
           from conversations c
           join contacts ct on ct.id = c.contact_id
           join contacts k on k.id = coalesce(ct.merged_into, ct.id) or k.merged_into = coalesce(ct.merged_into, ct.id)
           join conversations o on o.contact_id = k.id and o.id <> c.id
           where c.id = $1 order by o.status = 'closed', o.created_at desc limit $2"#,
        conversation.get(),
        limit,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(PastConversation {
                id: row.id.into(),
                protocol: read("protocol", &row.protocol)?,
                status: read("conversation status", &row.status)?,
                queue: read_opt("queue", row.queue_key.as_deref())?,
                created_at: row.created_at,
                other_address: row.other_address.as_deref().map(merges::for_people),
            })
        })
        .collect()
}
