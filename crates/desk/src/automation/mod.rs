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

use enlace_domain::{ConversationStatus, MessageId, Priority, QueueKey, reading::Decider};
use enlace_store::{
    conversations::Conversation,
    messages,
    readings::{self, Reading},
};
use enlace_whatsapp::IncomingMessage;
use sqlx::PgConnection;
use time::{Duration, OffsetDateTime};

use crate::{Desk, DeskError};
use answer::Offer;
use hand_over::Reason;
use understand::{Guess, Understood};

pub(crate) use choice::plain;
pub use silence::settle_unanswered;
pub(crate) use understand::is_request;

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
    /// The message's row.
    pub message: MessageId,
    /// What the subscriber wrote; it is in the thread already.
    pub incoming: &'a IncomingMessage,
    /// Whether the conversation begins with it.
    pub is_first: bool,
}

/// Does what a message calls for. Returns whether something is to be sent.
pub(crate) async fn after_message(desk: &Desk, tx: &mut PgConnection, news: News<'_>) -> Result<bool, DeskError> {
    match news.conversation.status {
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
        note(tx, news, None, Some((queue, Decider::Subscriber))).await?;
        let text = &news.incoming.body;
        return hand_over::run(tx, conversation, news.name, queue, Reason::Chosen, text, &[]).await;
    }
    let (understood, guess, words) = understand(desk, tx, news).await?;
    if let Some(guess) = guess {
        note(tx, news, understood.as_ref(), Some((guess.queue, guess.by))).await?;
        let near = match answer::offer(desk, tx, news, &guess, &words).await? {
            Offer::Sent => return Ok(true),
            Offer::NotSure(near) => near,
        };
        let reason = Reason::Understood(guess.confidence, guess.by);
        return hand_over::run(tx, conversation, news.name, guess.queue, reason, &words, &near).await;
    }
    match conversation.asked_at {
        None => {
            note(tx, news, understood.as_ref(), None).await?;
            ask::run(tx, conversation, news.name).await.map(|()| true)
        }
        Some(asked_at) if OffsetDateTime::now_utc() - asked_at < BURST => Ok(false),
        Some(_) => {
            let to = hand_over::UNCLEAR_GOES_TO;
            note(tx, news, understood.as_ref(), Some((to, Decider::Nobody))).await?;
            hand_over::run(tx, conversation, news.name, to, Reason::Unclear, &words, &[]).await
        }
    }
}

/// What the news is about, where nobody need be asked, and the words that say so.
async fn understand(
    desk: &Desk,
    tx: &mut PgConnection,
    news: &News<'_>,
) -> Result<(Option<Understood>, Option<Guess>, String), DeskError> {
    // the last message says best what it is about; where it is too short, all of them together
    let mut words = news.incoming.body.clone();
    let mut understood = understand::read(desk, &words).await?;
    if !understood.as_ref().is_some_and(|understood| understood.sure) && !news.is_first {
        words = messages::inbound_texts(tx, news.conversation.id, TEXTS)
            .await?
            .join("\n");
        understood = understand::read(desk, &words).await?;
    }
    let guess = match &mut understood {
        Some(understood) => match understood.guess() {
            None => understand::arbitrate(desk, &words, understood).await,
            sure => sure,
        },
        None => None,
    };
    Ok((understood, guess, words))
}

/// Moves a waiting conversation to a more urgent queue if the new message clearly belongs there.
async fn move_up(desk: &Desk, tx: &mut PgConnection, news: &News<'_>) -> Result<(), DeskError> {
    let conversation = news.conversation;
    if conversation.assigned.is_some() || conversation.priority <= Priority::URGENT {
        return Ok(());
    }
    let Some(understood) = understand::read(desk, &news.incoming.body).await? else {
        return Ok(());
    };
    let urgent = understood.guess().filter(|guess| {
        guess.confidence >= MOVE_UP_FROM
            && matches!(guess.queue, QueueKey::TechnicalUrgent | QueueKey::Cancellation)
            && conversation.queue != Some(guess.queue)
    });
    match urgent {
        Some(guess) => {
            note(tx, news, Some(&understood), Some((guess.queue, guess.by))).await?;
            let reason = Reason::Understood(guess.confidence, guess.by);
            hand_over::queue(tx, conversation, guess.queue, reason, &news.incoming.body, &[]).await
        }
        None => Ok(()),
    }
}

/// Keeps what was made of the message and who decided.
async fn note(
    tx: &mut PgConnection,
    news: &News<'_>,
    understood: Option<&Understood>,
    decided: Option<(QueueKey, Decider)>,
) -> Result<(), DeskError> {
    let reading = Reading {
        message: news.message,
        conversation: news.conversation.id,
        model: understood.and_then(|understood| understood.version),
        likeliest: understood.map(|understood| (understood.likeliest.queue, understood.likeliest.confidence)),
        decided,
        also: understood.map_or(&[], |understood| &understood.also),
    };
    Ok(readings::note(tx, &reading).await?)
}
