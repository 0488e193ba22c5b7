//! The form of Messages.create: read, and refused where Twilio refuses it.

use std::collections::BTreeMap;

use enlace_domain::{PhoneNumber, message::TEXT_LIMIT};
use url::Url;

use super::{content, problem::Problem, sid::is_sid};
use crate::message::{Content, MediaSource, Outgoing, Place, SentKind, SentMedia, WireStatus};

/// Reads the body of a request to the account whose one sender is `business`.
///
/// # Errors
/// Twilio's refusal, naming the field.
pub(super) fn parse(raw: &[u8], business: &PhoneNumber) -> Result<Outgoing, Problem> {
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_bytes(raw).map_err(|_| Problem::bad_field(20_001, "The request body is not a form"))?;
    let links: Vec<Url> = pairs
        .iter()
        .filter(|(name, _)| name == "MediaUrl")
        .map(|(_, value)| media_url(value))
        .collect::<Result<_, _>>()?;
    let fields: BTreeMap<String, String> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    let field = |name: &str| fields.get(name).map(String::as_str);

    let to = field("To").ok_or_else(|| Problem::bad_field(21_604, "A 'To' phone number is required."))?;
    if !is_whatsapp_address(to) {
        return Err(Problem::bad_field(
            21_211,
            format!("Invalid 'To' Phone Number: {}", hidden(to)),
        ));
    }
    let service = field("MessagingServiceSid").map(str::to_owned);
    check_sender(field("From"), service.as_deref(), to, business)?;
    let (body, mut content) = match (field("ContentSid"), field("Body")) {
        (Some(content), _) => content::render(content, field("ContentVariables"))?,
        (None, Some(body)) => (body.to_owned(), Content::default()),
        (None, None) if !links.is_empty() => (String::new(), Content::default()),
        (None, None) => {
            return Err(Problem::bad_field(
                21_619,
                "A text message body or media urls must be specified.",
            ));
        }
    };
    if body.chars().count() > TEXT_LIMIT {
        return Err(Problem::bad_field(
            21_617,
            "The concatenated message body exceeds the 1600 character limit",
        ));
    }
    if links.len() > 10 {
        return Err(Problem::bad_field(
            21_623,
            "Number of media files exceeds allowed limit",
        ));
    }
    if let Some(action) = field("PersistentAction") {
        content.kind = SentKind::Location;
        content.place = Some(place(action)?);
    } else if !links.is_empty() && content.kind == SentKind::Text {
        content.kind = SentKind::Media;
    }
    content.media = links
        .iter()
        .map(|link| SentMedia {
            link: Some(link.to_string()),
            ..SentMedia::default()
        })
        .collect();
    Ok(Outgoing {
        to: to.trim_start_matches("whatsapp:+").to_owned(),
        body,
        content,
        sources: links.into_iter().map(MediaSource::Link).collect(),
        callback: field("StatusCallback").map(callback_url).transpose()?,
        status: if service.is_some() {
            WireStatus::Accepted
        } else {
            WireStatus::Queued
        },
        service,
    })
}

/// `geo:-16.68,-49.26|Loja do centro`.
fn place(action: &str) -> Result<Place, Problem> {
    let read = || {
        let place = action.strip_prefix("geo:")?;
        let (degrees, label) = place.split_once('|').unwrap_or((place, ""));
        let (latitude, longitude) = degrees.split_once(',')?;
        Some(Place {
            latitude: latitude.trim().parse().ok()?,
            longitude: longitude.trim().parse().ok()?,
            label: label.to_owned(),
        })
    };
    read().ok_or_else(|| Problem::bad_field(63_021, "Channel invalid content error"))
}

fn check_sender(from: Option<&str>, service: Option<&str>, to: &str, business: &PhoneNumber) -> Result<(), Problem> {
    match (from, service) {
        (None, None) => Err(Problem::bad_field(21_603, "A 'From' phone number is required.")),
        (Some(from), _) if from == to => Err(Problem::bad_field(
            63_031,
            "Channels message cannot have same From and To",
        )),
        (Some(from), _) if from != format!("whatsapp:{}", business.as_str()) => Err(Problem::bad_field(
            63_007,
            "Twilio could not find a Channel with the specified From address",
        )),
        (_, Some(service)) if !is_sid("MG", service) => {
            Err(Problem::bad_field(21_701, "The Messaging Service does not exist."))
        }
        _ => Ok(()),
    }
}

