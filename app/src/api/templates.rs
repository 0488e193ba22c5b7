//! Message templates.

use enlace_domain::{
    ChannelId, ConversationId, TemplateChoice, TemplateId, TemplatePurpose, TemplateValue, UploadId,
    view::{TemplateOption, TemplateSync, TemplatesView, ThreadMessage},
};
use leptos::prelude::*;
use uuid::Uuid;

use super::json::Json;
use crate::error::AppError;

/// All templates, their channels and what automation uses, for managers.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "templates", output = Json)]
pub async fn templates() -> Result<TemplatesView, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::templates::list(&desk, &actor).await?)
}

/// Reads the templates from the providers again, for managers.
///
/// # Errors
/// [`AppError::Forbidden`].
#[server(endpoint = "sync_templates", output = Json)]
pub async fn sync_templates() -> Result<TemplateSync, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::templates::sync_all(&desk, &actor).await?)
}

/// Chooses the template that automation uses, or none, or leaves it to automation, for managers.
///
/// # Errors
/// [`AppError::Forbidden`], [`AppError::Invalid`] for a template it can't use, [`AppError::NotFound`].
#[server(endpoint = "set_template_purpose", input = Json, output = Json)]
pub async fn set_template_purpose(
    purpose: TemplatePurpose,
    channel: ChannelId,
    choice: TemplateChoice,
) -> Result<(), AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::templates::set_purpose(&desk, &actor, purpose, channel, choice).await?)
}

/// The templates that may be sent in a conversation.
///
/// # Errors
/// [`AppError::NotLoggedIn`], [`AppError::Unavailable`].
#[server(endpoint = "conversation_templates", output = Json)]
pub async fn conversation_templates(id: ConversationId) -> Result<Vec<TemplateOption>, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::templates::for_conversation(&desk, &actor, id).await?)
}

/// Answers with a template. The same key again answers the same message and sends nothing.
///
/// # Errors
/// [`AppError::HeldBy`], [`AppError::Closed`], [`AppError::Invalid`] for a template that may not be sent, a value that
/// is missing or a file that is not what stands above its words, [`AppError::AtCapacity`], [`AppError::NotFound`].
#[server(endpoint = "send_template", input = Json, output = Json)]
pub async fn send_template(
    id: ConversationId,
    client_key: Uuid,
    template: TemplateId,
    values: Vec<TemplateValue>,
    #[server(default)] file: Option<UploadId>,
) -> Result<ThreadMessage, AppError> {
    let (desk, actor) = super::actor().await?;
    Ok(enlace_desk::reply::send_template(&desk, &actor, id, client_key, template, values, file).await?)
}
