//! What somebody says who was asked.

use enlace_domain::{
    ContactId, ConversationId, PersonId, SurveyId, SurveyKind,
    survey::{ANSWER_WITHIN, COMMENT_WITHIN},
};
use sqlx::PgConnection;

use crate::{StoreError, column::read};

/// A question that may still be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenSurvey {
    /// Names it.
    pub id: SurveyId,
    /// About which conversation.
    pub conversation: ConversationId,
    /// What was asked.
    pub kind: SurveyKind,
    /// The score that was given.
    pub score: Option<i16>,
    /// Whether words would be read as the comment to it.
    pub takes_comment: bool,
}

macro_rules! survey {
    ($row:expr) => {{
        let row = $row;
        Ok(OpenSurvey {
            id: row.id.into(),
            conversation: row.conversation_id.into(),
            kind: read("survey kind", &row.kind)?,
            score: row.score,
            takes_comment: row.takes_comment,
        })
    }};
}

/// The last question that the person behind a contact was asked, while it may be answered.
///
/// # Errors
/// The database said no, or the row is impossible.
pub async fn latest(conn: &mut PgConnection, contact: ContactId) -> Result<Option<OpenSurvey>, StoreError> {
    sqlx::query!(
        r#"select s.id, s.conversation_id, s.kind, s.score,
                  s.comment is null and coalesce(s.answered_at > now() - make_interval(secs => $3), false)
                      as "takes_comment!"
           from contacts ct
           join contacts k on k.id = coalesce(ct.merged_into, ct.id) or k.merged_into = coalesce(ct.merged_into, ct.id)
           join surveys s on s.contact_id = k.id
           where ct.id = $1 and s.asked_at > now() - make_interval(secs => $2)
           order by s.asked_at desc limit 1"#,
        contact.get(),
        ANSWER_WITHIN.as_seconds_f64(),
        COMMENT_WITHIN.as_seconds_f64(),
    )
    .fetch_optional(conn)
    .await?
    .map(|row| survey!(row))
    .transpose()
}

/// A question, locked until the transaction ends.
///
/// # Errors
/// The database said no, or the row is impossible.
pub async fn lock(conn: &mut PgConnection, id: SurveyId) -> Result<Option<OpenSurvey>, StoreError> {
    sqlx::query!(
        r#"select s.id, s.conversation_id, s.kind, s.score,
                  s.comment is null and coalesce(s.answered_at > now() - make_interval(secs => $2), false)
                      as "takes_comment!"
           from surveys s where s.id = $1 for update"#,
        id.get(),
        COMMENT_WITHIN.as_seconds_f64(),
    )
    .fetch_optional(conn)
    .await?
    .map(|row| survey!(row))
    .transpose()
}

/// Notes the score; one that was given before is corrected, and looked after anew.
///
/// # Errors
/// The database said no, or there is no such score.
pub async fn score(conn: &mut PgConnection, id: SurveyId, score: i16) -> Result<(), StoreError> {
    sqlx::query!(
        "update surveys set score = $2, answered_at = now(), seen_by = null, seen_at = null where id = $1",
        id.get(),
        score,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes the comment.
///
/// # Errors
/// The database said no, or no score was given.
pub async fn comment(conn: &mut PgConnection, id: SurveyId, comment: &str) -> Result<(), StoreError> {
    sqlx::query!("update surveys set comment = $2 where id = $1", id.get(), comment)
        .execute(conn)
        .await?;
    Ok(())
}

/// Notes that somebody has looked after the score of a conversation. `false`: there is none, or somebody has before.
///
/// # Errors
/// The database said no.
pub async fn see(conn: &mut PgConnection, conversation: ConversationId, by: PersonId) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        "update surveys set seen_by = $2, seen_at = now()
         where conversation_id = $1 and score is not null and seen_at is null",
        conversation.get(),
        by.get(),
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}
