//! Which vendor's words a line speaks: the one place that chooses between them.

use axum::{Router, middleware};
use time::OffsetDateTime;
use url::Url;

use crate::{
    deliver::Call,
    ledger::Entry,
    line::{OnLine, Vendor, guard},
    maytapi,
    media::{Piece, Sample},
    message::{MessageId, SentKind, WireStatus, Writer, Written},
    meta, twilio,
};

/// Something written, about to be told to the desk.
pub(crate) struct Telling<'a> {
    pub on: &'a OnLine,
    pub id: &'a MessageId,
    pub writer: &'a Writer,
    pub written: &'a Written,
    /// The file that comes with it.
    pub piece: Option<&'a Piece>,
    /// The message whose choice was tapped, and what it was.
    pub offer: Option<(MessageId, SentKind)>,
    /// The number on the other side of the message that it is about, or that it quotes.
    pub about_from: Option<String>,
    pub at: OffsetDateTime,
}

/// The API of a line, closed during an outage.
pub(crate) fn router(on: &OnLine) -> Router {
    let router = match &on.line.config.vendor {
        Vendor::Twilio(_) => twilio::router(on.clone()),
        Vendor::Meta(_) => meta::router(on.clone()),
        Vendor::Dialog360(_) => meta::dialog_router(on.clone()),
        Vendor::Maytapi(_) => maytapi::router(on.clone()),
    };
    router.layer(middleware::from_fn_with_state(on.clone(), guard))
}

/// A new id of a message with this subscriber.
pub(crate) fn message_id(on: &OnLine, number: &str, inbound: bool, with_media: bool) -> MessageId {
    match &on.line.config.vendor {
        Vendor::Twilio(_) => twilio::message_sid(with_media),
        Vendor::Meta(_) | Vendor::Dialog360(_) => meta::wamid(number),
        Vendor::Maytapi(_) => maytapi::message_id(number, inbound),
    }
}

/// A file of a message as the vendor shelves it.
pub(crate) fn piece(on: &OnLine, sample: Sample) -> Piece {
    let id = match &on.line.config.vendor {
        Vendor::Twilio(_) => twilio::media_sid(),
        Vendor::Meta(_) | Vendor::Dialog360(_) => meta::media_id(),
        Vendor::Maytapi(_) => maytapi::media_name(sample.extension),
    };
    Piece {
        id,
        mime_type: sample.mime_type.to_owned(),
        filename: sample.filename,
        bytes: sample.bytes,
    }
}

/// What the desk is told of something written.
pub(crate) fn told(telling: &Telling<'_>) -> Call {
    match &telling.on.line.config.vendor {
        Vendor::Twilio(account) => Call::Form(twilio::inbound(telling, account)),
        Vendor::Meta(_) | Vendor::Dialog360(_) => Call::Json(meta::inbound(telling)),
        Vendor::Maytapi(account) => Call::Json(maytapi::inbound(telling, account)),
    }
}

/// Where and how the desk is told of a step; `None` where the vendor does not tell it.
pub(crate) fn step(on: &OnLine, entry: &Entry, status: WireStatus, error: Option<u32>) -> Option<(Url, Call)> {
    let webhook = || on.line.webhook().0;
    match &on.line.config.vendor {
        Vendor::Twilio(account) => {
            let url = entry.callback.as_ref()?.url.clone()?;
            Some((
                url,
                Call::Form(twilio::status(on, account, &entry.record, status, error)),
            ))
        }
        Vendor::Meta(_) | Vendor::Dialog360(_) => {
            Some((webhook(), Call::Json(meta::status(on, entry, status, error)?)))
        }
        Vendor::Maytapi(account) => Some((webhook(), Call::Json(maytapi::ack(account, &entry.record, status)?))),
    }
}

/// The headers of a call to the desk; what proves that it comes from the vendor is among them.
pub(crate) fn headers(on: &OnLine, public: &Url, call: &Call, body: &[u8]) -> Vec<(String, String)> {
    let mut headers = on.line.webhook().1;
    match (&on.line.config.vendor, call) {
        (Vendor::Twilio(account), Call::Form(fields)) => headers.extend(twilio::headers(account, public, fields)),
        (Vendor::Meta(account), _) => headers.push(meta::signature(account, body)),
        _ => {}
    }
    headers
}

/// The numbers with which a vendor gives messages up: outside the 24 hours, if it knows them, and where a file can't be
/// fetched. Maytapi has no numbers.
pub(crate) const fn give_up_codes(vendor: &Vendor) -> (Option<u32>, Option<u32>) {
    match vendor {
        Vendor::Twilio(_) => (Some(63_016), Some(63_019)),
        Vendor::Meta(_) | Vendor::Dialog360(_) => (Some(131_047), Some(131_053)),
        Vendor::Maytapi(_) => (None, Some(0)),
    }
}

/// Whether a vendor says `sent` of a message before it gives it up.
pub(crate) const fn says_sent_before_giving_up(vendor: &Vendor) -> bool {
    matches!(vendor, Vendor::Twilio(_))
}
