//! The conversations behind a figure, page by page: by the facts, and for the figures of this moment by the conversations.

use enlace_domain::{
    ConversationId, PersonId, QueueKey,
    view::{BehindAsk, BehindRow, CountedBy, Reason},
};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Span, said::said};
use crate::{
    StoreError,
    column::{read, read_opt},
    outcomes,
};

struct Row {
    id: Uuid,
    protocol: String,
    name: String,
    queue_key: Option<String>,
    issue: Option<String>,
    region: Option<String>,
    person: Option<String>,
    opened_at: OffsetDateTime,
    first_answer: Option<f64>,
    handling: Option<f64>,
    escalated: bool,
    reopened: bool,
    outcome: Option<String>,
    outcome_cents: Option<i64>,
}

/// A page of facts; `$span` says which of their moments lies in the span and who counts for the person. What is found is
/// narrow, for it may be the whole year.
macro_rules! select_behind {
    ($span:literal, $($argument:expr),+) => {
        sqlx::query!(
            r#"with found as (
                   select f.conversation_id, f.opened_at, f.answer_us, f.handling_us
                   from insight_facts f
                   where "# + $span + r#"
                     and ($3::text is null or f.queue_key = $3) and ($4::text is null or f.region = $4)
                     and ($5::text is null or f.plan = $5)
                     and case $7::text when 'answered' then f.answered_at is not null when 'in_time' then f.in_time
                             when 'escalated' then f.escalated when 'settled' then f.settled
                             when 'reopened' then f.reopened when 'fault' then f.issue is not null
                             when 'sold' then f.outcome in ('sale', 'upgrade')
                             when 'sale' then f.outcome = 'sale' when 'upgrade' then f.outcome = 'upgrade'
                             when 'dispute' then f.outcome = 'dispute' when 'payment' then f.outcome = 'payment'
                             when 'scored' then f.survey_kind = 'satisfaction'
                             when 'scored_high' then f.survey_kind = 'satisfaction' and f.survey_score >= 4
                             when 'recommending' then f.survey_kind = 'recommending'
                             when 'overdue' then f.due_at < coalesce(f.closed_at, now())
                             else true end
                     and ($8::text is null or coalesce('issue-' || f.issue, 'queue-' || f.queue_key, 'unsorted') = $8)
                     and ($9::int is null
                          or extract(hour from f.opened_at at time zone 'America/Sao_Paulo')::int = $9)
                     and ($10::int is null
                          or extract(isodow from f.opened_at at time zone 'America/Sao_Paulo')::int = $10))
               select (select count(*) from found) as "total!", conversation_id as "id!"
               from found
               order by case $11::text when 'answer' then answer_us when 'handling' then handling_us end desc nulls last,
                        case when $11 = 'oldest' then opened_at end, opened_at desc, conversation_id
               limit $12 offset $13"#,
            $($argument),+
        )
    };
}

/// How many there are, and those of the page asked for, of so many `rows`, in their order. Nothing, not even how many, on a
/// page behind the last.
///
/// # Errors
/// The database said no.
pub async fn behind(
    conn: &mut PgConnection,
    span: Span,
    asked: &BehindAsk,
    rows: u32,
) -> Result<(i64, Vec<ConversationId>), StoreError> {
    let filter = &asked.ask.filter;
    let rows = i64::from(rows);
    macro_rules! select {
        ($span:literal) => {{
            let rows = select_behind!(
                $span,
                span.from,
                span.to,
                filter.queue.map(QueueKey::as_str),
                filter.region.as_deref(),
                filter.plan.as_deref(),
                filter.person.map(PersonId::get),
                asked.figure.as_str(),
                asked.reason.map(Reason::name),
                asked.hour.map(i32::from),
                asked.weekday.map(i32::from),
                asked.sort.as_str(),
                rows,
                rows * (i64::from(asked.page) - 1)
            )
            .fetch_all(conn)
            .await?;
            let total = rows.first().map_or(0, |row| row.total);
            (total, rows.into_iter().map(|row| row.id.into()).collect())
        }};
    }
    Ok(match asked.figure.counted_by() {
        CountedBy::Answering => {
            select!("f.answered_at >= $1 and f.answered_at < $2 and ($6::uuid is null or f.person_id = $6)")
        }
        CountedBy::Closing if asked.figure.is_of_outcome() => {
            select!(
                "f.outcome is not null and f.closed_at >= $1 and f.closed_at < $2 and ($6::uuid is null or f.closed_by = $6)"
            )
        }
        CountedBy::Closing => {
            select!("f.closed_at >= $1 and f.closed_at < $2 and ($6::uuid is null or f.closed_by = $6)")
        }
        // for who closed the conversation, or holds it where it was opened again
        CountedBy::Asking => {
            select!(
                "f.asked_at >= $1 and f.asked_at < $2 and f.survey_score is not null
                 and ($6::uuid is null or coalesce(f.closed_by, f.person_id) = $6)"
            )
        }
        CountedBy::Saying => said(conn, span, asked, rows).await?,
        CountedBy::Standing => standing(conn, asked, rows).await?,
        CountedBy::Opening => {
            select!("f.opened_at >= $1 and f.opened_at < $2 and ($6::uuid is null or f.person_id = $6)")
        }
    })
}

