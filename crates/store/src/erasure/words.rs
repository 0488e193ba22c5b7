//! What a person said and what was said to them.

use sqlx::PgConnection;

use super::{Addresses, ERASED, Person};
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
         update outbox o
         set last_error = null, undecided_at = null, waiting_for = null, waiting_since = null,
             -- nobody is asked any more whether it arrived
             state = case when o.state = 'in_doubt' then 'failed' else o.state end
         from messages m
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

/// Takes a person out of the threads of others.
///
/// Their names, also what they were called then, go out of the lines that say that a thread was merged with theirs or parted
/// from it; their numbers out of those that say that somebody moved to one and nothing was merged.
///
/// # Errors
/// The database said no.
pub async fn lines_elsewhere(
    conn: &mut PgConnection,
    person: &Person,
    names: &[String],
    addresses: &Addresses,
) -> Result<(), StoreError> {
    sqlx::query!(
        r#"with met as (
               select unnest(array[kept_id, merged_id]) as id from contact_merges
               where kept_id = any($1) or merged_id = any($1)),
           others as (
               select c.id from conversations c
               where not c.contact_id = any($1) and c.contact_id in (
                   select id from met
                   union
                   select k.id from met join contacts k on k.merged_into = met.id
                   union
                   select m.contact_id from met
                   join contact_merges g on g.kept_id = met.id
                   join contact_merge_members m on m.merge_id = g.id)),
           -- the line and the book are written in one transaction, at one time
           told as (
               select b.at from contact_merges g
               join audit_log b on b.subject_kind = 'contact_merge' and b.subject_id = g.id
               where g.merged_id = any($1)),
           said as materialized (
               select m.id, m.body::jsonb as line, m.created_at in (select at from told) as of_them
               from others o join messages m on m.conversation_id = o.id
               where m.direction = 'system'),
           emptied as (
               select id, jsonb_set(line, case line ->> 'line' when 'merged' then '{with}' else '{from}' end::text[],
                   to_jsonb($2::text)) as line
               from said
               where (line ->> 'line' = 'merged' and (of_them or line ->> 'with' = any($3)))
                  or (line ->> 'line' = 'unmerged' and (of_them or line ->> 'from' = any($3))))
           update messages m set body = e.line::text from emptied e where m.id = e.id"#,
        &person.contacts,
        ERASED,
        names,
    )
    .execute(&mut *conn)
    .await?;
    let numbers = addresses.for_people();
    sqlx::query!(
        r#"with said as materialized (
               -- as the index has it
               select id, body::jsonb as line from messages
               where direction = 'system' and body like '{"line":"number_changed"%')
           update messages m set body = jsonb_set(s.line, '{to}', to_jsonb($1::text))::text
           from said s where m.id = s.id and s.line ->> 'to' = any($2)"#,
        GONE,
        &numbers,
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
           from conversations c
           where c.id = any($1) and i.id = c.technical_issue_id
             -- whoever told of it first described it
             and not exists (select from conversations o where o.technical_issue_id = i.id and not o.id = any($1)
                             and o.created_at < c.created_at)"#,
        &person.conversations
    )
    .execute(conn)
    .await?;
    Ok(())
}
