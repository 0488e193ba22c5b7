//! Choosing the templates that automation sends by itself.

use enlace_domain::{ChannelId, TemplateChoice, TemplatePurpose, template_purpose::AUTOMATION_VALUES};
use enlace_store::templates::{self, StoredTemplate};
use serde_json::json;

use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
};

/// Chooses the template for a purpose on a channel, or none, or leaves it to automation, for managers. Choosing again
/// what is chosen changes nothing.
///
/// # Errors
/// [`DeskError::Forbidden`]; [`DeskError::Invalid`] for a template that is not an approved one of the channel, or that
/// asks for more than the automation knows; [`DeskError::NotFound`].
pub async fn set_purpose(
    desk: &Desk,
    actor: &Actor,
    purpose: TemplatePurpose,
    channel: ChannelId,
    choice: TemplateChoice,
) -> Result<(), DeskError> {
    actor.require(actor.role.may_manage_templates(), "choose templates")?;
    let mut tx = desk.pool().begin().await?;
    if let TemplateChoice::One(id) = choice {
        let chosen = templates::load(&mut tx, id)
            .await?
            .ok_or(DeskError::NotFound { what: "template" })?;
        check(&chosen, channel)?;
    }
    let before = templates::choice(&mut tx, purpose, channel).await?;
    if before == choice {
        return Ok(());
    }
    templates::set_choice(&mut tx, purpose, channel, choice).await?;
    // the template that comes or goes, where it is about one
    let subject = match (choice, before) {
        (TemplateChoice::One(id), _) | (_, TemplateChoice::One(id)) => Subject::Template(id),
        _ => Subject::Channel(channel),
    };
    let detail = json!({
        "purpose": purpose,
        "channel": channel,
        "chosen": matches!(choice, TemplateChoice::One(_)),
        "automatic": choice == TemplateChoice::Automatic,
    });
    audit::record(&mut tx, actor.person.id, Action::ChooseTemplate, subject, &detail).await?;
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
        return invalid("um modelo que pede no máximo dois valores: o primeiro nome e o protocolo");
    }
    Ok(())
}
