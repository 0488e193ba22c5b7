//! The answers, counted by the facts of their conversations ([`crate::insight`]). What each figure means is in
//! `docs/METRICS.md`.

use enlace_domain::{
    PersonId, QueueKey, SurveyKind,
    view::{InsightFilter, PersonRef, Said, Scores},
};
use sqlx::PgConnection;
use time::Date;

use crate::{
    StoreError,
    column::{read, read_opt},
    insight::Span,
};

/// The answers to one question about the conversations of a queue that one person closed.
#[derive(Clone, Debug)]
pub struct Tally {
    /// What was asked.
    pub kind: SurveyKind,
    /// Where the conversations were.
    pub queue: Option<QueueKey>,
    /// Who closed them; `None`: automation.
    pub person: Option<PersonRef>,
    /// What was answered.
    pub scores: Scores,
}

/// What was answered by those who were asked in a span.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn tallies(conn: &mut PgConnection, span: Span, filter: &InsightFilter) -> Result<Vec<Tally>, StoreError> {
    sqlx::query!(
        r#"select f.survey_kind as "kind!", f.queue_key, p.id as "person_id?", p.name as "person_name?",
                  count(*) as "asked!", count(f.survey_score) as "answered!", coalesce(sum(f.survey_score), 0) as "sum!",
                  count(*) filter (where f.survey_score >= case f.survey_kind when 'satisfaction' then 4 else 9 end)
                      as "high!",
                  count(*) filter (where f.survey_score <= case f.survey_kind when 'satisfaction' then 2 else 6 end)
                      as "low!"
           from insight_facts f left join people p on p.id = coalesce(f.closed_by, f.person_id)
           where f.asked_at >= $1 and f.asked_at < $2 and ($3::text is null or f.queue_key = $3)
             and ($4::text is null or f.region = $4) and ($5::text is null or f.plan = $5)
             and ($6::uuid is null or coalesce(f.closed_by, f.person_id) = $6)
           group by 1, 2, 3, 4"#,
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
        Ok(Tally {
            kind: read("survey kind", &row.kind)?,
            queue: read_opt("queue", row.queue_key.as_deref())?,
            person: row
                .person_id
                .zip(row.person_name)
                .map(|(id, name)| PersonRef { id: id.into(), name }),
            scores: Scores {
                asked: row.asked,
                answered: row.answered,
                sum: row.sum,
                high: row.high,
                low: row.low,
            },
        })
    })
    .collect()
}

/// How satisfied those are who were asked on each day of a span; of days without an answer nothing.
///
/// # Errors
/// The database said no.
pub async fn satisfaction_by_day(
    conn: &mut PgConnection,
    span: Span,
    filter: &InsightFilter,
) -> Result<Vec<(Date, Scores)>, StoreError> {
    let rows = sqlx::query!(
        r#"select (f.asked_at at time zone 'America/Sao_Paulo')::date as "day!", count(*) as "answered!",
                  sum(f.survey_score) as "sum!", count(*) filter (where f.survey_score >= 4) as "high!",
                  count(*) filter (where f.survey_score <= 2) as "low!"
           from insight_facts f
           where f.asked_at >= $1 and f.asked_at < $2 and f.survey_kind = 'satisfaction' and f.survey_score is not null
             and ($3::text is null or f.queue_key = $3) and ($4::text is null or f.region = $4)
             and ($5::text is null or f.plan = $5) and ($6::uuid is null or coalesce(f.closed_by, f.person_id) = $6)
           group by 1"#,
        span.from,
        span.to,
        filter.queue.map(QueueKey::as_str),
        filter.region.as_deref(),
        filter.plan.as_deref(),
        filter.person.map(PersonId::get),
    )
    .fetch_all(conn)
    .await?;
    let of_day = rows.into_iter().map(|row| {
        let scores = Scores {
            asked: row.answered,
            answered: row.answered,
            sum: row.sum,
            high: row.high,
            low: row.low,
        };
        (row.day, scores)
    });
    Ok(of_day.collect())
}

macro_rules! said {
    ($row:expr) => {{
        let row = $row;
        Ok(Said {
            conversation: row.conversation_id.into(),
            kind: read("survey kind", &row.kind)?,
            score: row.score,
            comment: row.comment,
            at: row.at,
            queue: read_opt("queue", row.queue_key.as_deref())?,
            person: row.person,
        })
    }};
}

/// The latest comments of those who were asked in a span, at most `limit`.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn comments(
    conn: &mut PgConnection,
    span: Span,
    filter: &InsightFilter,
    limit: i64,
) -> Result<Vec<Said>, StoreError> {
    sqlx::query!(
        r#"select s.conversation_id, s.kind, s.score as "score!", s.comment, s.answered_at as "at!", f.queue_key,
                  p.name as "person?"
           from surveys s join insight_facts f on f.conversation_id = s.conversation_id
           left join people p on p.id = coalesce(f.closed_by, f.person_id)
           where s.comment is not null and s.asked_at >= $1 and s.asked_at < $2
             and ($3::text is null or f.queue_key = $3)
             and ($4::text is null or f.region = $4) and ($5::text is null or f.plan = $5)
             and ($6::uuid is null or coalesce(f.closed_by, f.person_id) = $6)
           order by s.asked_at desc limit $7"#,
        span.from,
        span.to,
        filter.queue.map(QueueKey::as_str),
        filter.region.as_deref(),
        filter.plan.as_deref(),
        filter.person.map(PersonId::get),
        limit,
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(|row| said!(row))
    .collect()
}

/// The low scores that nobody has looked after, of any day, the latest first, at most `limit`.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn low(conn: &mut PgConnection, filter: &InsightFilter, limit: i64) -> Result<Vec<Said>, StoreError> {
    sqlx::query!(
        r#"select s.conversation_id, s.kind, s.score as "score!", s.comment, s.answered_at as "at!", f.queue_key,
                  p.name as "person?"
           from surveys s join insight_facts f on f.conversation_id = s.conversation_id
           left join people p on p.id = coalesce(f.closed_by, f.person_id)
           where s.kind = 'satisfaction' and s.score <= 2 and s.seen_at is null
             and ($1::text is null or f.queue_key = $1)
             and ($2::text is null or f.region = $2) and ($3::text is null or f.plan = $3)
             and ($4::uuid is null or coalesce(f.closed_by, f.person_id) = $4)
           order by s.answered_at desc limit $5"#,
        filter.queue.map(QueueKey::as_str),
        filter.region.as_deref(),
        filter.plan.as_deref(),
        filter.person.map(PersonId::get),
        limit,
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(|row| said!(row))
    .collect()
}
