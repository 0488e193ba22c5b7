//! Conversations that people moved from where the classifier had put them, and what an administrator said of it.
//!
//! A correction names the message that was read and holds no words of it.

use enlace_domain::{
    ConversationId, MessageId, PersonId, QueueKey,
    view::{CorrectionView, PersonRef},
};
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::{StoreError, column::read};

/// Notes that somebody moved a conversation to `to`, if the classifier had put it elsewhere. A second move changes
/// the correction, and one back takes it away while nobody has judged it.
///
/// # Errors
/// The database said no.
pub async fn note(
    conn: &mut PgConnection,
    conversation: ConversationId,
    to: QueueKey,
    by: PersonId,
) -> Result<(), StoreError> {
    sqlx::query!(
        "delete from classifier_corrections where conversation_id = $1 and accepted is null and from_queue = $2",
        conversation.get(),
        to.as_str(),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into classifier_corrections (message_id, conversation_id, from_queue, to_queue, made_by)
         select r.message_id, r.conversation_id, coalesce(r.queue_key, r.likeliest), $2, $3
         from (select * from classifier_readings
               where conversation_id = $1 and likeliest is not null order by read_at desc limit 1) r
         where coalesce(r.queue_key, r.likeliest) <> $2
         on conflict (message_id) do update
         set to_queue = excluded.to_queue, made_by = excluded.made_by, made_at = now(),
             accepted = null, judged_by = null, judged_at = null",
        conversation.get(),
        to.as_str(),
        by.get(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Corrections on which nobody has decided, or those decided last, newest first.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn list(conn: &mut PgConnection, open: bool, limit: i64) -> Result<Vec<CorrectionView>, StoreError> {
    let rows = sqlx::query!(
        r#"select k.message_id, k.conversation_id, c.protocol, k.from_queue, k.to_queue, k.made_by, p.name, k.made_at,
                  k.accepted, said.words as "words!"
           -- the words only of those that are listed
           from (select * from classifier_corrections where (accepted is null) = $1
                 order by coalesce(judged_at, made_at) desc limit $2) k
           join conversations c on c.id = k.conversation_id
           join people p on p.id = k.made_by
           join messages read on read.id = k.message_id
           cross join lateral (
               select coalesce(string_agg(m.body, E'\n' order by m.seq), '') as words from (
                   select body, seq from messages
                   where conversation_id = k.conversation_id and direction = 'inbound' and seq <= read.seq
                       and body <> '' and kind <> 'reaction'
                   order by seq desc limit 12) m) said
           order by coalesce(k.judged_at, k.made_at) desc"#,
        open,
        limit,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(CorrectionView {
                message: row.message_id.into(),
                conversation: row.conversation_id.into(),
                protocol: read("protocol", &row.protocol)?,
                text: row.words,
                from: read("queue", &row.from_queue)?,
                to: read("queue", &row.to_queue)?,
                by: PersonRef {
                    id: row.made_by.into(),
                    name: row.name,
                },
                at: row.made_at,
                accepted: row.accepted,
            })
        })
        .collect()
}

/// Says whether the classifier is to learn a correction. `false`: there is none.
///
/// # Errors
/// The database said no.
pub async fn judge(
    conn: &mut PgConnection,
    message: MessageId,
    accepted: bool,
    by: PersonId,
) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        "update classifier_corrections set accepted = $2, judged_by = $3, judged_at = now() where message_id = $1",
        message.get(),
        accepted,
        by.get(),
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A correction to learn from.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// Where it belongs.
    pub queue: QueueKey,
    /// What the subscriber had written until then.
    pub text: String,
    /// When an administrator accepted it.
    pub accepted_at: OffsetDateTime,
}

/// All accepted corrections, oldest first.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn accepted(conn: &mut PgConnection) -> Result<Vec<Accepted>, StoreError> {
    let rows = sqlx::query!(
        r#"select k.to_queue, k.judged_at as "judged_at!", said.words as "words!"
           from classifier_corrections k
           join messages read on read.id = k.message_id
           cross join lateral (
               select coalesce(string_agg(m.body, E'\n' order by m.seq), '') as words from (
                   select body, seq from messages
                   where conversation_id = k.conversation_id and direction = 'inbound' and seq <= read.seq
                       and body <> '' and kind <> 'reaction'
                   order by seq desc limit 12) m) said
           where k.accepted order by k.made_at"#
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .filter(|row| !row.words.trim().is_empty())
        .map(|row| {
            Ok(Accepted {
                queue: read("queue", &row.to_queue)?,
                text: row.words,
                accepted_at: row.judged_at,
            })
        })
        .collect()
}

/// How many were accepted after a moment; all where it is `None`.
///
/// # Errors
/// The database said no.
pub async fn accepted_after(conn: &mut PgConnection, after: Option<OffsetDateTime>) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from classifier_corrections
           where accepted and ($1::timestamptz is null or judged_at > $1)"#,
        after
    )
    .fetch_one(conn)
    .await?)
}
