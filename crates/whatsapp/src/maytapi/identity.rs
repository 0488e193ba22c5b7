//! Who wrote, and what a message is known by.

use enlace_domain::WaId;

use crate::fields::Fields;
use crate::{Sender, WebhookError};

/// The number, where WhatsApp shows it; else the id that it gives a linked device in its place, like `1234@lid`.
pub(super) fn sender(post: Fields<'_>) -> Result<Sender, WebhookError> {
    let user = post.inner("user");
    let chat = user.filled("id").or_else(|| post.filled("conversation"));
    person(chat.unwrap_or_default(), user.filled("phone")).ok_or(WebhookError::Field {
        field: "user.phone",
        allowed: "a number with its country code, or a user.id that ends with @c.us or @lid",
    })
}

/// Whom a message written on the phone is for: whoever the chat is with. `user` may be the phone itself.
pub(super) fn recipient(post: Fields<'_>) -> Result<Sender, WebhookError> {
    // as WhatsApp Web names what went out: whose it is, the chat, its own digits
    let in_id = post
        .inner("message")
        .message_id("id")
        .and_then(|id| id.split('_').nth(1));
    [post.filled("conversation"), in_id]
        .into_iter()
        .flatten()
        .find_map(|chat| person(chat, None))
        .ok_or(WebhookError::Field {
            field: "conversation",
            allowed: "the chat that it was written in, which ends with @c.us or @lid",
        })
}

/// Whose message a report is about: `None` for one of ours, and for a report that does not tell.
pub(super) fn author(report: Fields<'_>) -> Option<Sender> {
    // as WhatsApp Web names what came in
    let theirs = report.message_id("msgId")?.starts_with("false_");
    theirs.then(|| person(report.filled("chatId")?, None)).flatten()
}

fn person(chat: &str, phone: Option<&str>) -> Option<Sender> {
    let (name, server) = chat.split_once('@').unwrap_or((chat, ""));
    let hidden = server == "lid" && is_lid(chat);
    let phone = phone.filter(|phone| !(hidden && *phone == name));
    let wa_id = [phone, Some(name).filter(|_| !hidden)]
        .into_iter()
        .flatten()
        .find_map(|text| WaId::parse(text).ok());
    let bsuid = hidden.then(|| chat.to_owned());
    (wa_id.is_some() || bsuid.is_some()).then_some(Sender { wa_id, bsuid })
}

/// What a message is known by: its id; with the kind and time for a change of another message, which may come under
/// that message's id.
pub(super) fn own_id(post: Fields<'_>) -> Result<String, WebhookError> {
    let message = post.inner("message");
    let id = message.message_id("id").ok_or(WebhookError::Field {
        field: "message.id",
        allowed: "the message's id: letters, digits and _ @ . - :, at most 200",
    })?;
    Ok(match change(message) {
        Some(change) => format!(
            "{id}:{}:{}",
            change.name(),
            post.number("timestamp").unwrap_or_default()
        ),
        None => id.to_owned(),
    })
}

/// What a message does to another one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// An emoji on it.
    Reaction,
    /// Other words for it.
    Edit,
    /// It is taken back.
    Delete,
}

impl Change {
    const fn name(self) -> &'static str {
        match self {
            Self::Reaction => "reaction",
            Self::Edit => "edit",
            Self::Delete => "delete",
        }
    }
}

/// What `message` does to another one, if that is what it is.
pub(super) fn change(message: Fields<'_>) -> Option<Change> {
    match message.text("type").trim() {
        "reaction" => Some(Change::Reaction),
        "edit" | "edited" => Some(Change::Edit),
        "delete" | "deleted" | "revoked" => Some(Change::Delete),
        _ => None,
    }
}

/// Whether a chat is with one person: neither a group, nor a list, nor a status. A post that names no chat is.
pub(super) fn is_private(chat: Option<&str>) -> bool {
    let server = chat.and_then(|chat| chat.rsplit_once('@')).map(|(_, server)| server);
    server.is_none_or(|server| matches!(server, "c.us" | "s.whatsapp.net" | "lid"))
}

fn is_lid(chat: &str) -> bool {
    chat.len() <= 60
        && chat
            .bytes()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == b'@')
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn who(post: &Value) -> Sender {
        sender(Fields::of(post)).unwrap()
    }

    #[test]
    fn the_number_is_told_in_several_places() {
        let expected = Sender {
            wa_id: Some("556298765432".parse().unwrap()),
            bsuid: None,
        };
        for post in [
            json!({ "user": { "id": "556298765432@c.us", "phone": "556298765432" } }),
            json!({ "user": { "id": "556298765432@c.us" } }),
            json!({ "conversation": "556298765432@c.us" }),
        ] {
            assert_eq!(who(&post), expected, "{post}");
        }
    }

    #[test]
    fn a_hidden_number_is_not_made_up() {
        let hidden = json!({ "user": { "id": "123456789012345@lid", "phone": "123456789012345" } });
        let bsuid = Some("123456789012345@lid".to_owned());
        assert_eq!(
            who(&hidden),
            Sender {
                wa_id: None,
                bsuid: bsuid.clone()
            }
        );
        let shown = json!({ "user": { "id": "123456789012345@lid", "phone": "556298765432" } });
        let wa_id = Some("556298765432".parse().unwrap());
        assert_eq!(who(&shown), Sender { wa_id, bsuid });
    }

    #[test]
    fn what_was_written_on_the_phone_is_for_whoever_the_chat_is_with() {
        let expected = Sender {
            wa_id: Some("556298765432".parse().unwrap()),
            bsuid: None,
        };
        let user = json!({ "id": "556232000000@c.us", "phone": "556232000000" });
        for post in [
            json!({ "user": user, "conversation": "556298765432@c.us" }),
            json!({ "user": user, "message": { "id": "true_556298765432@c.us_3EB0" } }),
        ] {
            assert!(recipient(Fields::of(&post)).unwrap() == expected, "{post}");
        }
        assert!(recipient(Fields::of(&json!({ "user": user, "message": { "id": "3EB0" } }))).is_err());
        let hidden = recipient(Fields::of(&json!({ "conversation": "123456789012345@lid" }))).unwrap();
        assert_eq!(hidden.bsuid.as_deref(), Some("123456789012345@lid"));
    }

    #[test]
    fn a_change_is_not_known_by_the_id_alone() {
        let id = |kind: &str| {
            let post = json!({ "message": { "id": "3EB0", "type": kind }, "timestamp": 1_795_348_860 });
            own_id(Fields::of(&post)).unwrap()
        };
        assert_eq!(id("text"), "3EB0");
        assert_eq!(id("edit"), "3EB0:edit:1795348860");
        assert_eq!(id("revoked"), "3EB0:delete:1795348860");
    }
}
