//! The board: open conversations as cards. One text of SQL makes every card in the product, so that the board, the
//! live events, the conversation page and the search never disagree about one.

use enlace_domain::{
    ConversationId,
    view::{BoardCard, CardCustomer, PersonRef, QueueView},
    window,
};
use sqlx::{PgConnection, Postgres, Transaction};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    Pool, StoreError,
    column::{priority, read, read_opt},
};

/// Which cards.
#[derive(Clone, Copy, Debug)]
pub enum CardFilter<'a> {
    /// All open conversations.
    Open,
    /// These, open or closed.
    These(&'a [ConversationId]),
}

struct CardRow {
    id: Uuid,
    protocol: String,
    name: String,
    customer_id: Option<Uuid>,
    plan_name: Option<String>,
    city: Option<String>,
    customer_status: Option<String>,
    queue_key: Option<String>,
    priority: i16,
    status: String,
    person_id: Option<Uuid>,
    person_name: Option<String>,
    last_message_preview: String,
    last_message_direction: String,
    last_message_kind: String,
    waiting_since: Option<OffsetDateTime>,
    due_at: Option<OffsetDateTime>,
    last_message_at: OffsetDateTime,
    window_opened_at: Option<OffsetDateTime>,
    created_at: OffsetDateTime,
    escalated: bool,
    unsent: bool,
}

macro_rules! select_cards {
    ($condition:literal $(, $argument:expr)*) => {
        sqlx::query_as!(
            CardRow,
            r#"select c.id, c.protocol, coalesce(cu.name,
                       (select person.display_name from contacts person where person.id = ct.merged_into),
                       ct.display_name) as "name!",
                   cu.id as "customer_id?", cu.plan_name as "plan_name?", cu.city as "city?",
                   cu.status as "customer_status?",
                   c.queue_key, c.priority, c.status, p.id as "person_id?", p.name as "person_name?",
                   c.last_message_preview, c.last_message_direction, c.last_message_kind,
                   c.waiting_since, c.due_at, c.last_message_at, c.created_at,
                   -- of the contact on the channel: a new conversation shares it
                   case when ch.has_window then greatest(
                       (select max(o.last_inbound_at) from conversations o
                        where o.contact_id = c.contact_id and o.channel_id = c.channel_id),
                       (select d.last_inbound_at from detours d
                        where d.contact_id = c.contact_id and d.channel_id = c.channel_id)) end as window_opened_at,
                   c.escalated_at is not null as "escalated!",
                   coalesce((select m.status = 'failed' and m.author_kind <> 'phone' from messages m
                             where m.conversation_id = c.id and m.direction = 'outbound' and m.kind <> 'reaction'
                             order by m.position desc limit 1), false) as "unsent!"
               from conversations c
               join contacts ct on ct.id = c.contact_id
               join channels ch on ch.id = c.channel_id
               -- where nobody knows the contact, whoever it was merged with may be a customer
               left join customers cu on cu.id = coalesce(c.customer_id,
                   (select k.customer_id from contacts k
                    where (k.id = coalesce(ct.merged_into, ct.id) or k.merged_into = coalesce(ct.merged_into, ct.id))
                      and k.customer_id is not null
                    order by k.merged_into is not null, k.created_at, k.id limit 1)) and ct.erased_at is null
               left join people p on p.id = c.assigned_person_id
               where "# + $condition
            $(, $argument)*
        )
    };
}

/// Opens a transaction in which everything is read as of one moment.
///
/// # Errors
/// The database said no.
pub async fn begin_reading(pool: &Pool) -> Result<Transaction<'static, Postgres>, StoreError> {
    Ok(pool
        .begin_with("begin isolation level repeatable read, read only")
        .await?)
}

/// The cards, in no order.
///
/// # Errors
/// The database said no.
pub async fn cards(conn: &mut PgConnection, filter: CardFilter<'_>) -> Result<Vec<BoardCard>, StoreError> {
    let rows = match filter {
        CardFilter::Open => select_cards!("c.status <> 'closed'").fetch_all(conn).await?,
        CardFilter::These(ids) => {
            let ids: Vec<Uuid> = ids.iter().map(|id| id.get()).collect();
            select_cards!("c.id = any($1)", &ids).fetch_all(conn).await?
        }
    };
    rows.into_iter().map(card).collect()
}

fn card(row: CardRow) -> Result<BoardCard, StoreError> {
    let customer = match (row.customer_id, row.plan_name, row.city, row.customer_status) {
        (Some(id), Some(plan), Some(city), Some(status)) => Some(CardCustomer {
            id: id.into(),
            plan,
            city,
            status: read("customer status", &status)?,
        }),
        _ => None,
    };
    Ok(BoardCard {
        id: row.id.into(),
        protocol: read("protocol", &row.protocol)?,
        name: row.name,
        customer,
        queue: read_opt("queue", row.queue_key.as_deref())?,
        priority: priority(row.priority)?,
        status: read("conversation status", &row.status)?,
        assigned: row
            .person_id
            .zip(row.person_name)
            .map(|(id, name)| PersonRef { id: id.into(), name }),
        preview: row.last_message_preview,
        preview_direction: read("direction", &row.last_message_direction)?,
        preview_kind: read("message kind", &row.last_message_kind)?,
        waiting_since: row.waiting_since,
        due_at: row.due_at,
        last_message_at: row.last_message_at,
        window_closes_at: row.window_opened_at.map(window::closes_at),
        created_at: row.created_at,
        escalated: row.escalated,
        unsent: row.unsent,
    })
}

/// The columns, in order; `mine` is left false.
///
/// # Errors
/// The database said no.
pub async fn queues(conn: &mut PgConnection) -> Result<Vec<QueueView>, StoreError> {
    let rows = sqlx::query!("select key, priority, first_answer_minutes, escalates from queues order by position")
        .fetch_all(conn)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(QueueView {
                key: read("queue", &row.key)?,
                priority: priority(row.priority)?,
                first_answer_minutes: row.first_answer_minutes,
                escalates: row.escalates,
                mine: false,
            })
        })
        .collect()
}

/// The database's clock, which all due times are computed with.
///
/// # Errors
/// The database said no.
pub async fn clock(conn: &mut PgConnection) -> Result<OffsetDateTime, StoreError> {
    Ok(sqlx::query_scalar!(r#"select clock_timestamp() as "now!""#)
        .fetch_one(conn)
        .await?)
}
