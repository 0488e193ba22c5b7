//! Which template automation uses, and what for.

use enlace_domain::{ChannelId, TemplateId, TemplatePurpose, view::PurposeView};
use sqlx::PgConnection;

use super::row::{StoredTemplate, template};
use crate::{StoreError, column::read};

/// What is chosen.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn purposes(conn: &mut PgConnection) -> Result<Vec<PurposeView>, StoreError> {
    sqlx::query!("select purpose, channel_id, template_id from template_purposes order by purpose, channel_id")
        .fetch_all(conn)
        .await?
        .into_iter()
        .map(|row| {
            Ok(PurposeView {
                purpose: read("template purpose", &row.purpose)?,
                channel: row.channel_id.into(),
                template: row.template_id.into(),
            })
        })
        .collect()
}

/// The template for a purpose on a channel, where one is chosen that may be sent.
///
/// # Errors
/// The database said no, or the row is impossible.
pub async fn for_purpose(
    conn: &mut PgConnection,
    purpose: TemplatePurpose,
    channel: ChannelId,
) -> Result<Option<StoredTemplate>, StoreError> {
    sqlx::query!(
        "select t.id, t.channel_id, t.provider_id, t.name, t.language, t.category, t.state, t.reason, t.components
         from template_purposes p join templates t on t.id = p.template_id
         where p.purpose = $1 and p.channel_id = $2 and t.state = 'approved' and t.retired_at is null",
        purpose.as_str(),
        channel.get(),
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

/// Chooses a template.
///
/// # Errors
/// The database said no.
pub async fn set_purpose(
    conn: &mut PgConnection,
    purpose: TemplatePurpose,
    channel: ChannelId,
    template: TemplateId,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into template_purposes (purpose, channel_id, template_id) values ($1, $2, $3)
         on conflict (purpose, channel_id) do update set template_id = excluded.template_id, updated_at = now()",
        purpose.as_str(),
        channel.get(),
        template.get(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Chooses none. Returns the template that was chosen.
///
/// # Errors
/// The database said no.
pub async fn clear_purpose(
    conn: &mut PgConnection,
    purpose: TemplatePurpose,
    channel: ChannelId,
) -> Result<Option<TemplateId>, StoreError> {
    let template = sqlx::query_scalar!(
        "delete from template_purposes where purpose = $1 and channel_id = $2 returning template_id",
        purpose.as_str(),
        channel.get(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(template.map(TemplateId::from))
}
