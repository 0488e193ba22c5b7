//! What came of conversations: one row each, and the figures of those that were closed in a span.

use enlace_domain::{
    ConversationId, Outcome, OutcomeKind, PersonId, QueueKey,
    view::{Gain, InsightFilter, OutcomeView, PersonRef},
};
use sqlx::PgConnection;

use crate::{
    StoreError,
    column::{read, read_opt},
    insight::Span,
};

/// Reads the two columns of an outcome.
pub(crate) fn read_outcome(kind: Option<&str>, cents: Option<i64>) -> Result<Option<Outcome>, StoreError> {
    Ok(read_opt("outcome", kind)?.map(|kind| Outcome { kind, cents }))
}

/// What was said of a conversation; `None` where nobody has said anything yet.
///
/// # Errors
/// The database said no, or the row is impossible.
pub async fn of(conn: &mut PgConnection, conversation: ConversationId) -> Result<Option<OutcomeView>, StoreError> {
    sqlx::query!(
        "select o.kind, o.cents, o.recorded_at, p.name
         from outcomes o join people p on p.id = o.recorded_by
         where o.conversation_id = $1",
        conversation.get()
    )
    .fetch_optional(conn)
    .await?
    .map(|row| {
        Ok(OutcomeView {
            outcome: read_outcome(row.kind.as_deref(), row.cents)?,
            by: row.name,
            at: row.recorded_at,
        })
    })
    .transpose()
}

/// Says what came of a conversation, in place of whatever was said before; `None` takes it back.
///
/// # Errors
/// The database said no, or the outcome breaks the rules of the table.
pub async fn save(
    conn: &mut PgConnection,
    conversation: ConversationId,
    outcome: Option<Outcome>,
    by: PersonId,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into outcomes (conversation_id, kind, cents, recorded_by) values ($1, $2, $3, $4)
         on conflict (conversation_id) do update
         set kind = excluded.kind, cents = excluded.cents, recorded_by = excluded.recorded_by, recorded_at = now()",
        conversation.get(),
        outcome.map(|outcome| outcome.kind.as_str()),
        outcome.and_then(|outcome| outcome.cents),
        by.get(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The outcomes of one kind on the conversations of a queue that one person closed.
#[derive(Clone, Debug)]
pub struct OutcomeTally {
    /// What came of them.
    pub kind: OutcomeKind,
    /// Where the conversations were when they were closed.
    pub queue: Option<QueueKey>,
    /// Who closed them; `None`: automation.
    pub person: Option<PersonRef>,
    /// How many, and their amounts.
    pub gain: Gain,
}

/// What came of the conversations that were closed in a span.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn tallies(
    conn: &mut PgConnection,
    span: Span,
    filter: &InsightFilter,
) -> Result<Vec<OutcomeTally>, StoreError> {
    sqlx::query!(
        r#"select s.outcome as "outcome!", s.queue_key, p.id as "person_id?", p.name as "person_name?", s.n as "n!",
                  s.known as "known!", s.cents as "cents!"
           from (select f.outcome, f.queue_key, f.closed_by, count(*) as n, count(f.outcome_cents) as known,
                        coalesce(sum(f.outcome_cents), 0)::bigint as cents
                 from insight_facts f
                 where f.outcome is not null and f.closed_at >= $1 and f.closed_at < $2
                   and ($3::text is null or f.queue_key = $3) and ($4::text is null or f.region = $4)
                   and ($5::text is null or f.plan = $5) and ($6::uuid is null or f.closed_by = $6)
                 group by 1, 2, 3) s
           left join people p on p.id = s.closed_by"#,
        span.from,
        span.to,
        filter.queue.map(QueueKey::as_str),
        filter.region.as_deref(),
        filter.plan.as_deref(),
        filter.person.map(PersonId::get),
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(|row| {
        Ok(OutcomeTally {
            kind: read("outcome", &row.outcome)?,
            queue: read_opt("queue", row.queue_key.as_deref())?,
            person: row
                .person_id
                .zip(row.person_name)
                .map(|(id, name)| PersonRef { id: id.into(), name }),
            gain: Gain {
                n: row.n,
                known: row.known,
                cents: row.cents,
            },
        })
    })
    .collect()
}
