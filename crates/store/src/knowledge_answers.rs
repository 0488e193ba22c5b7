//! What automation has answered from the knowledge base, and what came of it.

use enlace_domain::{ArticleId, ConversationId, QueueKey, article::AnswerOutcome};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{StoreError, column::read};

/// An answer that is offered.
#[derive(Clone, Copy, Debug)]
pub struct NewAnswer {
    /// In which conversation.
    pub conversation: ConversationId,
    /// Which article.
    pub article: ArticleId,
    /// Which version of it.
    pub version: i32,
    /// Where the conversation goes if it does not help.
    pub queue: QueueKey,
    /// How sure the classifier was of that, 0 to 1.
    pub confidence: f32,
}

/// An answer of which nobody has said yet whether it helped.
#[derive(Clone, Copy, Debug)]
pub struct OpenAnswer {
    /// Names it.
    pub id: Uuid,
    /// Where the conversation goes if it does not help.
    pub queue: QueueKey,
    /// How sure the classifier was of that, 0 to 1.
    pub confidence: f32,
}

/// Whether automation may answer at all.
///
/// # Errors
/// The database said no.
pub async fn are_on(conn: &mut PgConnection) -> Result<bool, StoreError> {
    Ok(sqlx::query_scalar!("select answers from knowledge_state")
        .fetch_one(conn)
        .await?)
}

/// Says whether automation may answer.
///
/// # Errors
/// The database said no.
pub async fn switch(conn: &mut PgConnection, on: bool) -> Result<(), StoreError> {
    sqlx::query!("update knowledge_state set answers = $1", on)
        .execute(conn)
        .await?;
    Ok(())
}

/// Notes that an answer is offered. Whether it is the conversation's first: automation answers once.
///
/// # Errors
/// The database said no.
pub async fn offer(conn: &mut PgConnection, new: &NewAnswer) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        "insert into knowledge_answers (id, conversation_id, article_id, version, queue_key, confidence)
         values ($1, $2, $3, $4, $5, $6) on conflict (conversation_id) do nothing",
        Uuid::now_v7(),
        new.conversation.get(),
        new.article.get(),
        new.version,
        new.queue.as_str(),
        new.confidence,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// The answer of a conversation of which nobody has said yet whether it helped.
///
/// # Errors
/// The database said no, or the row is impossible.
pub async fn open(conn: &mut PgConnection, conversation: ConversationId) -> Result<Option<OpenAnswer>, StoreError> {
    sqlx::query!(
        "select id, queue_key, confidence from knowledge_answers
         where conversation_id = $1 and outcome is null for update",
        conversation.get(),
    )
    .fetch_optional(conn)
    .await?
    .map(|row| {
        Ok(OpenAnswer {
            id: row.id,
            queue: read("queue", &row.queue_key)?,
            confidence: row.confidence,
        })
    })
    .transpose()
}

/// Notes what came of an answer.
///
/// # Errors
/// The database said no.
pub async fn settle(conn: &mut PgConnection, id: Uuid, outcome: AnswerOutcome) -> Result<(), StoreError> {
    sqlx::query!(
        "update knowledge_answers set outcome = $2, settled_at = now() where id = $1 and outcome is null",
        id,
        outcome.as_str(),
    )
    .execute(conn)
    .await?;
    Ok(())
}
