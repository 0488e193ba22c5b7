//! The rules of the five queues, as administrators set them.

use enlace_domain::{QueueKey, opening::OpenSpan, view::QueueRules};
use sqlx::PgConnection;

use crate::{
    StoreError,
    column::{priority, read},
};

/// All queues, in the order of the board.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn list(conn: &mut PgConnection) -> Result<Vec<QueueRules>, StoreError> {
    let rows =
        sqlx::query!("select key, priority, first_answer_minutes, escalates, revision from queues order by position")
            .fetch_all(&mut *conn)
            .await?;
    let mut queues = rows
        .into_iter()
        .map(|row| {
            Ok(QueueRules {
                key: read("queue", &row.key)?,
                priority: priority(row.priority)?,
                first_answer_minutes: row.first_answer_minutes,
                escalates: row.escalates,
                hours: Vec::new(),
                revision: row.revision,
            })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    // 24:00 is a time in the database and in no library
    let spans = sqlx::query!(
        r#"select queue_key, weekday, (extract(epoch from opens) / 60)::smallint as "opens!",
                  (extract(epoch from closes) / 60)::smallint as "closes!"
           from queue_hours order by queue_key, weekday, opens"#
    )
    .fetch_all(conn)
    .await?;
    for span in spans {
        let key: QueueKey = read("queue", &span.queue_key)?;
        if let Some(queue) = queues.iter_mut().find(|queue| queue.key == key) {
            queue.hours.push(OpenSpan {
                weekday: span.weekday,
                opens: span.opens,
                closes: span.closes,
            });
        }
    }
    Ok(queues)
}

/// Sets the rules and hours of a queue, its priority not, unless somebody was faster than whoever saw the revision that
/// they name. Returns whether they are set.
///
/// # Errors
/// The database said no, also to hours that can't be.
pub async fn save(conn: &mut PgConnection, new: &QueueRules) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        "update queues set first_answer_minutes = $2, escalates = $3, revision = revision + 1, updated_at = now()
         where key = $1 and revision = $4",
        new.key.as_str(),
        new.first_answer_minutes,
        new.escalates,
        new.revision,
    )
    .execute(&mut *conn)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query!("delete from queue_hours where queue_key = $1", new.key.as_str())
        .execute(&mut *conn)
        .await?;
    let weekdays: Vec<i16> = new.hours.iter().map(|span| span.weekday).collect();
    let opens: Vec<i16> = new.hours.iter().map(|span| span.opens).collect();
    let closes: Vec<i16> = new.hours.iter().map(|span| span.closes).collect();
    sqlx::query!(
        "insert into queue_hours (queue_key, weekday, opens, closes)
         select $1, h.weekday, make_time(h.opens / 60, h.opens % 60, 0), make_time(h.closes / 60, h.closes % 60, 0)
         from unnest($2::smallint[], $3::smallint[], $4::smallint[]) as h (weekday, opens, closes)",
        new.key.as_str(),
        &weekdays,
        &opens,
        &closes,
    )
    .execute(conn)
    .await?;
    Ok(true)
}
