//! The manager's figures, straight from the conversations. What each means is in `docs/METRICS.md`; days and hours are
//! Brasília's, which has had no summer time since 2019.

use enlace_domain::{
    QueueKey,
    view::{DayFigure, Figures, HourFigure, PersonFigures, Reason},
};
use sqlx::PgConnection;
use time::{Date, OffsetDateTime};

use crate::{StoreError, column::read};

/// A span of time, its end not in it.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// From.
    pub from: OffsetDateTime,
    /// To.
    pub to: OffsetDateTime,
}

/// Today, the hour and the moment, by the database's clock.
#[derive(Clone, Copy, Debug)]
pub struct Today {
    /// The moment.
    pub at: OffsetDateTime,
    /// The day.
    pub day: Date,
    /// 0 to 23.
    pub hour: i32,
    /// When the day began.
    pub began: OffsetDateTime,
}

/// What day it is.
///
/// # Errors
/// The database said no.
pub async fn today(conn: &mut PgConnection) -> Result<Today, StoreError> {
    Ok(sqlx::query_as!(
        Today,
        r#"select now() as "at!", (now() at time zone 'America/Sao_Paulo')::date as "day!",
                  extract(hour from now() at time zone 'America/Sao_Paulo')::int as "hour!",
                  date_trunc('day', now(), 'America/Sao_Paulo') as "began!""#
    )
    .fetch_one(conn)
    .await?)
}

/// The figures of a span: of all queues (`None`), and of each that had something.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn figures(
    conn: &mut PgConnection,
    span: Span,
    queue: Option<QueueKey>,
) -> Result<Vec<(Option<QueueKey>, Figures)>, StoreError> {
    sqlx::query!(
        r#"with opened as (
               select c.queue_key as key, grouping(c.queue_key) = 1 as total, count(*) as opened,
                      count(c.first_answered_at) as answered,
                      count(*) filter (where c.first_answered_at
                          <= c.created_at + make_interval(mins => q.first_answer_minutes)) as in_time,
                      count(*) filter (where c.first_answered_at is null and c.status <> 'closed'
                          and c.created_at + make_interval(mins => q.first_answer_minutes) < now()) as overdue,
                      count(c.escalated_at) as escalated,
                      percentile_cont(array[0.5, 0.9]) within group
                          (order by extract(epoch from c.first_answered_at - c.created_at)::float8) as answers
               from conversations c left join queues q on q.key = c.queue_key
               where c.created_at >= $1 and c.created_at < $2 and ($3::text is null or c.queue_key = $3)
               group by grouping sets ((), (c.queue_key))),
           closed as (
               select c.queue_key as key, grouping(c.queue_key) = 1 as total, count(*) as closed,
                      count(*) filter (where c.reopened_count = 0 and not exists (
                          select 1 from conversations n
                          where n.contact_id = c.contact_id and n.id <> c.id and n.created_at > c.created_at
                            and n.created_at < c.closed_at + interval '7 days')) as resolved_first,
                      percentile_cont(0.5) within group
                          (order by extract(epoch from c.closed_at - c.created_at)::float8) as handling
               from conversations c
               where c.status = 'closed' and c.closed_at >= $1 and c.closed_at < $2
                 and ($3::text is null or c.queue_key = $3)
               group by grouping sets ((), (c.queue_key)))
           select coalesce(o.key, d.key) as key, coalesce(o.total, d.total) as "total!",
                  coalesce(o.opened, 0) as "opened!", coalesce(o.answered, 0) as "answered!",
                  coalesce(o.in_time, 0) as "in_time!", coalesce(o.overdue, 0) as "overdue!",
                  coalesce(o.escalated, 0) as "escalated!", o.answers[1] as first_answer, o.answers[2] as p90,
                  coalesce(d.closed, 0) as "closed!", coalesce(d.resolved_first, 0) as "resolved_first!", d.handling
           from opened o full join closed d on o.total = d.total and o.key is not distinct from d.key"#,
        span.from,
        span.to,
        queue.map(QueueKey::as_str),
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .filter(|row| row.total || row.key.is_some())
    .map(|row| {
        let key = row.key.map(|key| read("queue", &key)).transpose()?;
        let figures = Figures {
            opened: row.opened,
            answered: row.answered,
            in_time: row.in_time,
            overdue: row.overdue,
            escalated: row.escalated,
            first_answer: row.first_answer,
            first_answer_p90: row.p90,
            closed: row.closed,
            resolved_first: row.resolved_first,
            handling: row.handling,
        };
        Ok((key, figures))
    })
    .collect()
}

/// The 24 hours of today, each against the last eight days of the same weekday on which the desk was running.
///
/// # Errors
/// The database said no.
pub async fn hours(
    conn: &mut PgConnection,
    today: Today,
    queue: Option<QueueKey>,
) -> Result<Vec<HourFigure>, StoreError> {
    sqlx::query_as!(
        HourFigure,
        r#"with first as (select min(created_at) as at from conversations),
           slot as (
               select back, hour, $1::timestamptz - make_interval(days => 7 * back) + make_interval(hours => hour) as began
               from generate_series(0, 8) back, generate_series(0, 23) hour, first
               where back = 0 or $1::timestamptz - make_interval(days => 7 * back) >= first.at),
           counted as (
               select back, hour, (select count(*) from conversations c
                                   where c.created_at >= began and c.created_at < began + interval '1 hour'
                                     and ($2::text is null or c.queue_key = $2)) as n
               from slot)
           select case when hour <= $3 then max(n) filter (where back = 0) end as today,
                  percentile_cont(0.25) within group (order by n) filter (where back > 0) as low,
                  percentile_cont(0.75) within group (order by n) filter (where back > 0) as high
           from counted group by hour order by hour"#,
        today.began,
        queue.map(QueueKey::as_str),
        today.hour,
    )
    .fetch_all(conn)
    .await
    .map_err(StoreError::from)
}

