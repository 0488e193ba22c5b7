//! What a provider proves to have sent and nobody can read: kept as it came, so that a person sees it, and read again
//! once this program or the text is mended.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{Channel, EventKind, InboundEvent, WebhookError, fields::without_nul};

/// The field of an event's body that holds the post.
const POST: &str = "unreadable";

/// The event that keeps this post: the same for every repeat of it.
pub(crate) fn event(post: &[u8], why: WebhookError) -> InboundEvent {
    InboundEvent {
        key: format!("unreadable:{}", hex::encode(Sha256::digest(post))),
        body: body(&String::from_utf8_lossy(post)),
        kind: EventKind::Unreadable { why },
    }
}

/// The events of a whole post, or the one that keeps it.
pub(crate) fn or_kept(post: &[u8], read: Result<Vec<InboundEvent>, WebhookError>) -> Vec<InboundEvent> {
    read.unwrap_or_else(|why| vec![event(post, why)])
}

/// The body of an event that keeps this post. PostgreSQL stores no NUL, so none is left.
pub(crate) fn body(post: &str) -> Value {
    json!({ POST: post.replace('\0', "\u{fffd}") })
}

/// The post that such a body keeps; `None` for the body of an event that could be read.
pub(crate) fn post(body: &Value) -> Option<&str> {
    body.get(POST).and_then(Value::as_str)
}

/// The events of a kept post, if now all of it can be read.
///
/// # Errors
/// What is still wrong with the first that can't be read, or that none is the channel's.
pub(crate) fn all_read(events: Vec<InboundEvent>) -> Result<Vec<InboundEvent>, WebhookError> {
    let why = events.iter().find_map(|event| match event.kind {
        EventKind::Unreadable { why } => Some(why),
        _ => None,
    });
    match why {
        Some(why) => Err(why),
        None if events.is_empty() => Err(WebhookError::Field {
            field: "body",
            allowed: "something that concerns this channel",
        }),
        None => Ok(events),
    }
}

impl Channel {
    /// Reads the body of an [`EventKind::Unreadable`] once more. The events have the keys that they would have had at
    /// first.
    ///
    /// # Errors
    /// [`WebhookError`] where any part of it still can't be read, or where nothing of it is this channel's.
    pub fn read_again(&self, body: &Value) -> Result<Vec<InboundEvent>, WebhookError> {
        let post = post(body).ok_or(WebhookError::Field {
            field: "body",
            allowed: "a post that could not be read",
        })?;
        all_read(self.0.read_again(post.as_bytes())?)
    }

    /// The body of a stored event as people read and mend it: indented JSON, or what came where it is none.
    #[must_use]
    pub fn shown(&self, body: &Value) -> String {
        match post(body) {
            Some(post) => match self.0.as_json(post.as_bytes()) {
                Some(json) => format!("{json:#}"),
                None => post.to_owned(),
            },
            None => format!("{body:#}"),
        }
    }

    /// The body that a person wrote to be taken in instead of `old`.
    ///
    /// # Errors
    /// [`WebhookError`]: it can't be read either.
    pub fn mended(&self, old: &Value, text: &str) -> Result<Value, WebhookError> {
        if post(old).is_some() {
            let body = body(text);
            self.read_again(&body)?;
            return Ok(body);
        }
        let body = without_nul(serde_json::from_str(text).map_err(|_| WebhookError::NotJson)?);
        self.understand(&body)?;
        Ok(body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeat_has_the_same_key_and_another_post_another() {
        let key = |post: &[u8]| event(post, WebhookError::NotJson).key;
        assert_eq!(key(b"oi"), key(b"oi"));
        assert_ne!(key(b"oi"), key(b"ola"));
    }

    #[test]
    fn what_came_is_kept_as_far_as_the_database_can() {
        let kept = event(b"a\0b\xff", WebhookError::NotJson);
        assert_eq!(post(&kept.body), Some("a\u{fffd}b\u{fffd}"));
        assert_eq!(post(&json!({ "MessageSid": "SM1" })), None);
    }

    #[test]
    fn one_that_cannot_be_read_keeps_the_others_waiting() {
        let read = InboundEvent {
            key: "1".to_owned(),
            body: Value::Null,
            kind: EventKind::Notice,
        };
        assert_eq!(all_read(vec![read.clone()]), Ok(vec![read.clone()]));
        let kept = event(b"oi", WebhookError::NotJson);
        assert_eq!(all_read(vec![read, kept]), Err(WebhookError::NotJson));
        assert!(all_read(Vec::new()).is_err(), "nothing is lost without a word");
    }
}
