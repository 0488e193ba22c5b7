//! The wire format of server functions: JSON, read as text.
//!
//! The library's own codec reads bytes, while its resources and the event stream read text. Serde makes a reader of
//! every type for each of the two; one of them for everything is a smaller web app.

use leptos::server_fn::{
    Bytes, ContentType, Decodes, Encodes, Format, FormatType,
    codec::{JsonEncoding, Post},
};
use serde::{
    Serialize,
    de::{DeserializeOwned, Error as _},
};

/// JSON in the body of a `POST` and of its answer.
pub(crate) type Json = Post<JsonText>;

/// Reads and writes JSON.
pub struct JsonText;

impl ContentType for JsonText {
    const CONTENT_TYPE: &'static str = JsonEncoding::CONTENT_TYPE;
}

impl FormatType for JsonText {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for JsonText {
    type Error = serde_json::Error;

    fn encode(value: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_string(value).map(Into::into)
    }
}

impl<T: DeserializeOwned> Decodes<T> for JsonText {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        let text = std::str::from_utf8(&bytes).map_err(serde_json::Error::custom)?;
        serde_json::from_str(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &'static [u8]) -> Result<String, serde_json::Error> {
        JsonText::decode(Bytes::from_static(bytes))
    }

    #[test]
    fn what_is_no_utf_8_is_refused_within_a_string_too() {
        assert_eq!(decoded("\"olá\"".as_bytes()).unwrap(), "olá");
        assert!(decoded(b"\"ol\xe1\"").is_err());
    }
}
