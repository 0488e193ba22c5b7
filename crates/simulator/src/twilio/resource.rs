//! Messages and accounts as the API shows them.

use enlace_domain::PhoneNumber;
use serde_json::{Value, json};
use time::{OffsetDateTime, format_description::well_known::Rfc2822};

use crate::message::{Direction, Record};

/// Sender and receiver of a message, with `whatsapp:+`.
pub(super) fn addresses(record: &Record, business: &PhoneNumber) -> (String, String) {
    let subscriber = format!("whatsapp:+{}", record.number);
    let business = format!("whatsapp:{}", business.as_str());
    match record.direction {
        Direction::Inbound => (subscriber, business),
        Direction::Outbound => (business, subscriber),
    }
}

/// A message. Numbers of segments and media are texts, dates are RFC 2822.
pub(super) fn message(record: &Record, account_sid: &str, business: &PhoneNumber) -> Value {
    let base = format!("/2010-04-01/Accounts/{account_sid}/Messages/{}", record.id);
    let (from, to) = addresses(record, business);
    json!({
        "sid": record.id,
        "account_sid": account_sid,
        "messaging_service_sid": record.service,
        "from": from,
        "to": to,
        "body": record.body,
        "status": record.status.as_str(),
        "direction": match record.direction {
            Direction::Inbound => "inbound",
            Direction::Outbound => "outbound-api",
        },
        "num_segments": "1",
        "num_media": record.num_media.to_string(),
        "price": null,
        "price_unit": null,
        "error_code": record.error_code,
        "error_message": null,
        "api_version": "2010-04-01",
        "date_created": rfc2822(record.created),
        "date_updated": rfc2822(record.updated),
        "date_sent": record.sent.map(rfc2822),
        "uri": format!("{base}.json"),
        "subresource_uris": { "media": format!("{base}/Media.json") },
    })
}

/// The account: in good standing.
pub(super) fn account(account_sid: &str) -> Value {
    let born = rfc2822(OffsetDateTime::UNIX_EPOCH);
    json!({
        "sid": account_sid,
        "owner_account_sid": account_sid,
        "friendly_name": "Fibra Cerrado",
        "status": "active",
        "type": "Full",
        "date_created": born,
        "date_updated": born,
        "uri": format!("/2010-04-01/Accounts/{account_sid}.json"),
        "subresource_uris": { "messages": format!("/2010-04-01/Accounts/{account_sid}/Messages.json") },
    })
}

fn rfc2822(at: OffsetDateTime) -> Option<String> {
    at.to_offset(time::UtcOffset::UTC).format(&Rfc2822).ok()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::message::{MessageId, WireStatus};

    #[test]
    fn a_resource_has_twilios_shape() {
        let at = datetime!(2026-11-22 12:00:00 UTC);
        let record = Record {
            id: MessageId::from("SM1"),
            line: 0,
            direction: Direction::Outbound,
            number: "5511987654321".to_owned(),
            body: "Olá".to_owned(),
            status: WireStatus::Queued,
            service: None,
            error_code: None,
            num_media: 0,
            created: at,
            updated: at,
            sent: None,
        };
        let shown = message(&record, "AC1", &PhoneNumber::parse("+551130000000").unwrap());
        assert_eq!(shown["from"], "whatsapp:+551130000000");
        assert_eq!(shown["to"], "whatsapp:+5511987654321");
        assert_eq!(shown["num_segments"], "1");
        assert_eq!(shown["num_media"], "0");
        assert_eq!(shown["date_created"], "Sun, 22 Nov 2026 12:00:00 +0000");
        assert_eq!(shown["date_sent"], Value::Null);
        assert_eq!(shown["error_code"], Value::Null);
        assert_eq!(shown["direction"], "outbound-api");
        assert_eq!(shown["uri"], "/2010-04-01/Accounts/AC1/Messages/SM1.json");
    }
}
