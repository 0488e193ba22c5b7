//! The form of Messages.create: read, and refused where Twilio refuses it.

use std::collections::BTreeMap;

use enlace_domain::{PhoneNumber, message::TEXT_LIMIT, view::Choice};
use url::Url;

use super::{list_picker, problem::Problem, sid::is_sid};

/// A form that Twilio takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendForm {
    /// Receiver, with `whatsapp:+`.
    pub to: String,
    /// What the subscriber reads.
    pub body: String,
    /// What the subscriber may tap.
    pub choices: Vec<Choice>,
    /// `MG…` where one was named.
    pub messaging_service_sid: Option<String>,
    /// Pieces of media.
    pub num_media: usize,
    /// Where the steps are reported.
    pub status_callback: Option<Url>,
}

impl SendForm {
    /// Reads the body of a request to the account whose one sender is `business`.
    ///
    /// # Errors
    /// Twilio's refusal, naming the field.
    pub fn parse(raw: &[u8], business: &PhoneNumber) -> Result<Self, Problem> {
        let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(raw)
            .map_err(|_| Problem::bad_field(20_001, "The request body is not a form"))?;
        let media = pairs.iter().filter(|(name, _)| name == "MediaUrl").count();
        let fields: BTreeMap<String, String> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        let field = |name: &str| fields.get(name).map(String::as_str);

        let to = field("To").ok_or_else(|| Problem::bad_field(21_604, "A 'To' phone number is required."))?;
        if !is_whatsapp_address(to) {
            return Err(Problem::bad_field(
                21_211,
                format!("Invalid 'To' Phone Number: {}", hidden(to)),
            ));
        }
        let messaging_service_sid = field("MessagingServiceSid").map(str::to_owned);
        check_sender(field("From"), messaging_service_sid.as_deref(), to, business)?;
        let (body, choices) = match (field("ContentSid"), field("Body")) {
            (Some(content), _) => list_picker::render(content, field("ContentVariables"))?,
            (None, Some(body)) => (body.to_owned(), Vec::new()),
            (None, None) if media > 0 => (String::new(), Vec::new()),
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
        if media > 10 {
            return Err(Problem::bad_field(
                21_623,
                "Number of media files exceeds allowed limit",
            ));
        }
        let status_callback = field("StatusCallback").map(callback_url).transpose()?;
        Ok(Self {
            to: to.to_owned(),
            body,
            choices,
            messaging_service_sid,
            num_media: media,
            status_callback,
        })
    }
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

    fn parse(fields: &[(&str, &str)]) -> Result<SendForm, u32> {
        let raw = serde_urlencoded::to_string(fields).unwrap();
        SendForm::parse(raw.as_bytes(), &business()).map_err(|problem| problem.code)
    }

    const TO: (&str, &str) = ("To", "whatsapp:+556281234567");
    const FROM: (&str, &str) = ("From", "whatsapp:+556232990000");
    const BODY: (&str, &str) = ("Body", "Olá");

    #[test]
    fn a_plain_message_is_taken() {
        let form = parse(&[TO, FROM, BODY, ("StatusCallback", "https://desk.example/cb")]).unwrap();
        assert_eq!(form.body, "Olá");
        assert_eq!(form.status_callback.unwrap().as_str(), "https://desk.example/cb");
    }

    #[test]
    fn each_wrong_field_has_its_number() {
        assert_eq!(parse(&[FROM, BODY]), Err(21_604));
        assert_eq!(parse(&[("To", "+556281234567"), FROM, BODY]), Err(21_211));
        assert_eq!(parse(&[("To", "whatsapp:+12ab"), FROM, BODY]), Err(21_211));
        assert_eq!(parse(&[TO, BODY]), Err(21_603));
        assert_eq!(parse(&[TO, ("From", "whatsapp:+5511999999999"), BODY]), Err(63_007));
        assert_eq!(parse(&[("To", FROM.1), FROM, BODY]), Err(63_031));
        assert_eq!(parse(&[TO, FROM]), Err(21_619));
        assert_eq!(parse(&[TO, FROM, ("Body", &"é".repeat(1_601))]), Err(21_617));
        assert_eq!(parse(&[TO, FROM, BODY, ("StatusCallback", "nowhere")]), Err(21_609));
        assert_eq!(parse(&[TO, FROM, ("ContentSid", "HX1")]), Err(21_655));
        assert_eq!(parse(&[TO, ("MessagingServiceSid", "MG1"), BODY]), Err(21_701));
    }

    #[test]
    fn the_limit_counts_characters() {
        assert!(parse(&[TO, FROM, ("Body", &"é".repeat(1_600))]).is_ok());
    }
}
