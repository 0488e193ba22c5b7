//! Whether anybody is asked: for administrators. And who looks after low scores.

use enlace_domain::{
    ConversationId, TemplatePurpose,
    survey::PAUSE_DAYS,
    view::{SettingsOutcome, SurveyForm, SurveySettings},
};
use enlace_store::surveys;
use serde_json::json;

use super::words;
use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
    templates,
};

/// The settings, and what subscribers read.
///
/// # Errors
/// [`DeskError::Forbidden`] for agents.
pub async fn form(desk: &Desk, actor: &Actor) -> Result<SurveyForm, DeskError> {
    actor.require(actor.role.may_see_insight(), "see the survey")?;
    let mut conn = desk.pool().acquire().await?;
    Ok(SurveyForm {
        settings: surveys::settings(&mut conn).await?,
        question: words::SATISFACTION.to_owned(),
        choices: words::ANSWERS.map(str::to_owned).to_vec(),
        recommending: words::RECOMMENDING.to_owned(),
        thanks: words::THANKS.to_owned(),
        without_template: templates::channels_without(&mut conn, TemplatePurpose::Survey).await?,
    })
}

/// Says whether anybody is asked, and how often.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators, [`DeskError::Invalid`].
pub async fn save(
    desk: &Desk,
    actor: &Actor,
    new: SurveySettings,
) -> Result<SettingsOutcome<SurveySettings>, DeskError> {
    actor.require(actor.role.may_set_goals(), "change the survey")?;
    if !PAUSE_DAYS.contains(&new.pause_days) {
        return Err(DeskError::Invalid {
            field: "pause_days",
            allowed: format!("de {} a {} dias", PAUSE_DAYS.start(), PAUSE_DAYS.end()),
        });
    }
    let mut tx = desk.pool().begin().await?;
    let saved = surveys::save(&mut tx, &new).await?;
    let now = surveys::settings(&mut tx).await?;
    if !saved {
        return Ok(SettingsOutcome::Overtaken(now));
    }
    let detail = json!({ "on": now.is_on, "recommending": now.recommending, "pause_days": now.pause_days });
    audit::record(&mut tx, actor.person.id, Action::ChangeSurvey, Subject::Survey, &detail).await?;
    tx.commit().await?;
    Ok(SettingsOutcome::Saved(now))
}

/// Takes a low score from the list: somebody has looked after it. Twice is as good as once.
///
/// # Errors
/// [`DeskError::Forbidden`] for agents.
pub async fn see(desk: &Desk, actor: &Actor, conversation: ConversationId) -> Result<(), DeskError> {
    actor.require(actor.role.may_see_insight(), "look after a score")?;
    let mut tx = desk.pool().begin().await?;
    if surveys::see(&mut tx, conversation, actor.person.id).await? {
        let subject = Subject::Conversation(conversation);
        audit::record(&mut tx, actor.person.id, Action::SeeScore, subject, &json!({})).await?;
    }
    tx.commit().await?;
    Ok(())
}
