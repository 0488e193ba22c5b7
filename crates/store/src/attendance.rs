//! Who has a conversation open, and who writes in it: true for this moment only, and so beside the event stream.
//!
//! A page renews its row; the row of a page that has died is soon past its time.

use enlace_domain::{
    ConversationId, PersonId,
    view::{Attendance, Attendee, PersonRef},
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::StoreError;

/// The channel on which processes tell one another whose attendance changed.
pub(crate) const CHANNEL: &str = "enlace_attendance";

/// Notes that a tab of somebody has a conversation open for the next 45 seconds, and writes in it for the next ten where
/// `writing`.
///
/// Says whether colleagues do not know that yet; `None` where there is no such conversation.
///
/// # Errors
/// The database said no.
pub async fn note(
    conn: &mut PgConnection,
    conversation: ConversationId,
    person: PersonId,
    tab: Uuid,
    writing: bool,
) -> Result<Option<bool>, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"with before as (
               -- null where colleagues may still read that it is written, though that is past: then all is news
               select case when writing_until is null then false when writing_until > now() then true end as writing
               from attendance
               where conversation_id = $1 and person_id = $2 and tab = $3 and until > now()
           ), noted as (
               insert into attendance (conversation_id, person_id, tab, until, writing_until)
               select id, $2, $3, now() + interval '45 seconds', case when $4 then now() + interval '10 seconds' end
               from conversations where id = $1
               on conflict (conversation_id, person_id, tab) do update
               set until = excluded.until, writing_until = excluded.writing_until
               returning 1
           )
           select (select writing from before) is distinct from $4 as "is_news!" from noted"#,
        conversation.get(),
        person.get(),
        tab,
        writing,
    )
    .fetch_optional(conn)
    .await?)
}

/// Forgets a tab that was closed or shows something else now; `false` where it was not known.
///
/// # Errors
/// The database said no.
pub async fn leave(
    conn: &mut PgConnection,
    conversation: ConversationId,
    person: PersonId,
    tab: Uuid,
) -> Result<bool, StoreError> {
    let gone = sqlx::query!(
        "delete from attendance where conversation_id = $1 and person_id = $2 and tab = $3",
        conversation.get(),
        person.get(),
        tab,
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected() > 0)
}

/// Forgets what is past its time, and rings for the conversations of which that was so.
///
/// # Errors
/// The database said no.
pub async fn forget_past(conn: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query!(
        "with gone as (
             delete from attendance where until <= now() returning conversation_id
         ), silent as (
             update attendance set writing_until = null where writing_until <= now() and until > now()
             returning conversation_id
         ), changed as (select conversation_id from gone union select conversation_id from silent)
         select pg_notify($1, conversation_id::text) from changed",
        CHANNEL,
    )
    .fetch_all(conn)
    .await?;
    Ok(())
}

/// Rings for a conversation at all processes, this one too; [`crate::stream::rings`] hears it.
///
/// Costs a lock of the whole database at commit, so call it outside of a transaction and only for what is news.
///
/// # Errors
/// The database said no.
pub async fn ring(conn: &mut PgConnection, conversation: ConversationId) -> Result<(), StoreError> {
    sqlx::query!("select pg_notify($1, $2)", CHANNEL, conversation.to_string())
        .execute(conn)
        .await?;
    Ok(())
}

/// Who has each of these conversations open, those that nobody has open too.
///
/// # Errors
/// The database said no.
pub async fn of(conn: &mut PgConnection, conversations: &[ConversationId]) -> Result<Vec<Attendance>, StoreError> {
    let ids: Vec<Uuid> = conversations.iter().map(|id| id.get()).collect();
    let rows = sqlx::query!(
        r#"select w.id as "conversation!", now() as "at!", p.id as "person?", p.name as "name?",
                  coalesce(bool_or(a.writing_until > now()), false) as "writing!"
           from unnest($1::uuid[]) as w (id)
           left join (attendance a join people p on p.id = a.person_id and p.active)
                on a.conversation_id = w.id and a.until > now()
           group by w.id, p.id, p.name order by w.id, p.name, p.id"#,
        &ids,
    )
    .fetch_all(conn)
    .await?;
    let mut all: Vec<Attendance> = Vec::with_capacity(conversations.len());
    for row in rows {
        let conversation = ConversationId::from(row.conversation);
        if all.last().is_none_or(|last| last.conversation != conversation) {
            all.push(Attendance {
                conversation,
                at: row.at,
                people: Vec::new(),
            });
        }
        if let (Some(id), Some(name), Some(last)) = (row.person, row.name, all.last_mut()) {
            let person = PersonRef { id: id.into(), name };
            last.people.push(Attendee {
                person,
                writing: row.writing,
            });
        }
    }
    Ok(all)
}
