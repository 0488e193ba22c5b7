//! A row of the outbox as the message that its provider is given.

use enlace_store::outbox::{Address, Outgoing};
use enlace_whatsapp::{OutgoingMessage, Recipient};

use super::{
    Reference,
    content::{content, quoted},
};
use crate::Desk;

/// The message as the provider takes it; `None` where there is no address.
pub(super) fn message(desk: &Desk, outgoing: &Outgoing, attempt: i32) -> Option<OutgoingMessage> {
    let to = match outgoing.to.clone()? {
        Address::Number(number) => Recipient::Number(number),
        Address::Hidden(id) => Recipient::Bsuid(id),
    };
    let mut status_callback = desk.webhook(outgoing.channel);
    let reference = Reference {
        outbox: outgoing.id,
        attempt,
    };
    status_callback
        .query_pairs_mut()
        .append_pair(Reference::NAME, &reference.to_string());
    Some(OutgoingMessage {
        to,
        content: content(desk, outgoing),
        quoted: quoted(outgoing),
        status_callback,
        reference: reference.to_string(),
    })
}
