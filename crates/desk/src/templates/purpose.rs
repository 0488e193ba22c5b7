//! Choosing the templates that automation sends by itself.

use enlace_domain::{ChannelId, TemplateId, TemplatePurpose, template_purpose::AUTOMATION_VALUES};
use enlace_store::templates::{self, StoredTemplate};
use serde_json::json;

use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
};

/// Chooses the template for a purpose on a channel, or none, for managers.
///
/// # Errors
/// [`DeskError::Forbidden`]; [`DeskError::Invalid`] for a template that is not an approved one of the channel, or that
/// asks for more than the automation knows; [`DeskError::NotFound`].
pub async fn set_purpose(
    desk: &Desk,
    actor: &Actor,
    purpose: TemplatePurpose,
    channel: ChannelId,
    template: Option<TemplateId>,
) -> Result<(), DeskError> {
    actor.require(actor.role.may_manage_templates(), "choose templates")?;
    let mut tx = desk.pool().begin().await?;
    let about = match template {
        Some(id) => {
            let chosen = templates::load(&mut tx, id)
                .await?
                .ok_or(DeskError::NotFound { what: "template" })?;
            check(&chosen, channel)?;
            templates::set_purpose(&mut tx, purpose, channel, id).await?;
            Some(id)
        }
        None => templates::clear_purpose(&mut tx, purpose, channel).await?,
    };
    if let Some(about) = about {
        let detail = json!({ "purpose": purpose, "channel": channel, "chosen": template.is_some() });
        let subject = Subject::Template(about);
        audit::record(&mut tx, actor.person.id, Action::ChooseTemplate, subject, &detail).await?;
    }
    tx.commit().await?;
    Ok(())
}

fn check(chosen: &StoredTemplate, channel: ChannelId) -> Result<(), DeskError> {
    let invalid = |allowed: &str| {
        Err(DeskError::Invalid {
            field: "template",
            allowed: allowed.to_owned(),
        })
    };
    if chosen.channel != channel || !chosen.may_be_sent() || !chosen.template.is_of_words() {
        return invalid("um modelo aprovado deste canal, sem arquivo no cabeçalho");
    }
    if chosen.template.placeholders().len() > AUTOMATION_VALUES {
        return invalid("um modelo que pede no máximo um valor: o primeiro nome");
    }
    Ok(())
}
