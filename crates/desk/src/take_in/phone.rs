//! What somebody of the provider's own wrote on the phone itself, or with a device linked to it: ours, by nobody whom Enlace
//! knows. It has left already, so it has no row in the outbox; it answers the subscriber as an answer of the desk does.
//!
//! It stands in what the contact has open, else in what they had last, closed or not, where it opens nothing again and
//! moves no clock. Who never talked to us gets a conversation that is over at once: nobody has to do anything, and what was
//! said is there when they answer.
//!
//! A provider may tell of what Enlace itself sent in the same way. Its id says so; while an answer with an id is still to be
//! written down, the echo waits for it; where no answer ever came, at Maytapi its words tell that the message has left.

use std::time::Duration;

use enlace_domain::{ConversationId, DeliveryStatus, MessageKind};
use enlace_jobs::{Attempt, Finish, JobError};
use enlace_store::{
    clocks, contacts, conversations, erasure,
    inbound::Inbound,
    messages,
    outbox::{self, Echo, OutboxState},
};
use enlace_whatsapp::{Accepted, IncomingMessage, ProviderKind, Significance};
use sqlx::{Connection, PgConnection};

use super::{
    beside,
    contact::{self, Contact},
    message::new_message,
};
use crate::{Desk, DeskError, media, send};

/// Between two looks whether the provider's answer is written down.
const STEP: Duration = Duration::from_millis(500);

pub(super) async fn take_in(
    desk: &Desk,
    conn: &mut PgConnection,
    attempt: Attempt,
    (event, provider): (&Inbound, ProviderKind),
    said: &IncomingMessage,
) -> Result<Finish, JobError> {
    let contact = match said.significance() {
        Significance::Notice => return Ok(Finish::Remove),
        Significance::Gesture => None,
        Significance::Words => Some(contact::find_or_make(conn, event.channel, &said.from, None).await?),
    };
    let mut found = None;
    let mut protocol = None;
    if let Some(contact) = &contact {
        found = newest(conn, contact).await?;
        // outside of the transaction: its counter is one row for all
        if found.is_none() {
            protocol = Some(conversations::next_protocol(conn).await?);
        }
    }

    let mut tx = conn.begin().await?;
    let finish = attempt.finish(&mut tx).await?;
    let id = &said.provider_message_id;
    let mut known = messages::conversation_of(&mut tx, event.channel, id, None)
        .await?
        .is_some();
    if let Some(contact) = &contact
        && !known
    {
        let echo = Echo {
            channel: event.channel,
            contact: contact.id,
            kind: said.kind,
            body: &said.body,
            received_at: event.received_at,
        };
        if outbox::is_under_way(&mut tx, echo).await? {
            return Err(JobError::Postpone {
                after: STEP,
                why: "a message to the same contact is being handed to the provider".to_owned(),
            });
        }
        known = is_ours(&mut tx, provider, echo, id).await?;
    }
    if known {
        tx.commit().await?;
        desk.hub().wake();
        return Ok(finish);
    }

    let conversation = match (&contact, found, &protocol) {
        (_, Some(found), _) => conversations::lock(&mut tx, found).await?,
        (Some(contact), None, Some(protocol)) => {
            let (who, customer) = (contact.id, contact.customer);
            Some(conversations::open_closed(&mut tx, protocol, who, customer, event.channel).await?)
        }
        _ => match beside::about(&mut tx, event.channel, said).await? {
            Some(about) => conversations::lock(&mut tx, about).await?,
            None => None,
        },
    };
    let Some(conversation) = conversation else {
        tx.commit().await?;
        metrics::counter!("enlace_messages_about_nothing_total", "kind" => said.kind.as_str()).increment(1);
        return Ok(finish);
    };
    if erasure::is_erased(&mut tx, conversation.contact).await? {
        // since we looked: look again at once, for somebody new or nobody
        return Err(JobError::Postpone {
            after: Duration::ZERO,
            why: "the contact has changed".to_owned(),
        });
    }

    let new = new_message(conversation.id, event, said, false);
    let Some(placed) = messages::append_phone(&mut tx, &new).await? else {
        // it is in a thread already; the conversation that was opened for it must not stay
        tx.rollback().await?;
        return Ok(Finish::Remove);
    };
    let fetches = media::expect(&mut tx, placed.message, &said.extra).await?;
    // of what can't be read nobody knows whether it answers anything: who waits goes on waiting
    if contact.is_some() && said.kind != MessageKind::Unsupported && conversation.status.is_open() {
        if placed.is_last {
            clocks::answered(&mut tx, conversation.id).await?;
        } else {
            clocks::recount(&mut tx, conversation.id).await?;
        }
    }
    tx.commit().await?;
    desk.hub().wake();
    if fetches {
        desk.jobs_added().ring(desk.pool());
    }
    metrics::counter!("enlace_messages_on_phone_total", "kind" => said.kind.as_str()).increment(1);
    Ok(finish)
}

/// What the contact has open, else what they had last.
async fn newest(conn: &mut PgConnection, contact: &Contact) -> Result<Option<ConversationId>, DeskError> {
    match contact.open_conversation {
        Some(open) => Ok(Some(open)),
        None => Ok(contacts::last_conversation(conn, contact.id).await?),
    }
}

/// Whether an echo whose id is not on record is that of a message which Enlace sent, at a provider that may call it otherwise
/// than its answer did: of one in doubt, which has left then, or of one with the same words just before. The others tell of
/// nothing that was sent by their interface.
async fn is_ours(tx: &mut PgConnection, provider: ProviderKind, echo: Echo<'_>, id: &str) -> Result<bool, JobError> {
    if provider.echoes_bear_its_id() {
        return Ok(false);
    }
    if let Some(doubted) = outbox::doubted(tx, echo).await? {
        if let Some(outgoing) = outbox::lock(tx, doubted).await?
            && outgoing.state == OutboxState::InDoubt
            && outgoing.provider_message_id.is_none()
        {
            let accepted = Accepted {
                provider_message_id: id.to_owned(),
                status: DeliveryStatus::Sent,
                wa_id: None,
            };
            if send::accept(tx, &outgoing, &accepted).await? {
                return Ok(true);
            }
        }
        // what is locked now must not be held while a conversation is waited for
        return Err(JobError::Postpone {
            after: Duration::ZERO,
            why: "somebody else settled the doubt".to_owned(),
        });
    }
    match outbox::said_before(tx, echo).await? {
        Some(message) => Ok(outbox::keep_earlier(tx, message, echo.channel, id).await?),
        None => Ok(false),
    }
}
