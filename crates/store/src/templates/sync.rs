//! Bringing the table up to date with what a provider lists.

use enlace_domain::{ChannelId, Template, TemplateId, template::TemplateState};
use sqlx::PgConnection;

use super::row::Components;
use crate::StoreError;

/// Takes one template over as the provider lists it now; a retired one is back.
///
/// # Errors
/// The database said no.
pub async fn upsert(conn: &mut PgConnection, channel: ChannelId, template: &Template) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into templates (id, channel_id, provider_id, name, language, category, state, reason, components)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (channel_id, provider_id) do update
         set name = excluded.name, language = excluded.language, category = excluded.category, state = excluded.state,
             reason = excluded.reason, components = excluded.components, synced_at = now(), retired_at = null",
        TemplateId::new().get(),
        channel.get(),
        template.provider_id,
        template.name,
        template.language,
        template.category.as_str(),
        template.state.as_str(),
        template.reason,
        Components::of(template)?,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Retires the channel's templates that are not among these ids of the provider. Returns how many.
///
/// # Errors
/// The database said no.
pub async fn retire_others(conn: &mut PgConnection, channel: ChannelId, listed: &[String]) -> Result<u64, StoreError> {
    let retired = sqlx::query!(
        "update templates set retired_at = now()
         where channel_id = $1 and retired_at is null and provider_id <> all($2)",
        channel.get(),
        listed,
    )
    .execute(conn)
    .await?;
    Ok(retired.rows_affected())
}

/// Notes what a review came to. `false`: the channel has no template of this name and language.
///
/// # Errors
/// The database said no.
pub async fn note_review(
    conn: &mut PgConnection,
    channel: ChannelId,
    name: &str,
    language: &str,
    state: TemplateState,
    reason: Option<&str>,
) -> Result<bool, StoreError> {
    let noted = sqlx::query!(
        "update templates set state = $4, reason = $5
         where channel_id = $1 and name = $2 and language = $3 and retired_at is null",
        channel.get(),
        name,
        language,
        state.as_str(),
        reason,
    )
    .execute(conn)
    .await?;
    Ok(noted.rows_affected() > 0)
}

/// Channels whose provider was not asked within `minutes`: marks them as asked now, so that two who call at once do
/// not both ask.
///
/// # Errors
/// The database said no.
pub async fn due(conn: &mut PgConnection, minutes: i32) -> Result<Vec<ChannelId>, StoreError> {
    let ids = sqlx::query_scalar!(
        "update channels set templates_asked_at = now()
         where active and has_window
           and (templates_asked_at is null or templates_asked_at < now() - make_interval(mins => $1))
         returning id",
        minutes
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(ChannelId::from).collect())
}

/// The provider is being asked now.
///
/// # Errors
/// The database said no.
pub async fn ask(conn: &mut PgConnection, channel: ChannelId) -> Result<(), StoreError> {
    sqlx::query!(
        "update channels set templates_asked_at = now() where id = $1",
        channel.get()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes why the provider did not answer, in words for people; `None`: it did.
///
/// # Errors
/// The database said no.
pub async fn note_problem(
    conn: &mut PgConnection,
    channel: ChannelId,
    problem: Option<&str>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update channels set templates_problem = $2 where id = $1 and templates_problem is distinct from $2",
        channel.get(),
        problem,
    )
    .execute(conn)
    .await?;
    Ok(())
}
