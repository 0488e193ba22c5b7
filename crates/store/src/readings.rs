//! What the classifier made of messages, and who had the last word.

use enlace_domain::{
    ClassifierModelId, ConversationId, MessageId, QueueKey,
    reading::{AlsoAsked, Decider},
    view::ReadingWeek,
};
use sqlx::PgConnection;
use time::OffsetDateTime;

use crate::{StoreError, column::read};

/// What was made of one message.
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    /// The newest message that was read.
    pub message: MessageId,
    /// Whose conversation.
    pub conversation: ConversationId,
    /// The version that read it; `None` for the one that the product comes with.
    pub model: Option<ClassifierModelId>,
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
        reading.model.map(ClassifierModelId::get),
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

/// How many messages of a stretch of time were taken for each queue, in [`QueueKey::ALL`]'s order: a part of what [`tally`]
/// tells.
///
/// # Errors
/// The database said no.
pub async fn mix(
    conn: &mut PgConnection,
    from: OffsetDateTime,
    to: OffsetDateTime,
) -> Result<[u64; QueueKey::ALL.len()], StoreError> {
    let rows = sqlx::query!(
        r#"select likeliest as "queue!", count(*) as "messages!" from classifier_readings
           where read_at >= $1 and read_at < $2 and likeliest is not null
           group by likeliest"#,
        from,
        to,
    )
    .fetch_all(conn)
    .await?;
    let mut queues = [0; QueueKey::ALL.len()];
    for row in rows {
        let queue: QueueKey = read("queue", &row.queue)?;
        if let Some(place) = QueueKey::ALL.iter().position(|one| *one == queue) {
            queues[place] = u64::try_from(row.messages).unwrap_or_default();
        }
    }
    Ok(queues)
}

/// What was read in a stretch of time, until before `to`.
///
/// # Errors
/// The database said no.
pub async fn tally(
    conn: &mut PgConnection,
    from: OffsetDateTime,
    to: OffsetDateTime,
) -> Result<ReadingWeek, StoreError> {
    let rows = sqlx::query!(
        r#"select r.likeliest as "queue!", count(*) as "messages!",
                  count(*) filter (where r.queue_key is null) as "asked!",
                  count(*) filter (where k.accepted is not false and k.message_id is not null) as "corrected!",
                  sum(r.confidence)::float8 as "confidence!"
           from classifier_readings r left join classifier_corrections k on k.message_id = r.message_id
           where r.read_at >= $1 and r.read_at < $2 and r.likeliest is not null
           group by r.likeliest"#,
        from,
        to,
    )
    .fetch_all(conn)
    .await?;
    let mut week = ReadingWeek::default();
    let whole = |count: i64| u64::try_from(count).unwrap_or_default();
    for row in rows {
        let queue: QueueKey = read("queue", &row.queue)?;
        week.messages += whole(row.messages);
        week.asked += whole(row.asked);
        week.corrected += whole(row.corrected);
        week.confidence += row.confidence;
        if let Some(place) = QueueKey::ALL.iter().position(|one| *one == queue) {
            week.queues[place] = whole(row.messages);
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a count of messages")]
    let messages = week.messages.max(1) as f64;
    week.confidence /= messages;
    Ok(week)
}

/// When the first message was read.
///
/// # Errors
/// The database said no.
pub async fn first(conn: &mut PgConnection) -> Result<Option<OffsetDateTime>, StoreError> {
    Ok(
        sqlx::query_scalar!("select read_at from classifier_readings order by read_at limit 1")
            .fetch_optional(conn)
            .await?,
    )
}
