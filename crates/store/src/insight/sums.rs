//! What happened in a span, summed up.

use enlace_domain::{IssueType, PersonId, QueueKey, view::InsightFilter};
use sqlx::PgConnection;
use time::{Date, Duration, OffsetDateTime, Time};
use uuid::Uuid;

use super::{BRASILIA, Span};
use crate::{
    StoreError,
    column::{read, read_opt},
};

/// What a sum counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// Conversations opened.
    Opened,
    /// Conversations that a person first answered.
    Answered,
    /// Conversations closed.
    Closed,
}

/// Some conversations of one queue, person and kind of fault.
#[derive(Clone, Debug)]
pub struct Sum {
    /// The day on which it happened, or the Monday of the week; `None` where the facts were read as a whole.
    pub since: Option<Date>,
    /// What they have in common.
    pub happened: Happened,
    /// Their queue; `None` until they are sorted.
    pub queue: Option<QueueKey>,
    /// Who holds them or held them last; of closed ones who closed them.
    pub person: Option<PersonId>,
    /// The kind of the fault, of those opened.
    pub issue: Option<IssueType>,
    /// How many.
    pub n: i64,
    /// Of those opened, answered in time.
    pub in_time: i64,
    /// Of those opened, raised.
    pub escalated: i64,
    /// Of those closed, opened again before.
    pub reopened: i64,
    /// Of those closed, settled at the first contact.
    pub settled: i64,
    /// Microseconds to each first answer; of those closed, to each closing.
    pub took: Vec<i64>,
}

struct Row {
    since: Option<Date>,
    kind: String,
    queue_key: Option<String>,
    person_id: Option<Uuid>,
    issue: Option<String>,
    n: i32,
    in_time: i32,
    escalated: i32,
    reopened: i32,
    settled: i32,
    took: Vec<i64>,
}

impl Row {
    fn sum(self) -> Result<Sum, StoreError> {
        Ok(Sum {
            since: self.since,
            happened: match self.kind.as_str() {
                "opened" => Happened::Opened,
                "answered" => Happened::Answered,
                _ => Happened::Closed,
            },
            queue: read_opt("queue", self.queue_key.as_deref())?,
            person: self.person_id.map(PersonId::from),
            issue: read_opt("issue type", self.issue.as_deref())?,
            n: self.n.into(),
            in_time: self.in_time.into(),
            escalated: self.escalated.into(),
            reopened: self.reopened.into(),
            settled: self.settled.into(),
            took: self.took,
        })
    }
}

/// All sums of a span. Whole weeks and days come from their sums where those know the filter; the rest from the facts.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn sums(conn: &mut PgConnection, span: Span, filter: &InsightFilter) -> Result<Vec<Sum>, StoreError> {
    let mut rows = Vec::new();
    let whole = whole_days(span).filter(|_| filter.region.is_none() && filter.plan.is_none());
    let Some([first, after]) = whole else {
        let day = (filter.region.is_none() && filter.plan.is_none()).then(|| day_of(span.from));
        rows.extend(of_facts(conn, span, filter, day).await?);
        return rows.into_iter().map(Row::sum).collect();
    };
    let [begin, end] = [first, after].map(begins);
    for part in [Span { to: begin, ..span }, Span { from: end, ..span }] {
        if part.from < part.to {
            rows.extend(of_facts(&mut *conn, part, filter, Some(day_of(part.from))).await?);
        }
    }
    let [week, week_after] = weeks_of(first, after);
    rows.extend(
        sqlx::query_as!(
            Row,
            r#"select week as since, kind as "kind!", queue_key, person_id, issue, n as "n!", in_time as "in_time!",
                      escalated as "escalated!", reopened as "reopened!", settled as "settled!", took as "took!"
               from (select * from insight_weeks where week >= $5 and week < $6
                     union all
                     select * from insight_days where day >= $1 and day < $5
                     union all
                     select * from insight_days where day >= $6 and day < $2) s
               where ($3::text is null or queue_key = $3) and ($4::uuid is null or person_id = $4)"#,
            first,
            after,
            filter.queue.map(QueueKey::as_str),
            filter.person.map(PersonId::get),
            week,
            week_after,
        )
        .fetch_all(conn)
        .await?,
    );
    rows.into_iter().map(Row::sum).collect()
}

async fn of_facts(
    conn: &mut PgConnection,
    span: Span,
    filter: &InsightFilter,
    day: Option<Date>,
) -> Result<Vec<Row>, StoreError> {
    Ok(sqlx::query_as!(
        Row,
        r#"select $7::date as since, kind as "kind!", queue_key, person_id, issue, n as "n!", in_time as "in_time!",
                  escalated as "escalated!", reopened as "reopened!", settled as "settled!", took as "took!"
           from insight_sums($1, $2, $3, $4, $5, $6)"#,
        span.from,
        span.to,
        filter.queue.map(QueueKey::as_str),
        filter.region.as_deref(),
        filter.plan.as_deref(),
        filter.person.map(PersonId::get),
        day,
    )
    .fetch_all(conn)
    .await?)
}

/// The days of a span, or the Mondays of its whole weeks where it is longer than a month: what sums can be told apart by.
#[must_use]
pub fn steps(span: Span) -> Vec<Date> {
    let long = whole_days(span).filter(|[first, after]| is_long(*first, *after));
    let (from, after, step) = match long {
        Some([first, after]) => {
            let [week, week_after] = whole_weeks(first, after);
            (week, week_after, Duration::WEEK)
        }
        None => {
            let [first, last] = [span.from, span.to - Duration::NANOSECOND].map(day_of);
            (first, last + Duration::DAY, Duration::DAY)
        }
    };
    std::iter::successors(Some(from), |day| Some(*day + step))
        .take_while(|day| *day < after)
        .collect()
}

