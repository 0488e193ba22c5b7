//! What a person said and what was said to them.

use sqlx::PgConnection;

use super::{ERASED, Person};
use crate::StoreError;

/// What stands in a line of the thread where words or a number stood.
const GONE: &str = "(apagado)";

/// Empties the messages of a person, both ways, and what they said before they were changed. How many messages those are.
///
/// Of a template its category stays, by which its costs are counted. The providers' ids go: what is still done to one of
/// these messages finds none.
///
/// # Errors
/// The database said no.
pub async fn messages(conn: &mut PgConnection, person: &Person) -> Result<u64, StoreError> {
    let emptied = sqlx::query!(
        "update messages
         set body = '', provider_message_id = null, error_text = null,
             extra = case when extra ? 'template'
                          then jsonb_build_object('template',
                              jsonb_build_object('category', extra #> '{template,category}'))
                          else '{}' end
         where conversation_id = any($1) and direction <> 'system'",
        &person.conversations
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "with versions as (
             update message_versions v set body = '' from messages m
             where m.id = v.message_id and m.conversation_id = any($1)),
         sends as (
             delete from earlier_sends s using messages m
             where m.id = s.message_id and m.conversation_id = any($1))
         update outbox o set last_error = null from messages m
         where m.id = o.message_id and m.conversation_id = any($1)",
        &person.conversations
    )
    .execute(conn)
    .await?;
    Ok(emptied.rows_affected())
}

/// Takes names, numbers and words out of the quiet lines of a person's threads.
///
/// # Errors
/// The database said no.
pub async fn lines(conn: &mut PgConnection, person: &Person) -> Result<(), StoreError> {
    sqlx::query!(
        r#"with said as materialized (
               select id, body::jsonb as line from messages
               where conversation_id = any($1) and direction = 'system'),
           emptied as (
               select id, case line ->> 'line'
                   when 'merged' then jsonb_set(line, '{with}', to_jsonb($2::text))
                   when 'unmerged' then jsonb_set(line, '{from}', to_jsonb($2::text))
                   when 'number_changed' then jsonb_set(line, '{to}', to_jsonb($3::text))
                   when 'edited_unknown' then jsonb_set(line, '{body}', to_jsonb($3::text))
                   when 'queued' then jsonb_set(line, '{also}', (
                       select coalesce(jsonb_agg(jsonb_set(one, '{words}', '""')), '[]')
                       from jsonb_array_elements(coalesce(line -> 'also', '[]')) one))
               end as line
               from said
               where line ->> 'line' in ('merged', 'unmerged', 'number_changed', 'edited_unknown', 'queued'))
           update messages m set body = e.line::text from emptied e where m.id = e.id"#,
        &person.conversations,
        ERASED,
        GONE,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes the names of a person out of the threads of others, which say that they were merged with them or parted.
///
/// # Errors
/// The database said no.
pub async fn lines_elsewhere(conn: &mut PgConnection, person: &Person, names: &[String]) -> Result<(), StoreError> {
    sqlx::query!(
        r#"with others as (
               select distinct c.id from contact_merges g
               join conversations c on c.contact_id in (g.kept_id, g.merged_id)
               where (g.kept_id = any($1) or g.merged_id = any($1)) and not c.contact_id = any($1)),
           said as materialized (
               select m.id, m.body::jsonb as line from others o join messages m on m.conversation_id = o.id
               where m.direction = 'system'),
           emptied as (
               select id, jsonb_set(line, case line ->> 'line' when 'merged' then '{with}' else '{from}' end::text[],
                   to_jsonb($2::text)) as line
               from said
               where (line ->> 'line' = 'merged' and line ->> 'with' = any($3))
                  or (line ->> 'line' = 'unmerged' and line ->> 'from' = any($3)))
           update messages m set body = e.line::text from emptied e where m.id = e.id"#,
        &person.contacts,
        ERASED,
        names,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Empties what was kept beside the messages: comments of surveys, what else was asked, questions that no article
/// answers, and how faults were described.
///
/// # Errors
/// The database said no.
pub async fn beside(conn: &mut PgConnection, person: &Person) -> Result<(), StoreError> {
    sqlx::query!(
        r#"with commented as (
               update surveys set comment = null where conversation_id = any($1) and comment is not null),
           read as (
               update classifier_readings r set also = (
                   select coalesce(jsonb_agg(jsonb_set(one, '{words}', '""')), '[]') from jsonb_array_elements(r.also) one)
               where r.conversation_id = any($1) and r.also <> '[]'),
           asked as (
               delete from knowledge_gaps where conversation_id = any($1))
           update technical_issues i set description = ''
           from conversations c where c.id = any($1) and i.id = c.technical_issue_id"#,
        &person.conversations
    )
    .execute(conn)
    .await?;
    Ok(())
}
