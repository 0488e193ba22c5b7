//! Asking, in the transaction that closes the conversation.

use enlace_domain::{ConversationId, MessageKind, SurveyKind, TemplatePurpose, view::SurveySettings};
use enlace_store::{
    conversations::{self, Conversation},
    messages::NewOutboundMessage,
    surveys::{self, Standing},
    windows,
};
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::words;
use crate::{
    DeskError, send,
    templates::{self, NoTemplate},
};

/// Where a message keeps what it asks.
const KEPT_AS: &str = "survey";

/// Whether a message with this `extra` asks how a conversation was.
pub(crate) fn is_survey(extra: &Value) -> bool {
    extra.get(KEPT_AS).is_some()
}

/// Asks about a conversation that was just closed, if anybody is to be asked. Returns whether something is to be sent.
pub(crate) async fn ask(tx: &mut PgConnection, id: ConversationId) -> Result<bool, DeskError> {
    let settings = surveys::settings(tx).await?;
    if !settings.is_on {
        return Ok(false);
    }
    let Some(standing) = surveys::standing(tx, id, settings.pause_days).await? else {
        return Ok(false);
    };
    let Some(kind) = due(&settings, &standing) else {
        return Ok(false);
    };
    let Some(conversation) = conversations::lock(tx, id).await? else {
        return Ok(false);
    };
    let open = windows::of(tx, id)
        .await?
        .is_some_and(|standing| standing.window.allows_text());
    let asked = if open {
        question(tx, &conversation, kind).await?;
        Some(kind)
    } else if by_template(tx, &conversation).await?.is_ok() {
        // a template has words of its own: what they ask is how the conversation was
        Some(SurveyKind::Satisfaction)
    } else {
        None
    };
    let Some(kind) = asked else { return Ok(false) };
    surveys::insert(tx, id, standing.contact, kind).await?;
    metrics::counter!("enlace_surveys_asked_total", "kind" => kind.as_str()).increment(1);
    Ok(true)
}

/// What the subscriber is asked, if anything.
fn due(settings: &SurveySettings, standing: &Standing) -> Option<SurveyKind> {
    if !standing.answered || standing.asked || standing.asked_lately || standing.writes_elsewhere {
        None
    } else if settings.recommending && !standing.recommended_lately {
        Some(SurveyKind::Recommending)
    } else {
        Some(SurveyKind::Satisfaction)
    }
}

async fn question(tx: &mut PgConnection, conversation: &Conversation, kind: SurveyKind) -> Result<(), DeskError> {
    let (message, extra) = match kind {
        SurveyKind::Satisfaction => (
            MessageKind::Interactive,
            json!({ KEPT_AS: kind, "choices": words::choices() }),
        ),
        // eleven answers are more than a list holds
        SurveyKind::Recommending => (MessageKind::Text, json!({ KEPT_AS: kind })),
    };
    let new = NewOutboundMessage {
        conversation: conversation.id,
        channel: conversation.channel,
        author: None,
        kind: message,
        body: words::question(kind),
        extra: &extra,
        client_key: None,
    };
    send::queue_message(tx, &new).await?;
    Ok(())
}

/// Asks by the template that is used for it, or says why none is.
pub(crate) async fn by_template(
    tx: &mut PgConnection,
    conversation: &Conversation,
) -> Result<Result<(), NoTemplate>, DeskError> {
    let chosen = match templates::used_for(tx, TemplatePurpose::Survey, conversation.channel).await? {
        Ok(chosen) => chosen,
        Err(why) => return Ok(Err(why)),
    };
    let (used, text) = match templates::addressed(tx, conversation, chosen).await? {
        Ok(filled) => filled,
        Err(why) => return Ok(Err(why)),
    };
    let extra = used.extra()?;
    send::queue_message(tx, &used.message(conversation, None, None, &text, &extra)).await?;
    Ok(Ok(()))
}

#[cfg(test)]
mod tests {
    use enlace_domain::ContactId;

    use super::*;

    const ON: SurveySettings = SurveySettings {
        is_on: true,
        recommending: false,
        pause_days: 7,
        revision: 1,
    };

    fn standing() -> Standing {
        Standing {
            contact: ContactId::new(),
            answered: true,
            asked: false,
            asked_lately: false,
            recommended_lately: false,
            writes_elsewhere: false,
        }
    }

    #[test]
    fn only_who_was_answered_and_not_asked_lately_is_asked() {
        assert_eq!(due(&ON, &standing()), Some(SurveyKind::Satisfaction));
        let refused: [fn(&mut Standing); 4] = [
            |one| one.answered = false,
            |one| one.asked = true,
            |one| one.asked_lately = true,
            |one| one.writes_elsewhere = true,
        ];
        for change in refused {
            let mut standing = standing();
            change(&mut standing);
            assert_eq!(due(&ON, &standing), None, "{standing:?}");
        }
    }

    #[test]
    fn recommending_is_asked_once_a_quarter_and_only_where_it_is_on() {
        let on = SurveySettings {
            recommending: true,
            ..ON
        };
        assert_eq!(due(&on, &standing()), Some(SurveyKind::Recommending));
        let lately = Standing {
            recommended_lately: true,
            ..standing()
        };
        assert_eq!(due(&on, &lately), Some(SurveyKind::Satisfaction));
    }
}
