//! What a subscriber writes, and the form in which Twilio reports it.

use enlace_domain::{PhoneNumber, WaId};
use serde_json::json;

use super::MessageSid;
use crate::place::{Stranger, Subscriber};

/// Who writes: the number in WhatsApp's spelling and the name they gave themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writer {
    /// Digits as WhatsApp knows them.
    pub wa_id: WaId,
    /// May be empty.
    pub profile_name: String,
}

impl From<&Subscriber> for Writer {
    fn from(subscriber: &Subscriber) -> Self {
        Self {
            wa_id: subscriber.wa_id.clone(),
            profile_name: subscriber.profile_name.clone(),
        }
    }
}

impl From<&Stranger> for Writer {
    fn from(stranger: &Stranger) -> Self {
        Self {
            wa_id: stranger.wa_id.clone(),
            profile_name: stranger.profile_name.clone(),
        }
    }
}

impl From<&WaId> for Writer {
    fn from(wa_id: &WaId) -> Self {
        Self {
            wa_id: wa_id.clone(),
            profile_name: String::new(),
        }
    }
}

/// What is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    /// Words.
    Text(String),
    /// A choice, tapped.
    Choice {
        /// The words on it.
        title: String,
        /// Its id.
        payload: String,
    },
    /// A voice message.
    Audio,
    /// A picture, with words or without.
    Image {
        /// May be empty.
        caption: String,
    },
    /// A place.
    Location {
        /// Degrees.
        latitude: f64,
        /// Degrees.
        longitude: f64,
        /// As the map has it.
        address: String,
    },
    /// A kind that Twilio reports by its name alone.
    Unknown {
        /// Twilio's `MessageType`.
        message_type: String,
    },
}

impl From<&str> for Written {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Written {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Written {
    /// The words that come with it.
    #[must_use]
    pub fn body(&self) -> &str {
        match self {
            Self::Text(text) | Self::Choice { title: text, .. } | Self::Image { caption: text } => text,
            Self::Audio | Self::Location { .. } | Self::Unknown { .. } => "",
        }
    }

    /// Pieces of media.
    #[must_use]
    pub fn num_media(&self) -> usize {
        usize::from(matches!(self, Self::Audio | Self::Image { .. }))
    }

    fn message_type(&self) -> &str {
        match self {
            Self::Text(_) => "text",
            Self::Choice { .. } => "interactive",
            Self::Audio => "audio",
            Self::Image { .. } => "image",
            Self::Location { .. } => "location",
            Self::Unknown { message_type } => message_type,
        }
    }
}

/// The fields of Twilio's inbound webhook.
pub(crate) fn form(
    account_sid: &str,
    api: &str,
    business: &PhoneNumber,
    sid: &MessageSid,
    writer: &Writer,
    written: &Written,
) -> Vec<(String, String)> {
    let digits = writer.wa_id.as_str();
    let context = json!({ "ProfileName": writer.profile_name, "WaId": digits });
    let channel_metadata = json!({ "type": "whatsapp", "data": { "context": context } });
    let mut form: Vec<(String, String)> = Vec::with_capacity(20);
    let mut put = |name: &str, value: &str| form.push((name.to_owned(), value.to_owned()));
    put("SmsMessageSid", sid.as_str());
    put("SmsSid", sid.as_str());
    put("MessageSid", sid.as_str());
    put("AccountSid", account_sid);
    put("ApiVersion", "2010-04-01");
    put("SmsStatus", "received");
    put("NumSegments", "1");
    put("NumMedia", &written.num_media().to_string());
    put("From", &format!("whatsapp:+{digits}"));
    put("To", &format!("whatsapp:{}", business.as_str()));
    put("WaId", digits);
    if !writer.profile_name.is_empty() {
        put("ProfileName", &writer.profile_name);
    }
    put("MessageType", written.message_type());
    put("ChannelMetadata", &channel_metadata.to_string());
    put("Body", written.body());
    let media = format!(
        "{api}/2010-04-01/Accounts/{account_sid}/Messages/{sid}/Media/ME{}",
        &sid.as_str()[2..]
    );
    match written {
        Written::Text(_) | Written::Unknown { .. } => {}
        Written::Choice { title, payload } => {
            put("ButtonText", title);
            put("ButtonPayload", payload);
        }
        Written::Audio => {
            put("MediaUrl0", &media);
            put("MediaContentType0", "audio/ogg");
        }
        Written::Image { .. } => {
            put("MediaUrl0", &media);
            put("MediaContentType0", "image/jpeg");
        }
        Written::Location {
            latitude,
            longitude,
            address,
        } => {
            put("Latitude", &latitude.to_string());
            put("Longitude", &longitude.to_string());
            put("Address", address);
        }
    }
    form
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(written: &Written) -> std::collections::BTreeMap<String, String> {
        let writer = Writer {
            wa_id: WaId::parse("556281234567").unwrap(),
            profile_name: "Zé".to_owned(),
        };
        let business = PhoneNumber::parse("+556232990000").unwrap();
        form(
            "AC1",
            "http://town",
            &business,
            &MessageSid::new(false),
            &writer,
            written,
        )
        .into_iter()
        .collect()
    }

    #[test]
    fn the_spelling_without_the_ninth_digit_goes_out_as_it_is() {
        let text = fields(&"oi".into());
        assert_eq!(text["From"], "whatsapp:+556281234567");
        assert_eq!(text["WaId"], "556281234567");
        assert_eq!((text["Body"].as_str(), text["MessageType"].as_str()), ("oi", "text"));
        assert_eq!(text["MessageSid"], text["SmsSid"]);
        assert!(text["ChannelMetadata"].contains("\"ProfileName\":\"Zé\""));
    }

    #[test]
    fn every_kind_carries_its_own_fields() {
        assert_eq!(fields(&Written::Audio)["MediaContentType0"], "audio/ogg");
        assert_eq!(fields(&Written::Audio)["NumMedia"], "1");
        let tapped = fields(&Written::Choice {
            title: "Fatura".to_owned(),
            payload: "financial".to_owned(),
        });
        assert_eq!(
            (tapped["ButtonPayload"].as_str(), tapped["Body"].as_str()),
            ("financial", "Fatura")
        );
        let place = Written::Location {
            latitude: -16.7,
            longitude: -49.2,
            address: "Setor Bueno".to_owned(),
        };
        assert_eq!(fields(&place)["Latitude"], "-16.7");
        let poll = Written::Unknown {
            message_type: "poll_creation".to_owned(),
        };
        assert_eq!(fields(&poll)["MessageType"], "poll_creation");
    }
}
