//! How far a message of ours came: the gateway's reports, many in one post, and its errors. A report also tells that a
//! subscriber has taken a message back.

use enlace_domain::DeliveryStatus;
use serde_json::json;

use super::{
    identity::{author, is_private},
    outcome,
    understand::{short, unknown},
    webhook::{OWNERS, ignored},
};
use crate::fields::Fields;
use crate::{EventKind, InboundEvent, StatusReport, Understood, WebhookError, unreadable};

/// More reports than one post carries.
const REPORTS_LIMIT: usize = 1_000;

/// One event for each report of the post. One that can't be read does not take the others with it: it is kept.
pub(super) fn events(post: Fields<'_>) -> Vec<InboundEvent> {
    let mut events = Vec::new();
    for report in post.list("data").take(REPORTS_LIMIT) {
        if !is_private(report.filled("chatId")) {
            ignored("group");
            continue;
        }
        events.push(one_report(report).unwrap_or_else(|why| kept(post, report, why)));
    }
    events
}

/// A report that can't be read, as the post that would bring it alone.
fn kept(post: Fields<'_>, report: Fields<'_>, why: WebhookError) -> InboundEvent {
    let mut alone = json!({ "type": "ack", "data": [report.to_value()] });
    for name in OWNERS {
        if let Some(id) = post.id(name) {
            alone[name] = id.into();
        }
    }
    unreadable::event(alone.to_string().as_bytes(), why)
}

fn one_report(report: Fields<'_>) -> Result<InboundEvent, WebhookError> {
    let id = report.message_id("msgId").ok_or(WebhookError::Field {
        field: "data.msgId",
        allowed: "the message's id: letters, digits and _ @ . - :, at most 200",
    })?;
    let step = report.id("ackCode").or_else(|| report.id("ackType"));
    let step = step.map(|step| short(&step)).ok_or(WebhookError::Field {
        field: "data.ackCode",
        allowed: "the step as a number from 1 to 5",
    })?;
    let kind = match author(report).filter(|_| is_deleted(report)) {
        // in its turn after what the subscriber wrote
        Some(author) => EventKind::Message {
            sender_key: author.key(),
        },
        None => EventKind::Status {
            provider_message_id: id.to_owned(),
        },
    };
    Ok(InboundEvent {
        key: format!("{id}:{step}"),
        body: json!({ "type": "ack", "data": [report.to_value()] }),
        kind,
    })
}

/// Whether a message was taken back, by whom it was written.
fn is_deleted(report: Fields<'_>) -> bool {
    match report.number("ackCode") {
        Some(code) => code == 5,
        None => report.filled("ackType") == Some("deleted"),
    }
}

/// A message that the gateway gave up; `None` where the error does not say which.
pub(super) fn failure_event(post: Fields<'_>) -> Option<InboundEvent> {
    let id = failed_message(post)?;
    Some(InboundEvent {
        key: format!("{id}:error"),
        body: post.to_value(),
        kind: EventKind::Status {
            provider_message_id: id.to_owned(),
        },
    })
}

/// Reads a stored report.
pub(super) fn understand(post: Fields<'_>) -> Result<Understood, WebhookError> {
    let report = post.list("data").next();
    let report = report.and_then(|report| Some((report.message_id("msgId")?, report)));
    let (id, report) = report.ok_or(WebhookError::Field {
        field: "data.msgId",
        allowed: "the message's id: letters, digits and _ @ . - :, at most 200",
    })?;
    let word = report.filled("ackType").map(short);
    let status = match (report.number("ackCode"), word.as_deref()) {
        // the gateway's "delivered" is WhatsApp's servers, not the subscriber
        (Some(1), _) | (None, Some("delivered")) => Some(DeliveryStatus::Sent),
        (Some(2), _) | (None, Some("reached")) => Some(DeliveryStatus::Delivered),
        (Some(3 | 4), _) | (None, Some("seen" | "played")) => Some(DeliveryStatus::Read),
        _ if is_deleted(report) => {
            return Ok(match author(report) {
                Some(from) => Understood::Revoke {
                    from,
                    original: id.to_owned(),
                },
                // one of ours, taken back on the phone: what Enlace sent stays on record as it was sent
                None => Understood::ChangedOnPhone {
                    original: id.to_owned(),
                    body: None,
                },
            });
        }
        _ => None,
    };
    let raw_status = word
        .or_else(|| report.id("ackCode"))
        .map(|word| short(&word))
        .unwrap_or_default();
    if status.is_none() {
        unknown("status");
        tracing::warn!(
            message.status = raw_status,
            "Ignored the unknown step `{raw_status}` of a message"
        );
    }
    Ok(Understood::Status(StatusReport {
        provider_message_id: id.to_owned(),
        status,
        error_code: None,
        error_words: None,
        raw_status,
        reference: None,
    }))
}

/// Reads a stored error.
pub(super) fn failure(post: Fields<'_>) -> Understood {
    let Some(id) = failed_message(post) else {
        unknown("error");
        return Understood::Nothing {
            raw: "error".to_owned(),
        };
    };
    Understood::Status(StatusReport {
        provider_message_id: id.to_owned(),
        status: Some(DeliveryStatus::Failed),
        error_code: post.id("code").map(|code| short(&code)),
        error_words: Some(outcome::for_agent(post.text("message"))),
        raw_status: "error".to_owned(),
        reference: None,
    })
}

