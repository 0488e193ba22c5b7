//! What somebody says who was asked.

use enlace_domain::{
    ContactId, ConversationId, MessageKind, SurveyId,
    event::SystemLine,
    survey::{COMMENT_LIMIT, SurveyKind},
};
use enlace_store::{
    conversations::Conversation,
    events, messages,
    messages::NewOutboundMessage,
    surveys::{self, OpenSurvey},
};
use enlace_whatsapp::IncomingMessage;
use serde_json::json;
use sqlx::PgConnection;

use super::{reading, words};
use crate::{Desk, DeskError, automation, send};

/// What a message says about a survey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Heard {
    /// About which conversation: the message belongs to it.
    pub conversation: ConversationId,
    survey: SurveyId,
    says: Says,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    Score(i16),
    Comment,
    Courtesy,
}

/// Whether a message answers the last survey of its sender. `None`: it is a message like any other.
///
/// While another conversation is open its messages belong there, all but an answer that was tapped.
pub(crate) async fn hear(
    desk: &Desk,
    conn: &mut PgConnection,
    contact: ContactId,
    open: Option<ConversationId>,
    incoming: &IncomingMessage,
) -> Result<Option<Heard>, DeskError> {
    if open.is_some() && reading::tapped(incoming).is_none() {
        return Ok(None);
    }
    let Some(survey) = surveys::latest(conn, contact).await? else {
        return Ok(None);
    };
    let says = match reading::score(survey.kind, incoming) {
        Some(score) => Some(Says::Score(score)),
        None => comments(desk, &survey, incoming).await?,
    };
    Ok(says.map(|says| Heard {
        conversation: survey.conversation,
        survey: survey.id,
        says,
    }))
}

/// Words after a score, unless they ask for something.
async fn comments(desk: &Desk, survey: &OpenSurvey, incoming: &IncomingMessage) -> Result<Option<Says>, DeskError> {
    if survey.score.is_none() || incoming.kind != MessageKind::Text || incoming.body.contains('?') {
        return Ok(None);
    }
    if reading::is_courtesy(&incoming.body) {
        return Ok(Some(Says::Courtesy));
    }
    let comments = survey.takes_comment && !automation::is_request(desk, &incoming.body).await?;
    Ok(comments.then_some(Says::Comment))
}

/// Keeps what a message says, which is in the thread already, and answers it. Returns whether something is to be sent.
/// The caller has locked the conversation.
pub(crate) async fn take(
    tx: &mut PgConnection,
    conversation: &Conversation,
    heard: Heard,
    incoming: &IncomingMessage,
) -> Result<bool, DeskError> {
    let Some(survey) = surveys::lock(tx, heard.survey).await? else {
        return Ok(false);
    };
    let answer = match heard.says {
        Says::Courtesy => return Ok(false),
        Says::Score(score) if survey.score == Some(score) => return Ok(false),
        Says::Score(score) => {
            surveys::score(tx, survey.id, score).await?;
            let line = SystemLine::Rated {
                survey: survey.kind,
                score,
                before: survey.score,
            };
            messages::append_line(tx, conversation.id, conversation.channel, &line).await?;
            count(survey.kind, score);
            match survey.score {
                Some(_) => words::corrected(score),
                None => words::THANKS.to_owned(),
            }
        }
        Says::Comment => {
            let comment: String = incoming.body.trim().chars().take(COMMENT_LIMIT).collect();
            surveys::comment(tx, survey.id, &comment).await?;
            words::COMMENTED.to_owned()
        }
    };
    let new = NewOutboundMessage {
        conversation: conversation.id,
        channel: conversation.channel,
        author: None,
        kind: MessageKind::Text,
        body: &answer,
        extra: &json!({}),
        client_key: None,
    };
    send::queue_message(tx, &new).await?;
    events::conversation_changed(tx, conversation.id).await?;
    Ok(true)
}

fn count(kind: SurveyKind, score: i16) {
    let low = if kind.is_low(score) { "yes" } else { "no" };
    metrics::counter!("enlace_surveys_answered_total", "kind" => kind.as_str(), "low" => low).increment(1);
}
