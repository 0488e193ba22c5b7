//! The form that Twilio posts: decoding it once, and reading its stored JSON.

use serde_json::{Map, Value, map::Entry};
use url::form_urlencoded;

use crate::WebhookError;

/// More fields than any webhook of Twilio has (about 60 with ten media and an advertisement).
const FIELDS_LIMIT: usize = 200;

/// Longer than any field name of Twilio, in characters.
const NAME_LIMIT: usize = 100;

/// Names and values in the order they came, decoded and otherwise untouched, as the signature wants them.
///
/// # Errors
/// [`WebhookError::TooManyFields`], [`WebhookError::LongFieldName`].
pub(super) fn decode(raw: &[u8]) -> Result<Vec<(String, String)>, WebhookError> {
    let mut fields = Vec::new();
    for (name, value) in form_urlencoded::parse(raw) {
        if fields.len() == FIELDS_LIMIT {
            return Err(WebhookError::TooManyFields { allowed: FIELDS_LIMIT });
        }
        if name.chars().count() > NAME_LIMIT {
            return Err(WebhookError::LongFieldName { allowed: NAME_LIMIT });
        }
        fields.push((name.into_owned(), value.into_owned()));
    }
    Ok(fields)
}

/// An object of texts; a name that came more than once holds a list. PostgreSQL stores no NUL, so none is left.
pub(super) fn to_json(fields: &[(String, String)]) -> Value {
    let mut object = Map::new();
    for (name, value) in fields {
        let value = Value::String(without_nul(value));
        match object.entry(without_nul(name)) {
            Entry::Vacant(place) => {
                place.insert(value);
            }
            Entry::Occupied(mut place) => match place.get_mut() {
                Value::Array(list) => list.push(value),
                single => {
                    let first = single.take();
                    *single = Value::Array(vec![first, value]);
                }
            },
        }
    }
    Value::Object(object)
}

fn without_nul(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// The stored form.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a>(&'a Map<String, Value>);

impl<'a> Fields<'a> {
    /// # Errors
    /// [`WebhookError::Field`] for anything but an object.
    pub(super) fn of(body: &'a Value) -> Result<Self, WebhookError> {
        let what = WebhookError::Field {
            field: "body",
            allowed: "the fields of a form as a JSON object",
        };
        body.as_object().map(Self).ok_or(what)
    }

    /// The text of a field, the first one of a list; empty where there is none.
    pub(super) fn text(self, name: &str) -> &'a str {
        let value = match self.0.get(name) {
            Some(Value::Array(list)) => list.first(),
            other => other,
        };
        value.and_then(Value::as_str).unwrap_or_default()
    }

    /// The text of a field that is there and not blank, without the blanks around it.
    pub(super) fn filled(self, name: &str) -> Option<&'a str> {
        Some(self.text(name).trim()).filter(|text| !text.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_decoded_and_kept_untrimmed() {
        let fields = decode(b"Body=Ol%C3%A1+mundo%20&To=whatsapp%3A%2B551130000000").unwrap();
        assert_eq!(fields[0], ("Body".to_owned(), "Olá mundo ".to_owned()));
        assert_eq!(fields[1].1, "whatsapp:+551130000000");
    }

    #[test]
    fn a_repeated_name_becomes_a_list() {
        let body = to_json(&decode(b"a=1&b=2&a=3&a=4").unwrap());
        assert_eq!(body, json!({ "a": ["1", "3", "4"], "b": "2" }));
        assert_eq!(Fields::of(&body).unwrap().text("a"), "1");
    }

    #[test]
    fn what_postgresql_cannot_store_is_replaced() {
        let body = to_json(&decode(b"Bo%00dy=a%00b").unwrap());
        assert_eq!(body, json!({ "Bo\u{fffd}dy": "a\u{fffd}b" }));
    }

    #[test]
    fn the_form_is_bounded() {
        let many = vec!["a=1"; FIELDS_LIMIT].join("&");
        assert_eq!(decode(many.as_bytes()).unwrap().len(), FIELDS_LIMIT);
        let more = format!("{many}&a=1");
        assert_eq!(
            decode(more.as_bytes()),
            Err(WebhookError::TooManyFields { allowed: 200 })
        );
        assert!(decode("ã".repeat(NAME_LIMIT).as_bytes()).is_ok());
        assert_eq!(
            decode("a".repeat(101).as_bytes()),
            Err(WebhookError::LongFieldName { allowed: 100 })
        );
    }
}
