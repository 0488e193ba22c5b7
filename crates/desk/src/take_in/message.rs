//! A subscriber's message: into the one open conversation of its sender, or into a new one; an answer to our survey into
//! the one that it is about.
//!
//! What is written to a number by which an answer of another number's conversation left goes into that conversation: to
//! the subscriber it is the same talk in two chats.

use enlace_domain::ConversationId;
use enlace_jobs::{Attempt, Finish, JobError};
use enlace_store::{
    conversations, erasure,
    inbound::Inbound,
    messages::{self, NewInboundMessage},
};
use enlace_whatsapp::IncomingMessage;
use sqlx::{Connection, PgConnection};

use super::{contact, missing::Missing};
use crate::{
    Desk, automation, media,
    survey::{self, Heard},
};

pub(super) async fn take_in(
    desk: &Desk,
    conn: &mut PgConnection,
    attempt: Attempt,
    event: &Inbound,
    incoming: &IncomingMessage,
) -> Result<Finish, JobError> {
    let contact = contact::find_or_make(conn, event.channel, &incoming.from, incoming.profile_name.as_deref()).await?;
    if let Some(heard) = survey::hear(desk, conn, contact.id, contact.open_conversation, incoming).await? {
        return answer_survey(desk, conn, attempt, (event, incoming), heard).await;
    }
    // the number of a new conversation is taken outside of the transaction: its counter is one row for all
    let protocol = match contact.open_conversation {
        Some(_) => None,
        None => Some(conversations::next_protocol(conn).await?),
    };

    let mut tx = conn.begin().await?;
    let finish = attempt.finish(&mut tx).await?;
    let mut conversation = None;
    if let Some(protocol) = &protocol {
        conversation = conversations::open(&mut tx, protocol, contact.id, contact.customer, event.channel).await?;
    }
    let is_new = conversation.is_some();
    if conversation.is_none() {
        conversation = match contact.open_conversation {
            // it may be one of another channel, whose answer left by this one
            Some(open) => conversations::lock(&mut tx, open).await?,
            None => conversations::lock_open(&mut tx, contact.id, event.channel).await?,
        };
    }
    let Some(conversation) = conversation.filter(|conversation| conversation.status.is_open()) else {
        // closed since we looked: look again at once
        return Err(JobError::Postpone {
            after: std::time::Duration::ZERO,
            why: "the conversation has changed".into(),
        });
    };

    let new = new_message(conversation.id, event, incoming, true);
    let Some(message) = messages::append_inbound(&mut tx, &new).await? else {
        // it is in a thread already; the conversation that was opened for it must not stay
        tx.rollback().await?;
        return Ok(Finish::Remove);
    };
    let fetches = media::expect(&mut tx, message, &incoming.extra).await?;
    let news = automation::News {
        conversation: &conversation,
        name: &contact.name,
        message,
        incoming,
        is_first: is_new,
    };
    let sends = automation::after_message(desk, &mut tx, news).await?;
    tx.commit().await?;

    desk.hub().wake();
    if sends || fetches {
        desk.jobs_added().ring(desk.pool());
    }
    metrics::counter!("enlace_messages_taken_in_total", "kind" => incoming.kind.as_str()).increment(1);
    if is_new {
        metrics::counter!("enlace_conversations_opened_total").increment(1);
    }
    Ok(finish)
}

/// An answer to the survey goes into the conversation that it is about, open or not, and opens nothing.
async fn answer_survey(
    desk: &Desk,
    conn: &mut PgConnection,
    attempt: Attempt,
    (event, incoming): (&Inbound, &IncomingMessage),
    heard: Heard,
) -> Result<Finish, JobError> {
    let mut tx = conn.begin().await?;
    let finish = attempt.finish(&mut tx).await?;
    let conversation = conversations::lock(&mut tx, heard.conversation)
        .await?
        .ok_or_else(|| JobError::dead(Missing("the conversation that was asked about is not stored")))?;
    if erasure::is_erased(&mut tx, conversation.contact).await? {
        // since we looked: look again at once, for somebody new
        return Err(JobError::Postpone {
            after: std::time::Duration::ZERO,
            why: "the contact has changed".into(),
        });
    }
    let new = new_message(conversation.id, event, incoming, false);
    if messages::append_inbound(&mut tx, &new).await?.is_none() {
        tx.rollback().await?;
        return Ok(Finish::Remove);
    }
    let sends = survey::take(&mut tx, &conversation, heard, incoming).await?;
    tx.commit().await?;
    desk.hub().wake();
    if sends {
        desk.jobs_added().ring(desk.pool());
    }
    metrics::counter!("enlace_messages_taken_in_total", "kind" => incoming.kind.as_str()).increment(1);
    Ok(finish)
}

pub(super) fn new_message<'a>(
    conversation: ConversationId,
    event: &Inbound,
    incoming: &'a IncomingMessage,
    waits: bool,
) -> NewInboundMessage<'a> {
    NewInboundMessage {
        conversation,
        channel: event.channel,
        kind: incoming.kind,
        body: &incoming.body,
        extra: &incoming.extra,
        provider_message_id: &incoming.provider_message_id,
        provider_at: incoming.sent_at,
        received_at: event.received_at,
        waits,
    }
}
