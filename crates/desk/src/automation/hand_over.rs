//! Hands a conversation over to the people of a queue.

use enlace_domain::{
    ConversationType, IssueType, MessageKind, Priority, QueueKey, TechnicalIssueId,
    event::{NearArticle, SystemLine},
    first_name, message,
    reading::Decider,
};
use enlace_store::{
    conversations::{self, Conversation},
    issues, messages,
    messages::NewOutboundMessage,
    queue_hours, readings,
};
use serde_json::json;
use sqlx::PgConnection;

use super::words;
use crate::{DeskError, measure, send};

/// Where a conversation goes of which even the answer to our question says nothing.
///
/// Line trouble is what most write
/// about, and of the three queues that are not urgent this one answers first: nobody waits longer for our doubt.
pub(super) const UNCLEAR_GOES_TO: QueueKey = QueueKey::TechnicalNormal;

/// Why this queue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Reason {
    /// The classifier or the language model said so; the classifier's chance of it, 0 to 1.
    Understood(f32, Decider),
    /// So it was understood before an answer was offered that did not help.
    NotSolved(f32),
    /// The subscriber chose it.
    Chosen,
    /// Nobody could tell.
    Unclear,
}

impl Reason {
    const fn confidence(self) -> Option<f32> {
        match self {
            // the classifier was unsure: its chance says nothing of the model's answer
            Self::Understood(_, Decider::Model) | Self::Chosen | Self::Unclear => None,
            Self::Understood(confidence, _) | Self::NotSolved(confidence) => Some(confidence),
        }
    }

    const fn by(self) -> Option<Decider> {
        match self {
            Self::Understood(_, by) => Some(by),
            Self::NotSolved(_) => None,
            Self::Chosen => Some(Decider::Subscriber),
            Self::Unclear => Some(Decider::Nobody),
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Understood(_, Decider::Model) => "judged",
            Self::Understood(..) | Self::NotSolved(_) => "understood",
            Self::Chosen => "chosen",
            Self::Unclear => "unclear",
        }
    }
}

/// Queues the conversation and tells the subscriber, with the protocol, that a person will answer, and where nobody of the
/// queue is there now, when somebody is. `near` is what the
/// knowledge base has near to the question, for that person.
pub(super) async fn run(
    tx: &mut PgConnection,
    conversation: &Conversation,
    name: &str,
    to: QueueKey,
    reason: Reason,
    text: &str,
    near: &[NearArticle],
) -> Result<bool, DeskError> {
    queue(tx, conversation, to, reason, text, near).await?;
    let reopening = queue_hours::reopening(tx, to).await?;
    let new = NewOutboundMessage {
        conversation: conversation.id,
        channel: conversation.channel,
        author: None,
        kind: MessageKind::Text,
        body: &words::acknowledgement(first_name(name).as_deref(), to, &conversation.protocol, reopening),
        extra: &json!({}),
        client_key: None,
    };
    send::queue_message(tx, &new).await?;
    Ok(true)
}

/// Queues the conversation, opens or links the fault of a known subscriber's line, and leaves a line in the thread.
/// `text` is what the subscriber wrote.
pub(super) async fn queue(
    tx: &mut PgConnection,
    conversation: &Conversation,
    to: QueueKey,
    reason: Reason,
    text: &str,
    near: &[NearArticle],
) -> Result<(), DeskError> {
    let issue = issue(tx, conversation, to, text).await?;
    conversations::queue(tx, conversation.id, to, reason.confidence(), issue).await?;
    let line = SystemLine::Queued {
        queue: to,
        confidence: reason.confidence(),
        by: reason.by(),
        also: readings::also_asked(tx, conversation.id, to).await?,
        near: near.to_vec(),
    };
    messages::append_line(tx, conversation.id, conversation.channel, &line).await?;
    metrics::counter!("enlace_conversations_queued_total", "queue" => to.as_str(), "reason" => reason.as_str())
        .increment(1);
    Ok(())
}

async fn issue(
    tx: &mut PgConnection,
    conversation: &Conversation,
    to: QueueKey,
    text: &str,
) -> Result<Option<TechnicalIssueId>, DeskError> {
    let (ConversationType::Technical, Some(customer), None) =
        (to.conversation_type(), conversation.customer, conversation.issue)
    else {
        return Ok(None);
    };
    let priority = if to == QueueKey::TechnicalUrgent {
        Priority::URGENT
    } else {
        Priority::NORMAL
    };
    let issue_type = IssueType::guess(to, text);
    let linked = issues::open_or_link(tx, customer, issue_type, &message::preview(text), priority).await?;
    if linked.opened {
        measure::fault_reported(issue_type, &linked.city);
    }
    Ok(Some(linked.id))
}
