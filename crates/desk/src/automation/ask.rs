//! Asks the subscriber which subject it is, once.

use enlace_domain::{MessageKind, first_name, view::Choice};
use enlace_store::{
    conversations::{self, Conversation},
    messages::NewOutboundMessage,
};
use serde_json::json;
use sqlx::PgConnection;

use super::{choice, words};
use crate::{DeskError, send};

/// Sends the question with its five choices; the clock stops, for now we wait for the subscriber.
pub(super) async fn run(tx: &mut PgConnection, conversation: &Conversation, name: &str) -> Result<(), DeskError> {
    let choices: Vec<Choice> = choice::all();
    let new = NewOutboundMessage {
        conversation: conversation.id,
        channel: conversation.channel,
        author: None,
        kind: MessageKind::Interactive,
        body: &words::question(first_name(name).as_deref()),
        extra: &json!({ "choices": choices }),
        client_key: None,
    };
    send::queue_message(tx, &new).await?;
    conversations::asked(tx, conversation.id).await?;
    metrics::counter!("enlace_questions_asked_total").increment(1);
    Ok(())
}
