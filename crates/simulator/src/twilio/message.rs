//! A message as Twilio keeps and shows it.

use serde::Serialize;
use serde_json::{Value, json};
use time::{OffsetDateTime, format_description::well_known::Rfc2822};

use super::MessageSid;

/// Which way a message went, in Twilio's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WireDirection {
    /// Written by a subscriber.
    Inbound,
    /// Sent through the API.
    OutboundApi,
}

/// How far a message is, in Twilio's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum WireStatus {
    /// Taken, not sent yet: no callback tells this.
    Queued,
    /// The same where a messaging service sends.
    Accepted,
    /// On its way.
    Sent,
    /// On the phone.
    Delivered,
    /// Read.
    Read,
    /// Given up.
    Undelivered,
    /// Written by a subscriber.
    Received,
}

impl WireStatus {
    /// As on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Accepted => "accepted",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Undelivered => "undelivered",
            Self::Received => "received",
        }
    }
}

/// What is kept of a message.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its id.
    pub sid: MessageSid,
    /// Sender, with `whatsapp:`.
    pub from: String,
    /// Receiver, with `whatsapp:`.
    pub to: String,
    /// Words, or the caption.
    pub body: String,
    /// Which way.
    pub direction: WireDirection,
    /// How far.
    pub status: WireStatus,
    /// `MG…` where one was named.
    pub messaging_service_sid: Option<String>,
    /// Twilio's number for why it failed.
    pub error_code: Option<u32>,
    /// Pieces of media.
    pub num_media: usize,
    /// When it was made.
    pub created: OffsetDateTime,
    /// When its status changed last.
    pub updated: OffsetDateTime,
    /// When it left.
    pub sent: Option<OffsetDateTime>,
}

impl Record {
    /// The resource as the API shows it. Numbers of segments and media are texts, dates are RFC 2822.
    #[must_use]
    pub fn resource(&self, account_sid: &str) -> Value {
        let uri = format!("/2010-04-01/Accounts/{account_sid}/Messages/{}.json", self.sid);
        let media = format!("/2010-04-01/Accounts/{account_sid}/Messages/{}/Media.json", self.sid);
        json!({
            "sid": self.sid,
            "account_sid": account_sid,
            "messaging_service_sid": self.messaging_service_sid,
            "from": self.from,
            "to": self.to,
            "body": self.body,
            "status": self.status.as_str(),
            "direction": match self.direction {
                WireDirection::Inbound => "inbound",
                WireDirection::OutboundApi => "outbound-api",
            },
            "num_segments": "1",
            "num_media": self.num_media.to_string(),
            "price": null,
            "price_unit": null,
            "error_code": self.error_code,
            "error_message": null,
            "api_version": "2010-04-01",
            "date_created": rfc2822(self.created),
            "date_updated": rfc2822(self.updated),
            "date_sent": self.sent.map(rfc2822),
            "uri": uri,
            "subresource_uris": { "media": media },
        })
    }
}

fn rfc2822(at: OffsetDateTime) -> Option<String> {
    at.to_offset(time::UtcOffset::UTC).format(&Rfc2822).ok()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_resource_has_twilios_shape() {
        let at = datetime!(2026-11-22 12:00:00 UTC);
        let record = Record {
            sid: MessageSid::new(false),
            from: "whatsapp:+551130000000".to_owned(),
            to: "whatsapp:+5511987654321".to_owned(),
            body: "Olá".to_owned(),
            direction: WireDirection::OutboundApi,
            status: WireStatus::Queued,
            messaging_service_sid: None,
            error_code: None,
            num_media: 0,
            created: at,
            updated: at,
            sent: None,
        };
        let shown = record.resource("AC1");
        assert_eq!(shown["num_segments"], "1");
        assert_eq!(shown["num_media"], "0");
        assert_eq!(shown["date_created"], "Sun, 22 Nov 2026 12:00:00 +0000");
        assert_eq!(shown["date_sent"], Value::Null);
        assert_eq!(shown["error_code"], Value::Null);
        assert_eq!(shown["direction"], "outbound-api");
        assert!(
            shown["uri"]
                .as_str()
                .unwrap()
                .starts_with("/2010-04-01/Accounts/AC1/Messages/SM")
        );
    }
}
