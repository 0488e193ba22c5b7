//! The conversations of which subscribers said what no fact tells: comments, and low scores that somebody is to look after.

use enlace_domain::{
    ConversationId, PersonId, QueueKey,
    view::{BehindAsk, BehindFigure},
};
use sqlx::PgConnection;

use super::Span;
use crate::StoreError;

/// How many there are, and those of the page asked for, of so many `rows`, in their order: the very ones that
/// [`crate::surveys::comments`] and [`crate::surveys::low`] begin to list. Nothing on a page behind the last.
///
/// # Errors
/// The database said no.
pub(super) async fn said(
    conn: &mut PgConnection,
    span: Span,
    asked: &BehindAsk,
    rows: i64,
) -> Result<(i64, Vec<ConversationId>), StoreError> {
    let filter = &asked.ask.filter;
    let found = sqlx::query!(
        r#"select count(*) over () as "total!", f.conversation_id as "id!"
           from surveys s join insight_facts f on f.conversation_id = s.conversation_id
           where case when $3 then s.kind = 'satisfaction' and s.score <= 2 and s.seen_at is null
                      else s.comment is not null and s.asked_at >= $1 and s.asked_at < $2 end
             and ($4::text is null or f.queue_key = $4) and ($5::text is null or f.region = $5)
             and ($6::text is null or f.plan = $6)
             and ($7::uuid is null or coalesce(f.closed_by, f.person_id) = $7)
           order by case $8::text when 'answer' then f.answer_us when 'handling' then f.handling_us end desc nulls last,
                    case when $8 = 'oldest' then f.opened_at end, f.opened_at desc, f.conversation_id
           limit $9 offset $10"#,
        span.from,
        span.to,
        asked.figure == BehindFigure::LowToSee,
        filter.queue.map(QueueKey::as_str),
        filter.region.as_deref(),
        filter.plan.as_deref(),
        filter.person.map(PersonId::get),
        asked.sort.as_str(),
        rows,
        rows * (i64::from(asked.page) - 1),
    )
    .fetch_all(conn)
    .await?;
    let total = found.first().map_or(0, |row| row.total);
    Ok((total, found.into_iter().map(|row| row.id.into()).collect()))
}
