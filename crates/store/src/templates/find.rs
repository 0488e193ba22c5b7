//! Finding templates: one, those of a conversation, all.

use enlace_domain::{
    ChannelId, ConversationId, TemplateId,
    view::{TemplateChannel, TemplateOption, TemplateRow},
};
use sqlx::PgConnection;

use super::row::{StoredTemplate, template};
use crate::StoreError;

/// One template, retired or not.
///
/// # Errors
/// The database said no, or the row is impossible.
pub async fn load(conn: &mut PgConnection, id: TemplateId) -> Result<Option<StoredTemplate>, StoreError> {
    sqlx::query!(
        r#"select id, channel_id, provider_id, name, language, category, state, reason, components,
                  retired_at is not null as "retired!"
           from templates where id = $1"#,
        id.get()
    )
    .fetch_optional(conn)
    .await?
    .map(|row| {
        Ok(StoredTemplate {
            id: row.id.into(),
            channel: row.channel_id.into(),
            retired: row.retired,
            template: template!(row),
        })
    })
    .transpose()
}

/// The approved template of this name and language on a channel; the newest, where its provider lists several.
///
/// # Errors
/// The database said no, or the row is impossible.
pub async fn approved_as(
    conn: &mut PgConnection,
    channel: ChannelId,
    name: &str,
    language: &str,
) -> Result<Option<StoredTemplate>, StoreError> {
    sqlx::query!(
        "select id, channel_id, provider_id, name, language, category, state, reason, components
         from templates
         where channel_id = $1 and name = $2 and language = $3 and state = 'approved' and retired_at is null
         order by id desc limit 1",
        channel.get(),
        name,
        language,
    )
    .fetch_optional(conn)
    .await?
    .map(|row| {
        Ok(StoredTemplate {
            id: row.id.into(),
            channel: row.channel_id.into(),
            retired: false,
            template: template!(row),
        })
    })
    .transpose()
}

/// The approved templates of a conversation's channel, by name.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn approved_in(
    conn: &mut PgConnection,
    conversation: ConversationId,
) -> Result<Vec<TemplateOption>, StoreError> {
    sqlx::query!(
        "select t.id, t.provider_id, t.name, t.language, t.category, t.state, t.reason, t.components
         from templates t join conversations c on c.channel_id = t.channel_id
         where c.id = $1 and t.state = 'approved' and t.retired_at is null
         order by t.name, t.language, t.id",
        conversation.get()
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(|row| {
        Ok(TemplateOption {
            id: row.id.into(),
            template: template!(row),
        })
    })
    .collect()
}

/// All templates that a provider lists, by name.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn list(conn: &mut PgConnection) -> Result<Vec<TemplateRow>, StoreError> {
    sqlx::query!(
        "select t.id, t.channel_id, ch.name as channel_name, t.provider_id, t.name, t.language, t.category, t.state,
                t.reason, t.components, t.synced_at
         from templates t join channels ch on ch.id = t.channel_id
         where t.retired_at is null
         order by t.name, t.language, ch.name, t.id"
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(|row| {
        Ok(TemplateRow {
            id: row.id.into(),
            channel: row.channel_id.into(),
            channel_name: row.channel_name,
            synced_at: row.synced_at,
            template: template!(row),
        })
    })
    .collect()
}

/// The channels in use whose provider may have templates, by name.
///
/// # Errors
/// The database said no.
pub async fn channels(conn: &mut PgConnection) -> Result<Vec<TemplateChannel>, StoreError> {
    let rows = sqlx::query!(
        "select id, name, templates_asked_at, templates_problem from channels
         where active and has_window order by name, id"
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| TemplateChannel {
            id: row.id.into(),
            name: row.name,
            asked_at: row.templates_asked_at,
            problem: row.templates_problem,
        })
        .collect())
}
