//! The wire format of server functions: JSON, read as text.
//!
//! The library's own codec reads bytes, while its resources and the event stream read text. Serde makes a reader of
//! every type for each of the two; one of them for everything is a smaller web app.

use leptos::server_fn::{
    Bytes, ContentType, Decodes, Encodes, Format, FormatType,
    codec::{JsonEncoding, Post},
};
use serde::{Serialize, de::DeserializeOwned};

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
        // what is no UTF-8 is no JSON: the reader objects to the sign that stands in its place
        serde_json::from_str(&String::from_utf8_lossy(&bytes))
    }
}