/// `whatsapp:+` and 8 to 15 digits.
fn is_whatsapp_address(text: &str) -> bool {
    text.strip_prefix("whatsapp:+").is_some_and(|digits| {
        (8..=15).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn media_url(text: &str) -> Result<Url, Problem> {
    match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.host().is_some() => Ok(url),
        _ => Err(Problem::bad_field(21_620, "Invalid media URL(s)")),
    }
}

fn callback_url(text: &str) -> Result<Url, Problem> {
    match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.host().is_some() => Ok(url),
        _ => Err(Problem::bad_field(
            21_609,
            format!("The 'StatusCallback' URL {text} is not a valid URL."),
        )),
    }
}

/// A number is never shown whole, not even a wrong one.
fn hidden(to: &str) -> String {
    let kept: String = to.chars().take("whatsapp:+55".len()).collect();
    format!("{kept}XXXX")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn business() -> PhoneNumber {
        PhoneNumber::parse("+556232990000").unwrap()
    }

    fn read(fields: &[(&str, &str)]) -> Result<Outgoing, u32> {
        let raw = serde_urlencoded::to_string(fields).unwrap();
        parse(raw.as_bytes(), &business()).map_err(|problem| problem.code)
    }

    const TO: (&str, &str) = ("To", "whatsapp:+556281234567");
    const FROM: (&str, &str) = ("From", "whatsapp:+556232990000");
    const BODY: (&str, &str) = ("Body", "Olá");

    #[test]
    fn a_plain_message_is_taken() {
        let form = read(&[TO, FROM, BODY, ("StatusCallback", "https://desk.example/cb")]).unwrap();
        assert_eq!(form.body, "Olá");
        assert_eq!(form.callback.unwrap().as_str(), "https://desk.example/cb");
    }

    #[test]
    fn each_wrong_field_has_its_number() {
        assert_eq!(read(&[FROM, BODY]), Err(21_604));
        assert_eq!(read(&[("To", "+556281234567"), FROM, BODY]), Err(21_211));
        assert_eq!(read(&[("To", "whatsapp:+12ab"), FROM, BODY]), Err(21_211));
        assert_eq!(read(&[TO, BODY]), Err(21_603));
        assert_eq!(read(&[TO, ("From", "whatsapp:+5511999999999"), BODY]), Err(63_007));
        assert_eq!(read(&[("To", FROM.1), FROM, BODY]), Err(63_031));
        assert_eq!(read(&[TO, FROM]), Err(21_619));
        assert_eq!(read(&[TO, FROM, ("Body", &"é".repeat(1_601))]), Err(21_617));
        assert_eq!(read(&[TO, FROM, BODY, ("StatusCallback", "nowhere")]), Err(21_609));
        assert_eq!(read(&[TO, FROM, ("ContentSid", "HX1")]), Err(21_655));
        assert_eq!(read(&[TO, ("MessagingServiceSid", "MG1"), BODY]), Err(21_701));
    }

    #[test]
    fn a_place_and_files_are_read() {
        let here = read(&[TO, FROM, BODY, ("PersistentAction", "geo:-16.68,-49.26|Loja")]).unwrap();
        let place = here.content.place.unwrap();
        assert_eq!((place.latitude, place.label.as_str()), (-16.68, "Loja"));
        assert_eq!(read(&[TO, FROM, BODY, ("PersistentAction", "aqui")]), Err(63_021));
        let file = read(&[TO, FROM, ("MediaUrl", "https://desk.example/a.pdf")]).unwrap();
        assert_eq!((file.content.kind, file.sources.len()), (SentKind::Media, 1));
        assert_eq!(read(&[TO, FROM, ("MediaUrl", "a.pdf")]), Err(21_620));
    }

    #[test]
    fn the_limit_counts_characters() {
        assert!(read(&[TO, FROM, ("Body", &"é".repeat(1_600))]).is_ok());
    }
}
