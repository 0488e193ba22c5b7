//! A question that nobody answers must not become silence: after a while a person looks at it.

use enlace_domain::{ConversationStatus, article::AnswerOutcome};
use enlace_store::{conversations, knowledge_answers, messages};

use super::{
    TEXTS,
    hand_over::{self, Reason, UNCLEAR_GOES_TO},
};
use crate::{Desk, DeskError};

/// Minutes a question may stay without an answer.
const MINUTES: i32 = 10;
/// Most conversations in one call.
const LIMIT: i64 = 100;

/// Queues the conversations whose question was not answered in ten minutes, and returns how many.
///
/// The subscriber is told nothing: they may only have said hello. Harmless twice, and in two processes at once.
///
/// # Errors
/// The database's.
pub async fn settle_unanswered(desk: &Desk) -> Result<usize, DeskError> {
    let mut conn = desk.pool().acquire().await?;
    let due = conversations::unanswered_questions(&mut conn, MINUTES, LIMIT).await?;
    drop(conn);
    let mut settled = 0;
    for id in due {
        let mut tx = desk.pool().begin().await?;
        let Some(conversation) = conversations::lock(&mut tx, id).await? else {
            continue;
        };
        // answered, taken or closed since we looked
        if conversation.status != ConversationStatus::Automation || conversation.asked_at.is_none() {
            continue;
        }
        let text = messages::inbound_texts(&mut tx, id, TEXTS).await?.join("\n");
        let (queue, reason) = match knowledge_answers::open(&mut tx, id).await? {
            Some(open) => {
                knowledge_answers::settle(&mut tx, open.id, AnswerOutcome::Silence).await?;
                (open.queue, Reason::NotSolved(open.confidence))
            }
            None => (UNCLEAR_GOES_TO, Reason::Unclear),
        };
        hand_over::queue(&mut tx, &conversation, queue, reason, &text, &[]).await?;
        enlace_store::events::conversation_changed(&mut tx, id).await?;
        tx.commit().await?;
        settled += 1;
    }
    if settled > 0 {
        desk.hub().wake();
    }
    Ok(settled)
}
