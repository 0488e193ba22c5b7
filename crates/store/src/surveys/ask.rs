//! Whether somebody may be asked, and that they were.

use enlace_domain::{ContactId, ConversationId, SurveyId, SurveyKind, survey::QUARTER_DAYS};
use sqlx::PgConnection;

use crate::StoreError;

/// What decides whether the subscriber of a closed conversation is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whose conversation it is.
    pub contact: ContactId,
    /// A person answered in it, or automation's answer helped.
    pub answered: bool,
    /// It was asked about before.
    pub asked: bool,
    /// The person was asked something within the pause.
    pub asked_lately: bool,
    /// The person was asked within the quarter whether they would recommend us.
    pub recommended_lately: bool,
    /// The person has another conversation open.
    pub writes_elsewhere: bool,
}

/// How it stands; all contacts that are one person count together. `None`: no such conversation.
///
/// # Errors
/// The database said no.
pub async fn standing(
    conn: &mut PgConnection,
    conversation: ConversationId,
    pause_days: i32,
) -> Result<Option<Standing>, StoreError> {
    Ok(sqlx::query!(
        r#"with person as (
               select k.id
               from conversations c
               join contacts ct on ct.id = c.contact_id
               join contacts k on k.id = coalesce(ct.merged_into, ct.id) or k.merged_into = coalesce(ct.merged_into, ct.id)
               where c.id = $1)
           select c.contact_id,
                  c.first_answered_at is not null or exists (
                      select from knowledge_answers a where a.conversation_id = c.id and a.outcome = 'solved') as "answered!",
                  exists (select from surveys s where s.conversation_id = c.id) as "asked!",
                  exists (select from person join surveys s on s.contact_id = person.id
                          where s.asked_at > now() - make_interval(days => $2)) as "asked_lately!",
                  exists (select from person join surveys s on s.contact_id = person.id
                          where s.kind = 'recommending'
                            and s.asked_at > now() - make_interval(days => $3)) as "recommended_lately!",
                  exists (select from person join conversations o on o.contact_id = person.id
                          where o.id <> c.id and o.status <> 'closed') as "writes_elsewhere!"
           from conversations c where c.id = $1"#,
        conversation.get(),
        pause_days,
        QUARTER_DAYS,
    )
    .fetch_optional(conn)
    .await?
    .map(|row| Standing {
        contact: row.contact_id.into(),
        answered: row.answered,
        asked: row.asked,
        asked_lately: row.asked_lately,
        recommended_lately: row.recommended_lately,
        writes_elsewhere: row.writes_elsewhere,
    }))
}

/// Notes that somebody is asked. Whether nobody had asked about the conversation before.
///
/// # Errors
/// The database said no.
pub async fn insert(
    conn: &mut PgConnection,
    conversation: ConversationId,
    contact: ContactId,
    kind: SurveyKind,
) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        "insert into surveys (id, conversation_id, contact_id, kind) values ($1, $2, $3, $4)
         on conflict (conversation_id) do nothing",
        SurveyId::new().get(),
        conversation.get(),
        contact.get(),
        kind.as_str(),
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}