/// Conversations of each hour of the week on average, over the whole weeks before today, twelve at most.
///
/// # Errors
/// The database said no.
pub async fn season(conn: &mut PgConnection, today: Today, queue: Option<QueueKey>) -> Result<Vec<f64>, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"with first as (select min(created_at) as at from conversations),
           weeks as (
               select least(12, floor(extract(epoch from $1::timestamptz - first.at) / 604800))::int as n from first),
           counted as (
               select extract(isodow from c.created_at at time zone 'America/Sao_Paulo')::int as day,
                      extract(hour from c.created_at at time zone 'America/Sao_Paulo')::int as hour, count(*) as n
               from conversations c, weeks
               where c.created_at >= $1::timestamptz - make_interval(weeks => weeks.n) and c.created_at < $1
                 and ($2::text is null or c.queue_key = $2)
               group by 1, 2)
           select coalesce(counted.n, 0)::float8 / greatest(weeks.n, 1) as "mean!"
           from weeks, generate_series(1, 7) day cross join generate_series(0, 23) hour
           left join counted using (day, hour)
           order by day, hour"#,
        today.began,
        queue.map(QueueKey::as_str),
    )
    .fetch_all(conn)
    .await?)
}

/// Conversations opened on each of the last `days` days, today included.
///
/// # Errors
/// The database said no.
pub async fn trend(
    conn: &mut PgConnection,
    today: Today,
    days: i32,
    queue: Option<QueueKey>,
) -> Result<Vec<DayFigure>, StoreError> {
    Ok(sqlx::query_as!(
        DayFigure,
        r#"with counted as (
               select (c.created_at at time zone 'America/Sao_Paulo')::date as day, count(*) as n
               from conversations c
               where c.created_at >= $1::timestamptz - make_interval(days => $2 - 1)
                 and ($3::text is null or c.queue_key = $3)
               group by 1)
           select day::date as "day!", coalesce(counted.n, 0) as "opened!"
           from generate_series($4::date - ($2 - 1), $4::date, interval '1 day') as series (at)
           cross join lateral (select at::date as day) d
           left join counted using (day)
           order by day"#,
        today.began,
        days,
        queue.map(QueueKey::as_str),
        today.day,
    )
    .fetch_all(conn)
    .await?)
}

/// What the conversations of a span were about.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn reasons(
    conn: &mut PgConnection,
    span: Span,
    queue: Option<QueueKey>,
) -> Result<Vec<(Reason, i64)>, StoreError> {
    sqlx::query!(
        r#"select i.issue_type as "issue?", case when i.id is null then c.queue_key end as queue, count(*) as "n!"
           from conversations c left join technical_issues i on i.id = c.technical_issue_id
           where c.created_at >= $1 and c.created_at < $2 and ($3::text is null or c.queue_key = $3)
           group by 1, 2 order by 3 desc, 1, 2"#,
        span.from,
        span.to,
        queue.map(QueueKey::as_str),
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(|row| {
        let reason = match (row.issue, row.queue) {
            (Some(issue), _) => Reason::Issue(read("issue type", &issue)?),
            (None, Some(queue)) => Reason::Queue(read("queue", &queue)?),
            (None, None) => Reason::Unsorted,
        };
        Ok((reason, row.n))
    })
    .collect()
}

/// What each person did in a span; those who did nothing are left out.
///
/// # Errors
/// The database said no.
pub async fn people(
    conn: &mut PgConnection,
    span: Span,
    queue: Option<QueueKey>,
) -> Result<Vec<PersonFigures>, StoreError> {
    Ok(sqlx::query!(
        r#"with answered as (
               select c.assigned_person_id as id, count(*) as n,
                      percentile_cont(0.5) within group
                          (order by extract(epoch from c.first_answered_at - c.created_at)::float8) as first_answer
               from conversations c
               where c.first_answered_at >= $1 and c.first_answered_at < $2 and c.created_at >= $1 - interval '30 days'
                 and c.created_at < $2 and ($3::text is null or c.queue_key = $3)
               group by 1),
           closed as (
               select c.closed_by as id, count(*) as n, count(*) filter (where c.reopened_count > 0) as reopened,
                      percentile_cont(0.5) within group
                          (order by extract(epoch from c.closed_at - c.created_at)::float8) as handling
               from conversations c
               where c.status = 'closed' and c.closed_at >= $1 and c.closed_at < $2
                 and ($3::text is null or c.queue_key = $3)
               group by 1)
           select p.id, p.name, coalesce(a.n, 0) as "answered!", a.first_answer as "first_answer?",
                  coalesce(d.n, 0) as "closed!", d.handling as "handling?", coalesce(d.reopened, 0) as "reopened!"
           from people p left join answered a on a.id = p.id left join closed d on d.id = p.id
           where a.n > 0 or d.n > 0
           order by coalesce(a.n, 0) desc, p.name"#,
        span.from,
        span.to,
        queue.map(QueueKey::as_str),
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(|row| PersonFigures {
        id: row.id.into(),
        name: row.name,
        answered: row.answered,
        first_answer: row.first_answer,
        closed: row.closed,
        handling: row.handling,
        reopened: row.reopened,
    })
    .collect())
}
