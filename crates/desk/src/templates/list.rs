//! What there is to send and to choose from.

use enlace_domain::{
    ConversationId, TemplatePurpose,
    view::{PurposeView, TemplateOption, TemplatesView},
};
use enlace_store::templates;

use crate::{Actor, Desk, DeskError};

/// All templates with their channels and purposes, for managers.
///
/// # Errors
/// [`DeskError::Forbidden`].
pub async fn list(desk: &Desk, actor: &Actor) -> Result<TemplatesView, DeskError> {
    actor.require(actor.role.may_manage_templates(), "see templates")?;
    let mut conn = desk.pool().acquire().await?;
    let channels = templates::channels(&mut conn).await?;
    let listed = templates::list(&mut conn).await?;
    let mut purposes = Vec::new();
    for purpose in TemplatePurpose::ALL.iter().copied() {
        for channel in &channels {
            let of_channel = listed.iter().filter(|row| row.channel == channel.id);
            purposes.push(PurposeView {
                purpose,
                channel: channel.id,
                choice: templates::choice(&mut conn, purpose, channel.id).await?,
                automatic: purpose.pick(of_channel.map(|row| (row.id, &row.template))),
            });
        }
    }
    Ok(TemplatesView {
        channels,
        templates: listed,
        purposes,
    })
}

/// The templates that may be sent in a conversation, by name.
///
/// # Errors
/// The database is away.
pub async fn for_conversation(
    desk: &Desk,
    _actor: &Actor,
    conversation: ConversationId,
) -> Result<Vec<TemplateOption>, DeskError> {
    Ok(templates::approved_in(&mut *desk.pool().acquire().await?, conversation).await?)
}
