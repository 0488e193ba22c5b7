//! What Enlace does by itself with a conversation: it finds the queue, asks where it can't tell, and says that a
//! person will answer.
//!
//! Runs inside the transaction that takes a message in, so that a conversation is queued and acknowledged exactly
//! once. It states no fact about the subscriber's line or bill; what it answers stands in a published article.

mod answer;
mod ask;
mod choice;
mod hand_over;
mod silence;
mod understand;
mod words;

use enlace_domain::{ConversationStatus, MessageKind, Priority, QueueKey};
use enlace_store::{conversations::Conversation, messages};
use enlace_whatsapp::IncomingMessage;
use sqlx::PgConnection;
use time::{Duration, OffsetDateTime};

use crate::{Desk, DeskError};
use hand_over::Reason;

pub use silence::settle_unanswered;

/// How many of a conversation's messages are read together.
const TEXTS: i64 = 12;
/// Messages that come so soon after the question were written before it was read: they are no answer to it.
const BURST: Duration = Duration::seconds(20);
/// From this confidence on, a waiting conversation moves up: a move that was not needed costs other subscribers time.
const MOVE_UP_FROM: f32 = 0.9;

/// What just happened in a conversation.
pub(crate) struct News<'a> {
    /// The conversation as it stood before the message, locked.
    pub conversation: &'a Conversation,
    /// The subscriber's name, or the one on WhatsApp.
    pub name: &'a str,
    /// What the subscriber wrote; it is in the thread already.
    pub incoming: &'a IncomingMessage,
    /// Whether the conversation begins with it.
    pub is_first: bool,
}

/// Does what a message calls for. Returns whether something is to be sent.
pub(crate) async fn after_message(desk: &Desk, tx: &mut PgConnection, news: News<'_>) -> Result<bool, DeskError> {
    match news.conversation.status {
        // an emoji on a message says nothing about the subject
        _ if news.incoming.kind == MessageKind::Reaction => Ok(false),
        ConversationStatus::Automation => settle(desk, tx, &news).await,
        ConversationStatus::Waiting => move_up(desk, tx, &news).await.map(|()| false),
        ConversationStatus::InProgress | ConversationStatus::Closed => Ok(false),
    }
}

/// Finds the queue, or asks for the subject, once.
async fn settle(desk: &Desk, tx: &mut PgConnection, news: &News<'_>) -> Result<bool, DeskError> {
    let conversation = news.conversation;
    if let Some(sends) = answer::settle(tx, news).await? {
        return Ok(sends);
    }
    if conversation.asked_at.is_some()
        && let Some(queue) = choice::read(news.incoming)
    {
        return hand_over::run(tx, conversation, news.name, queue, Reason::Chosen, &news.incoming.body).await;
    }
    // the last message says best what it is about; where it is too short, all of them together
    let mut guess = understand::sure(desk, &news.incoming.body).await?;
    let mut words = news.incoming.body.clone();
    if guess.is_none() && !news.is_first {
        words = messages::inbound_texts(tx, conversation.id, TEXTS).await?.join("\n");
        guess = understand::sure(desk, &words).await?;
    }
    match (guess, conversation.asked_at) {
        (Some(guess), _) if answer::offer(desk, tx, news, guess, &words).await? => Ok(true),
        (Some(guess), _) => {
            hand_over::run(
                tx,
                conversation,
                news.name,
                guess.queue,
                Reason::Understood(guess.confidence),
                &words,
            )
            .await
        }
        (None, None) => ask::run(tx, conversation, news.name).await.map(|()| true),
        (None, Some(asked_at)) if OffsetDateTime::now_utc() - asked_at < BURST => Ok(false),
        (None, Some(_)) => {
            hand_over::run(
                tx,
                conversation,
                news.name,
                hand_over::UNCLEAR_GOES_TO,
                Reason::Unclear,
                &words,
            )
            .await
        }
    }
}

/// Moves a waiting conversation to a more urgent queue if the new message clearly belongs there.
async fn move_up(desk: &Desk, tx: &mut PgConnection, news: &News<'_>) -> Result<(), DeskError> {
    let conversation = news.conversation;
    if conversation.assigned.is_some() || conversation.priority <= Priority::URGENT {
        return Ok(());
    }
    let guess = understand::sure(desk, &news.incoming.body).await?;
    let urgent = guess.filter(|guess| {
        guess.confidence >= MOVE_UP_FROM
            && matches!(guess.queue, QueueKey::TechnicalUrgent | QueueKey::Cancellation)
            && conversation.queue != Some(guess.queue)
    });
    match urgent {
        Some(guess) => {
            let reason = Reason::Understood(guess.confidence);
            hand_over::queue(tx, conversation, guess.queue, reason, &news.incoming.body).await
        }
        None => Ok(()),
    }
}