/// Those of an open conversation's state, as the live board tells it (`enlace_domain::sla`).
async fn standing(
    conn: &mut PgConnection,
    asked: &BehindAsk,
    rows: i64,
) -> Result<(i64, Vec<ConversationId>), StoreError> {
    let filter = &asked.ask.filter;
    let found = sqlx::query!(
        r#"select count(*) over () as "total!", c.id
           from conversations c join insight_facts f on f.conversation_id = c.id
           where c.status <> 'closed' and ($1::text is null or c.queue_key = $1) and ($2::text is null or f.region = $2)
             and ($3::text is null or f.plan = $3) and ($4::uuid is null or c.assigned_person_id = $4)
             and case $5::text when 'waiting' then c.assigned_person_id is null
                     when 'held' then c.assigned_person_id is not null when 'late' then c.due_at <= now()
                     else c.due_at > now() and c.due_at - now() <= greatest(
                         coalesce(c.due_at - c.waiting_since, interval '0') / 4, interval '1 minute') end
           order by case $6::text when 'answer' then f.answer_us when 'handling' then f.handling_us end desc nulls last,
                    case when $6 = 'oldest' then f.opened_at end, f.opened_at desc, c.id
           limit $7 offset $8"#,
        filter.queue.map(QueueKey::as_str),
        filter.region.as_deref(),
        filter.plan.as_deref(),
        filter.person.map(PersonId::get),
        asked.figure.as_str(),
        asked.sort.as_str(),
        rows,
        rows * (i64::from(asked.page) - 1),
    )
    .fetch_all(conn)
    .await?;
    let total = found.first().map_or(0, |row| row.total);
    Ok((total, found.into_iter().map(|row| row.id.into()).collect()))
}

/// What the list says of these conversations, in their order.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn behind_rows(conn: &mut PgConnection, ids: &[ConversationId]) -> Result<Vec<BehindRow>, StoreError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.get()).collect();
    let rows = sqlx::query_as!(
        Row,
        r#"select f.conversation_id as "id!", c.protocol,
                  coalesce(cu.name, (select k.display_name from contacts k where k.id = ct.merged_into),
                           ct.display_name) as "name!", f.queue_key, f.issue, f.region, p.name as "person?",
                  f.opened_at as "opened_at!", f.answer_us / 1e6::float8 as first_answer,
                  f.handling_us / 1e6::float8 as handling, f.escalated as "escalated!", f.reopened as "reopened!",
                  f.outcome, f.outcome_cents
           from unnest($1::uuid[]) with ordinality as asked (id, place)
           join insight_facts f on f.conversation_id = asked.id
           join conversations c on c.id = f.conversation_id
           join contacts ct on ct.id = c.contact_id
           left join customers cu on cu.id = c.customer_id and ct.erased_at is null
           left join people p on p.id = f.person_id
           order by asked.place"#,
        &ids,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(row).collect()
}

fn row(row: Row) -> Result<BehindRow, StoreError> {
    let queue = read_opt("queue", row.queue_key.as_deref())?;
    Ok(BehindRow {
        id: row.id.into(),
        protocol: row.protocol,
        name: row.name,
        reason: match (row.issue, queue) {
            (Some(issue), _) => Reason::Issue(read("issue type", &issue)?),
            (None, Some(queue)) => Reason::Queue(queue),
            (None, None) => Reason::Unsorted,
        },
        queue,
        region: row.region,
        person: row.person,
        opened_at: row.opened_at,
        first_answer: row.first_answer,
        handling: row.handling,
        escalated: row.escalated,
        reopened: row.reopened,
        outcome: outcomes::read_outcome(row.outcome.as_deref(), row.outcome_cents)?,
    })
}
