//! Conversations in the state a test needs.

use enlace_desk::{
    Desk,
    channels::{self, NewChannel},
};
use enlace_domain::{ChannelId, ConversationId, MessageId, MessageKind, PhoneNumber, QueueKey, WaId};
use enlace_store::{
    contacts::{self, Addresses},
    conversations, events,
    messages::{self, NewInboundMessage},
};
use enlace_whatsapp::twilio::{self, TwilioSecrets, TwilioSettings};
use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::phone;

/// The one channel of a test; made where it isn't there.
pub async fn channel(desk: &Desk) -> ChannelId {
    let number = PhoneNumber::parse("+556239990000").expect("a landline of Goiânia");
    let account = "AC00000000000000000000000000000000".parse().expect("an account");
    let new = NewChannel {
        name: "Principal".to_owned(),
        stored: twilio::stored(
            &TwilioSettings::new(account, number),
            &TwilioSecrets::new("a token of the tests".to_owned().into()),
        )
        .expect("settings and secrets can be written"),
    };
    channels::ensure(desk, new).await.expect("the channel is kept")
}

/// A conversation of somebody unknown who waits in a queue since now.
pub async fn conversation_waiting(desk: &Desk, queue: QueueKey) -> ConversationId {
    conversation_of(desk, &phone(), "Cliente do WhatsApp", queue).await
}

/// A conversation of whoever has this number (a customer, where one has it), waiting in a queue since now; its 24-hour
/// window is open, as after a message.
pub async fn conversation_of(desk: &Desk, phone: &PhoneNumber, name: &str, queue: QueueKey) -> ConversationId {
    let channel = channel(desk).await;
    let wa_id = WaId::parse(phone.as_str()).expect("a number is an account");
    let addresses = Addresses {
        wa_id: Some(&wa_id),
        phone: Some(phone),
        bsuid: None,
    };
    let mut tx = desk.pool().begin().await.expect("the database is there");
    let found = contacts::find(&mut tx, addresses, channel)
        .await
        .expect("contacts can be read");
    let known = match found {
        Some(known) => known,
        None => {
            contacts::create(&mut tx, name, addresses)
                .await
                .expect("a contact can be made");
            contacts::find(&mut tx, addresses, channel)
                .await
                .expect("contacts can be read")
                .expect("it was made")
        }
    };
    let protocol = conversations::next_protocol(&mut tx).await.expect("a number");
    let conversation = conversations::open(&mut tx, &protocol, known.id, known.customer, channel)
        .await
        .expect("a conversation can be opened")
        .expect("the contact has no open one");
    conversations::queue(&mut tx, conversation.id, queue, None, None)
        .await
        .expect("the queue is there");
    sqlx::query("update conversations set last_inbound_at = now() where id = $1")
        .bind(conversation.id.get())
        .execute(&mut *tx)
        .await
        .expect("the window can be opened");
    events::conversation_changed(&mut tx, conversation.id)
        .await
        .expect("the event is kept");
    tx.commit().await.expect("the conversation is kept");
    desk.hub().wake();
    conversation.id
}

/// A text of the subscriber in this conversation, as intake leaves it.
pub async fn inbound_text(desk: &Desk, conversation: ConversationId, text: &str) -> MessageId {
    let channel = channel(desk).await;
    let new = NewInboundMessage {
        conversation,
        channel,
        kind: MessageKind::Text,
        body: text,
        extra: &json!({}),
        provider_message_id: &format!("SM{}", Uuid::new_v4().simple()),
        provider_at: None,
        received_at: OffsetDateTime::now_utc(),
        waits: true,
    };
    let mut conn = desk.pool().acquire().await.expect("the database is there");
    let id = messages::append_inbound(&mut conn, &new)
        .await
        .expect("the message is kept")
        .expect("its id is new");
    desk.hub().wake();
    id
}
