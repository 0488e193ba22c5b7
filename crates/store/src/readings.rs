//! What the classifier made of messages, and who had the last word.

use enlace_domain::{
    ConversationId, MessageId, QueueKey,
    reading::{AlsoAsked, Decider},
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{StoreError, column::read};

/// What was made of one message.
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    /// The newest message that was read.
    pub message: MessageId,
    /// Whose conversation.
    pub conversation: ConversationId,
    /// The version that read it; `None` for the one that the product comes with.
    pub model: Option<Uuid>,
    /// The likeliest queue and its chance, 0 to 1; `None` where nothing was read.
    pub likeliest: Option<(QueueKey, f32)>,
    /// Where it went and who said so; `None`: the subscriber was asked.
    pub decided: Option<(QueueKey, Decider)>,
    /// What else is asked.
    pub also: &'a [AlsoAsked],
}

/// Notes what was made of a message, once.
///
/// # Errors
/// The database said no.
pub async fn note(conn: &mut PgConnection, reading: &Reading<'_>) -> Result<(), StoreError> {
    let also = serde_json::to_value(reading.also).map_err(|error| StoreError::corrupt("requests")(&error))?;
    sqlx::query!(
        "insert into classifier_readings
             (message_id, conversation_id, model_id, likeliest, confidence, queue_key, decided_by, also)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        reading.message.get(),
        reading.conversation.get(),
        reading.model,
        reading.likeliest.map(|(queue, _)| queue.as_str()),
        reading.likeliest.map(|(_, confidence)| confidence),
        reading.decided.map(|(queue, _)| queue.as_str()),
        reading.decided.map(|(_, by)| by.as_str()),
        also,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What a conversation asks beside what belongs to `queue`, each queue once, in its newest words.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn also_asked(
    conn: &mut PgConnection,
    conversation: ConversationId,
    queue: QueueKey,
) -> Result<Vec<AlsoAsked>, StoreError> {
    let rows = sqlx::query!(
        r#"select distinct on (one ->> 'queue') one ->> 'queue' as "queue!", one ->> 'words' as "words!"
           from classifier_readings r, jsonb_array_elements(r.also) one
           where r.conversation_id = $1 and one ->> 'queue' <> $2
           order by one ->> 'queue', r.read_at desc"#,
        conversation.get(),
        queue.as_str(),
    )
    .fetch_all(conn)
    .await?;
    let mut asked = rows
        .into_iter()
        .map(|row| {
            Ok(AlsoAsked {
                queue: read("queue", &row.queue)?,
                words: row.words,
            })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    asked.sort_by_key(|one| QueueKey::DECIDING.iter().position(|queue| *queue == one.queue));
    Ok(asked)
}
