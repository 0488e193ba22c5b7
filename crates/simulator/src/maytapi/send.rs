//! The JSON of `sendMessage`: read, and refused in words.

use base64::{Engine, engine::general_purpose::STANDARD};
use enlace_domain::WaId;
use serde::Deserialize;
use url::Url;

use crate::{
    media::sha256_hex,
    message::{MediaSource, MessageId, Outgoing, Place, SentKind, SentMedia},
};

/// The body of a send.
#[derive(Debug, Deserialize)]
pub(super) struct Request {
    to_number: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    message: String,
    #[serde(default)]
    text: String,
    filename: Option<String>,
    latitude: Option<Degrees>,
    longitude: Option<Degrees>,
    reply_to: Option<MessageId>,
}

/// Maytapi's specification says number, its own example writes a text.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Degrees {
    Number(f64),
    Text(String),
}

impl Degrees {
    fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => text.parse().ok(),
        }
    }
}

impl Request {
    /// Reads the raw body; the error is Maytapi's sentence.
    pub fn read(raw: &[u8]) -> Result<Outgoing, String> {
        let request: Self = serde_json::from_slice(raw).map_err(|error| format!("Validation error: {error}"))?;
        request.message()
    }

    fn message(self) -> Result<Outgoing, String> {
        let number = self.to_number.trim_end_matches("@c.us");
        let to = WaId::parse(number).map_err(|_| "to_number is not a valid phone number".to_owned())?;
        let mut outgoing = Outgoing::words(to.as_str().to_owned(), self.message.clone());
        let content = &mut outgoing.content;
        match self.kind.as_str() {
            "text" | "link" if self.message.is_empty() => return Err("message is required".to_owned()),
            "text" | "link" => {}
            "media" => {
                content.kind = SentKind::Media;
                let (media, source) = file(&self.message, self.filename)?;
                content.media.push(media);
                outgoing.sources.push(source);
                outgoing.body = self.text;
            }
            "location" => {
                let degrees = |given: &Option<Degrees>| given.as_ref().and_then(Degrees::number);
                let (Some(latitude), Some(longitude)) = (degrees(&self.latitude), degrees(&self.longitude)) else {
                    return Err("latitude and longitude are required".to_owned());
                };
                content.kind = SentKind::Location;
                content.place = Some(Place {
                    latitude,
                    longitude,
                    label: self.text.clone(),
                });
                outgoing.body = self.text;
            }
            "reaction" => content.kind = SentKind::Reaction,
            "contact" | "vcard" => content.kind = SentKind::Contacts,
            other => return Err(format!("type {other} is not supported")),
        }
        outgoing.content.quoted = self.reply_to;
        Ok(outgoing)
    }
}

/// A file by its address, or within the message as a data URI.
fn file(message: &str, filename: Option<String>) -> Result<(SentMedia, MediaSource), String> {
    let mut media = SentMedia {
        filename,
        ..SentMedia::default()
    };
    if let Some(data) = message.strip_prefix("data:") {
        let invalid = || "message is not a valid data URI".to_owned();
        let (mime_type, encoded) = data.split_once(";base64,").ok_or_else(invalid)?;
        let bytes = STANDARD.decode(encoded).map_err(|_| invalid())?;
        media.mime_type = Some(mime_type.to_owned());
        media.size = Some(bytes.len());
        media.sha256 = Some(sha256_hex(&bytes));
        return Ok((media, MediaSource::Known));
    }
    let url = Url::parse(message).map_err(|_| "message must be an address or a data URI".to_owned())?;
    media.link = Some(message.to_owned());
    Ok((media, MediaSource::Link(url)))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read(rest: Value) -> Result<Outgoing, String> {
        let mut body = json!({ "to_number": "556281234567@c.us" });
        body.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        Request::read(body.to_string().as_bytes())
    }

    #[test]
    fn every_kind_is_read() {
        let words = read(json!({ "type": "text", "message": "Olá" })).unwrap();
        assert_eq!((words.to.as_str(), words.body.as_str()), ("556281234567", "Olá"));
        let place = read(json!({ "type": "location", "latitude": "-16.68", "longitude": -49.26 })).unwrap();
        assert_eq!(place.content.place.unwrap().latitude, -16.68);
        let file = read(json!({ "type": "media", "message": "data:text/plain;base64,b2k=", "text": "Segue" })).unwrap();
        assert_eq!((file.body.as_str(), file.content.media[0].size), ("Segue", Some(2)));
        assert!(read(json!({ "type": "media", "message": "fatura.pdf" })).is_err());
        assert!(read(json!({ "type": "poll", "message": "?" })).is_err());
        assert!(Request::read(b"{}").is_err());
    }
}
