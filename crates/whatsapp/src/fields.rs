//! The JSON that providers post, read without trusting its shape: ids come as numbers or as texts, and fields may be
//! missing.

use serde_json::Value;

/// An object of a webhook.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'a>(&'a Value);

impl<'a> Fields<'a> {
    pub(crate) const fn of(value: &'a Value) -> Self {
        Self(value)
    }

    /// The object in a field; an empty one where there is none.
    pub(crate) fn inner(self, name: &str) -> Self {
        Self(self.0.get(name).unwrap_or(&Value::Null))
    }

    /// The objects of a list.
    pub(crate) fn list(self, name: &str) -> impl Iterator<Item = Self> {
        self.0
            .get(name)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .map(Self)
    }

    /// The text of a field as it came; empty where there is none.
    pub(crate) fn text(self, name: &str) -> &'a str {
        self.0.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// The text of a field that is there and not blank, without the blanks around it.
    pub(crate) fn filled(self, name: &str) -> Option<&'a str> {
        Some(self.text(name).trim()).filter(|text| !text.is_empty())
    }

    /// A whole number, however it is written.
    pub(crate) fn number(self, name: &str) -> Option<i64> {
        let value = self.0.get(name)?;
        value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
    }

    /// An id, whether it came as a text or as a number.
    pub(crate) fn id(self, name: &str) -> Option<String> {
        match self.0.get(name)? {
            Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// An id of a message: letters, digits and what stands between the parts of WhatsApp Web's own ids.
    pub(crate) fn message_id(self, name: &str) -> Option<&'a str> {
        self.filled(name).filter(|id| {
            id.len() <= 200
                && id
                    .bytes()
                    .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, b'_' | b'@' | b'.' | b'-' | b':'))
        })
    }

    /// Whether the field is `true`.
    pub(crate) fn is(self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool).unwrap_or_default()
    }

    /// A copy of it, to be stored.
    pub(crate) fn to_value(self) -> Value {
        self.0.clone()
    }
}

/// Takes NUL out of every text and name, for PostgreSQL stores none.
pub(crate) fn without_nul(value: Value) -> Value {
    let clean = |text: String| text.replace('\0', "\u{fffd}");
    match value {
        Value::String(text) => Value::String(clean(text)),
        Value::Array(list) => list.into_iter().map(without_nul).collect(),
        Value::Object(object) => object
            .into_iter()
            .map(|(name, value)| (clean(name), without_nul(value)))
            .collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_id_may_be_a_number_or_a_text() {
        let value = json!({ "a": 12, "b": " 12 ", "c": "", "d": [12] });
        let fields = Fields::of(&value);
        assert_eq!(fields.id("a"), fields.id("b"));
        assert_eq!(fields.number("a"), fields.number("b"));
        assert_eq!((fields.id("c"), fields.id("d"), fields.id("e")), (None, None, None));
    }

    #[test]
    fn only_what_whatsapp_web_writes_is_a_message_id() {
        let value = json!({ "a": "false_5562998765432@c.us_3EB0A8", "b": "50d8b950-a67f-11eb", "c": "a b", "d": "'" });
        let fields = Fields::of(&value);
        assert!(fields.message_id("a").is_some() && fields.message_id("b").is_some());
        assert!(fields.message_id("c").is_none() && fields.message_id("d").is_none());
    }

    #[test]
    fn what_postgresql_cannot_store_is_replaced() {
        assert_eq!(
            without_nul(json!({ "a\0": ["b\0", { "c": "\0" }, 1] })),
            json!({ "a\u{fffd}": ["b\u{fffd}", { "c": "\u{fffd}" }, 1] })
        );
    }
}
