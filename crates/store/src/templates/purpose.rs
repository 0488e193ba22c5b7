//! What managers have said of the templates that automation uses, and those it may pick from.

use enlace_domain::{ChannelId, TemplateChoice, TemplatePurpose};
use sqlx::PgConnection;

use super::row::{StoredTemplate, template};
use crate::StoreError;

/// What is said of a purpose on a channel.
///
/// # Errors
/// The database said no.
pub async fn choice(
    conn: &mut PgConnection,
    purpose: TemplatePurpose,
    channel: ChannelId,
) -> Result<TemplateChoice, StoreError> {
    let said = sqlx::query!(
        "select template_id from template_purposes where purpose = $1 and channel_id = $2",
        purpose.as_str(),
        channel.get(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(said.map_or(TemplateChoice::Automatic, |said| {
        said.template_id
            .map_or(TemplateChoice::Nothing, |id| TemplateChoice::One(id.into()))
    }))
}

/// The approved templates of a channel, by name.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn approved_on(conn: &mut PgConnection, channel: ChannelId) -> Result<Vec<StoredTemplate>, StoreError> {
    sqlx::query!(
        "select id, channel_id, provider_id, name, language, category, state, reason, components
         from templates
         where channel_id = $1 and state = 'approved' and retired_at is null
         order by name, language, id",
        channel.get(),
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(|row| {
        Ok(StoredTemplate {
            id: row.id.into(),
            channel: row.channel_id.into(),
            retired: false,
            template: template!(row),
        })
    })
    .collect()
}

/// Keeps what is said of a purpose on a channel.
///
/// # Errors
/// The database said no.
pub async fn set_choice(
    conn: &mut PgConnection,
    purpose: TemplatePurpose,
    channel: ChannelId,
    choice: TemplateChoice,
) -> Result<(), StoreError> {
    let template = match choice {
        TemplateChoice::Automatic => {
            sqlx::query!(
                "delete from template_purposes where purpose = $1 and channel_id = $2",
                purpose.as_str(),
                channel.get(),
            )
            .execute(conn)
            .await?;
            return Ok(());
        }
        TemplateChoice::Nothing => None,
        TemplateChoice::One(id) => Some(id.get()),
    };
    sqlx::query!(
        "insert into template_purposes (purpose, channel_id, template_id) values ($1, $2, $3)
         on conflict (purpose, channel_id) do update set template_id = excluded.template_id, updated_at = now()",
        purpose.as_str(),
        channel.get(),
        template,
    )
    .execute(conn)
    .await?;
    Ok(())
}
