//! What there is to send and to choose from.

use enlace_domain::{
    ConversationId,
    view::{TemplateOption, TemplatesView},
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
    Ok(TemplatesView {
        channels: templates::channels(&mut conn).await?,
        templates: templates::list(&mut conn).await?,
        purposes: templates::purposes(&mut conn).await?,
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
