//! What the knowledge base does not answer, who has dealt with it, and which articles are used.

use enlace_domain::{
    ArticleId, ConversationId, PersonId,
    event::NearArticle,
    view::{ArticleUse, GapQuestion, HandedOver, UnusedArticle},
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::StoreError;

/// Notes a question that no published article answers surely.
///
/// # Errors
/// The database said no.
pub async fn note(conn: &mut PgConnection, conversation: ConversationId, question: &str) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into knowledge_gaps (id, conversation_id, question) values ($1, $2, $3)",
        Uuid::now_v7(),
        conversation.get(),
        question,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The open questions of the last days, those asked most first, the same words once with their number.
///
/// What was nearest is said by the line of the newest one's hand-over, and left out where that article is no longer published.
///
/// # Errors
/// The database said no.
pub async fn open(conn: &mut PgConnection, days: i32, limit: i64) -> Result<Vec<GapQuestion>, StoreError> {
    let rows = sqlx::query!(
        r#"with asked as (
               select min(question) as question, count(*) as times, max(asked_at) as last_at,
                   (array_agg(conversation_id order by asked_at desc))[1] as conversation_id
               from knowledge_gaps
               where closed_at is null and asked_at > now() - make_interval(days => $1)
               group by lower(question) order by count(*) desc, max(asked_at) desc limit $2)
           select k.question as "question!", k.times as "count!", k.last_at as "last_at!",
               n.id as "near_id?", n.title as "near_title?"
           from asked k
           left join lateral (
               select a.id, v.title
               from (select m.body::jsonb #>> '{near,0,id}' as article from messages m
                     where m.conversation_id = k.conversation_id and m.direction = 'system'
                         and m.body like '{"line":"queued"%'
                     order by m.position limit 1) l
               join articles a on a.id = l.article::uuid
               join article_versions v on v.article_id = a.id and v.version = a.published_version) n on true
           order by k.times desc, k.last_at desc"#,
        days,
        limit,
    )
    .fetch_all(conn)
    .await?;
    let near = |id: Option<Uuid>, title: Option<String>| {
        let (id, title) = id.zip(title)?;
        Some(NearArticle { id: id.into(), title })
    };
    Ok(rows
        .into_iter()
        .map(|row| GapQuestion {
            question: row.question,
            count: row.count,
            last_at: row.last_at,
            near: near(row.near_id, row.near_title),
        })
        .collect())
}

/// An editor has dealt with a question: all that were asked in the same words. How many those were.
///
/// # Errors
/// The database said no.
pub async fn close(conn: &mut PgConnection, question: &str, by: PersonId) -> Result<u64, StoreError> {
    let done = sqlx::query!(
        "update knowledge_gaps set closed_by = $2, closed_at = now()
         where closed_at is null and lower(question) = lower($1)",
        question,
        by.get(),
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Counts that somebody of the desk has opened or sent an article.
///
/// # Errors
/// The database said no.
pub async fn used(conn: &mut PgConnection, article: ArticleId) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into article_uses as known (article_id, day, uses)
         values ($1, (now() at time zone 'America/Sao_Paulo')::date, 1)
         on conflict (article_id, day) do update set uses = known.uses + 1",
        article.get(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Published articles that nobody has opened, sent or been answered with in the last days, by title.
///
/// # Errors
/// The database said no.
pub async fn unused(conn: &mut PgConnection, days: i32, limit: i64) -> Result<Vec<UnusedArticle>, StoreError> {
    let rows = sqlx::query!(
        "select a.id, v.title from articles a
         join article_versions v on v.article_id = a.id and v.version = a.published_version
         where v.made_at < now() - make_interval(days => $1)
             and not exists (select 1 from article_uses u where u.article_id = a.id
                 and u.day > (now() at time zone 'America/Sao_Paulo')::date - $1::integer)
             and not exists (select 1 from knowledge_answers k where k.article_id = a.id
                 and k.offered_at > now() - make_interval(days => $1))
         order by lower(v.title), a.id limit $2",
        days,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| UnusedArticle {
            id: row.id.into(),
            title: row.title,
        })
        .collect())
}

/// Articles that automation answered with in the last days and that did not help each time, the worst first.
///
/// # Errors
/// The database said no.
pub async fn handed_over(conn: &mut PgConnection, days: i32, limit: i64) -> Result<Vec<HandedOver>, StoreError> {
    let rows = sqlx::query!(
        r#"select k.article_id, v.title, count(*) as "answered!",
               count(*) filter (where k.outcome in ('person', 'silence')) as "people!"
           from knowledge_answers k
           join articles a on a.id = k.article_id
           join article_versions v on v.article_id = a.id and v.version = coalesce(a.published_version, k.version)
           where k.offered_at > now() - make_interval(days => $1) and k.outcome is not null
           group by k.article_id, v.title
           having count(*) filter (where k.outcome in ('person', 'silence')) > 0
           order by 4 desc, 3 desc, k.article_id limit $2"#,
        days,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| HandedOver {
            id: row.article_id.into(),
            title: row.title,
            answered: row.answered,
            people: row.people,
        })
        .collect())
}

/// What an article did in the last days.
///
/// # Errors
/// The database said no.
pub async fn use_of(conn: &mut PgConnection, article: ArticleId, days: i32) -> Result<ArticleUse, StoreError> {
    Ok(sqlx::query_as!(
        ArticleUse,
        r#"select
               coalesce((select sum(uses) from article_uses where article_id = $1
                   and day > (now() at time zone 'America/Sao_Paulo')::date - $2::integer), 0)::bigint as "opened!",
               count(*) as "answered!",
               count(*) filter (where outcome = 'solved') as "solved!",
               count(*) filter (where outcome in ('person', 'silence')) as "people!"
           from knowledge_answers
           where article_id = $1 and offered_at > now() - make_interval(days => $2)"#,
        article.get(),
        days,
    )
    .fetch_one(conn)
    .await?)
}