/// Which message an error is about, where it says so.
fn failed_message(post: Fields<'_>) -> Option<&str> {
    let data = post.inner("data");
    ["msgId", "id"]
        .into_iter()
        .find_map(|name| data.message_id(name))
        .or_else(|| post.message_id("msgId"))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::maytapi;

    fn stored(body: &Value) -> Understood {
        maytapi::understand::understand(body).unwrap()
    }

    fn report(body: &Value) -> StatusReport {
        match stored(body) {
            Understood::Status(report) => report,
            other => panic!("a report became {other:?}"),
        }
    }

    #[test]
    fn each_report_of_a_post_is_an_event() {
        let report = |id: &str, code: u8, chat: &str| json!({ "ackCode": code, "msgId": id, "chatId": chat });
        let body = json!({ "type": "ack", "product_id": "dc01968f", "phone_id": 12, "data": [
            report("50d8b950-a67f", 1, "556298765432@c.us"),
            report("50d8b950-a67f", 2, "556298765432@c.us"),
            report("60d8b950-a67f", 1, "556298765432-1574073754@g.us"),
        ] });
        let events = events(Fields::of(&body));
        let keys: Vec<&str> = events.iter().map(|event| event.key.as_str()).collect();
        assert_eq!(keys, ["50d8b950-a67f:1", "50d8b950-a67f:2"]);
        let expected = EventKind::Status {
            provider_message_id: "50d8b950-a67f".to_owned(),
        };
        assert_eq!(events[1].kind, expected);
        assert_eq!(events[1].body["data"].as_array().unwrap().len(), 1);
    }

    #[test]
    fn a_report_that_cannot_be_read_does_not_take_the_others_with_it() {
        let body = json!({ "type": "ack", "data": [{ "ackCode": 1 }, { "ackCode": 2, "msgId": "50d8b950-a67f" }] });
        assert_eq!(events(Fields::of(&body))[1].key, "50d8b950-a67f:2");
    }

    #[test]
    fn a_report_that_cannot_be_read_is_kept_as_a_post_of_its_own() {
        let kept = |report: Value| {
            let body = json!({ "type": "ack", "pid": "dc01968f", "phone_id": 12, "data": [report] });
            events(Fields::of(&body)).remove(0)
        };
        for (report, wrong) in [
            (json!({ "ackCode": 1 }), "data.msgId"),
            (json!({ "msgId": "50d8b950" }), "data.ackCode"),
        ] {
            let event = kept(report);
            assert!(
                matches!(event.kind, EventKind::Unreadable { why: WebhookError::Field { field, .. } } if field == wrong),
                "{event:?}"
            );
            let post: Value = serde_json::from_str(unreadable::post(&event.body).unwrap()).unwrap();
            assert_eq!((&post["pid"], &post["phone_id"]), (&json!("dc01968f"), &json!("12")));
            // still wrong it is itself
            assert_eq!(events(Fields::of(&post)), [event]);
        }
    }

    #[test]
    fn an_error_is_about_its_message_where_it_names_one() {
        let error = json!({ "type": "error", "product_id": "dc01968f", "phone_id": 12, "code": "P03",
                            "message": "…", "data": { "msgId": "50d8b950-a67f" } });
        let event = failure_event(Fields::of(&error)).unwrap();
        assert_eq!(event.key, "50d8b950-a67f:error");
        let without = json!({ "type": "error", "phone_id": 12, "message": "…" });
        assert_eq!(failure_event(Fields::of(&without)), None);
    }

    #[test]
    fn reports_stand_on_our_ladder() {
        let ack = |code: u8, word: &str| {
            json!({ "type": "ack", "data": [{ "ackCode": code, "ackType": word, "msgId": "50d8b950-a67f",
                                              "chatId": "556298765432@c.us", "time": 1_795_348_801 }] })
        };
        for (code, word, status) in [
            (1, "delivered", DeliveryStatus::Sent),
            (2, "reached", DeliveryStatus::Delivered),
            (3, "seen", DeliveryStatus::Read),
            (4, "played", DeliveryStatus::Read),
        ] {
            let report = report(&ack(code, word));
            assert_eq!((report.status, report.raw_status.as_str()), (Some(status), word));
            assert_eq!(report.provider_message_id, "50d8b950-a67f");
        }
        assert_eq!(report(&ack(9, "teleported")).status, None);
    }

    #[test]
    fn what_a_subscriber_takes_back_is_told_as_a_report() {
        let deleted = |id: &str, code: Value| {
            let report = json!({ "ackType": "deleted", "ackCode": code, "chatId": "556298765432@c.us", "msgId": id });
            json!({ "type": "ack", "data": [report] })
        };
        for code in [json!(5), Value::Null] {
            let theirs = deleted("false_556298765432@c.us_3EAF", code);
            assert!(matches!(
                stored(&theirs),
                Understood::Revoke { from, original } if from.key() == "556298765432" && original.ends_with("3EAF")
            ));
            let event = events(Fields::of(&theirs)).pop().unwrap();
            assert!(
                event.kind
                    == EventKind::Message {
                        sender_key: "556298765432".to_owned()
                    }
            );
        }
        let ours = deleted("true_556298765432@c.us_3EB0", json!(5));
        assert!(matches!(
            stored(&ours),
            Understood::ChangedOnPhone { original, body: None } if original.ends_with("3EB0")
        ));
        assert!(matches!(events(Fields::of(&ours))[0].kind, EventKind::Status { .. }));
    }

    #[test]
    fn a_failure_says_why() {
        let failed = report(
            &json!({ "type": "error", "code": "P03", "data": { "msgId": "50d8b950-a67f" },
                                     "message": "This number is not registered on WhatsApp" }),
        );
        assert_eq!(
            (failed.status, failed.error_code.as_deref()),
            (Some(DeliveryStatus::Failed), Some("P03"))
        );
        assert!(failed.error_words.unwrap().contains("alcançado"));
        let without = stored(&json!({ "type": "error", "message": "…" }));
        assert!(matches!(without, Understood::Nothing { .. }));
    }
}