/// The step of a day within a span: the Monday of its week where whole weeks are told apart, else the day itself.
#[must_use]
pub fn step_of(span: Span, day: Date) -> Date {
    let weeks = whole_days(span).map(|[first, after]| weeks_of(first, after));
    if weeks.is_some_and(|[week, after]| week <= day && day < after) {
        day - Duration::days(i64::from(day.weekday().number_days_from_monday()))
    } else {
        day
    }
}

/// Whether whole weeks are read from the weeks' sums: of less the days are wanted one by one.
fn is_long(first: Date, after: Date) -> bool {
    after - first > Duration::days(31)
}

/// The whole weeks that are read from the weeks' sums; the same day twice without any.
fn weeks_of(first: Date, after: Date) -> [Date; 2] {
    if is_long(first, after) {
        whole_weeks(first, after)
    } else {
        [first, first]
    }
}

fn day_of(at: OffsetDateTime) -> Date {
    at.to_offset(BRASILIA).date()
}

/// The first whole day of a span and the day after the last; `None` without any.
fn whole_days(span: Span) -> Option<[Date; 2]> {
    let from = span.from.to_offset(BRASILIA);
    let first = if from.time() == Time::MIDNIGHT {
        from.date()
    } else {
        from.date().next_day()?
    };
    let after = day_of(span.to);
    (first < after).then_some([first, after])
}

/// The first Monday of some days (the last is not in them) and the Monday after their last whole week; the same day twice
/// without any.
fn whole_weeks(first: Date, after: Date) -> [Date; 2] {
    let since_monday = |day: Date| i64::from(day.weekday().number_days_from_monday());
    let monday = first + Duration::days((7 - since_monday(first)) % 7);
    let last = after - Duration::days(since_monday(after));
    if monday < last { [monday, last] } else { [first, first] }
}

fn begins(day: Date) -> OffsetDateTime {
    day.midnight().assume_offset(BRASILIA)
}

/// How many of the conversations opened in a span nobody has answered by when it was due, by queue and the day of their
/// opening.
///
/// What is closed stays what it was when it was closed.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn overdue(
    conn: &mut PgConnection,
    span: Span,
    filter: &InsightFilter,
) -> Result<Vec<(QueueKey, Date, i64)>, StoreError> {
    sqlx::query!(
        r#"select f.queue_key as "key!", (f.opened_at at time zone 'America/Sao_Paulo')::date as "day!", count(*) as "n!"
           from insight_facts f
           where f.due_at < coalesce(f.closed_at, now()) and f.queue_key is not null
             and f.opened_at >= $1 and f.opened_at < $2
             and ($3::text is null or f.queue_key = $3) and ($4::text is null or f.region = $4)
             and ($5::text is null or f.plan = $5) and ($6::uuid is null or f.person_id = $6)
           group by 1, 2"#,
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
    .map(|row| Ok((read("queue", &row.key)?, row.day, row.n)))
    .collect()
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn whole_days_are_those_of_brasilia() {
        let span = Span {
            from: datetime!(2026-11-01 03:00 UTC),
            to: datetime!(2026-11-04 02:59 UTC),
        };
        assert_eq!(whole_days(span), Some([date!(2026 - 11 - 01), date!(2026 - 11 - 03)]));
        let span = Span {
            from: datetime!(2026-11-01 03:01 UTC),
            to: datetime!(2026-11-02 20:00 UTC),
        };
        assert_eq!(whole_days(span), None);
        let (monday, sunday) = (date!(2026 - 11 - 02), date!(2026 - 11 - 08));
        let next = date!(2026 - 11 - 09);
        assert_eq!(whole_weeks(monday, next), [monday, next]);
        assert_eq!(
            whole_weeks(date!(2026 - 10 - 30), date!(2026 - 11 - 12)),
            [monday, next]
        );
        assert_eq!(whole_weeks(monday, sunday), [monday, monday]);
        assert_eq!(
            whole_weeks(date!(2026 - 11 - 03), date!(2026 - 11 - 15)),
            [date!(2026 - 11 - 03); 2]
        );
        // a month's days stand by themselves, of more the whole weeks
        let of = |from: Date, after: Date| {
            steps(Span {
                from: begins(from),
                to: begins(after),
            })
        };
        assert_eq!(of(monday, next).len(), 7);
        assert_eq!(of(date!(2026 - 10 - 30), date!(2026 - 11 - 30)).len(), 31);
        let long = of(date!(2026 - 10 - 30), date!(2026 - 12 - 01));
        assert_eq!(long, [monday, next, date!(2026 - 11 - 16), date!(2026 - 11 - 23)]);
        let span = Span {
            from: begins(date!(2026 - 10 - 30)),
            to: begins(date!(2026 - 12 - 01)),
        };
        assert_eq!(step_of(span, sunday), monday);
        assert_eq!(step_of(span, date!(2026 - 10 - 31)), date!(2026 - 10 - 31));
        assert_eq!(step_of(span, date!(2026 - 11 - 30)), date!(2026 - 11 - 30));
        assert_eq!(begins(date!(2026 - 11 - 01)), datetime!(2026-11-01 03:00 UTC));
    }
}
