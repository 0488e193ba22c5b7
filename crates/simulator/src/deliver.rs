//! Calling the desk: with the proof and the headers of the line's vendor, repeated where the desk fails.

use std::time::{Duration, Instant};

use reqwest::header::CONTENT_TYPE;
use serde_json::Value;
use url::Url;

use crate::{
    line::{OnLine, Vendor},
    vendor,
};

/// Why the desk did not take a call, after all repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeliveryError {
    /// It answered with this status.
    #[error("the desk answered {0}")]
    Refused(u16),
    /// It did not answer, or not in time.
    #[error("the desk did not answer")]
    Silent,
}

/// What a call holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Call {
    /// Names and values.
    Form(Vec<(String, String)>),
    /// An object.
    Json(Value),
}

/// One attempt's outcome, for the counts.
pub(crate) enum Attempt {
    Answered(u16),
    Silent,
}

/// Waiting before the first repeat; doubled for each further one. No vendor says how long it waits.
const FIRST_PAUSE: Duration = Duration::from_millis(500);

/// What the fragment of an address overrides (twilio.com/docs/usage/webhooks/webhooks-connection-overrides). The town
/// reads it for every vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Overrides {
    connect: Duration,
    read: Duration,
    repeats: u32,
}

impl Overrides {
    /// Values outside what Twilio allows are left at the default. Repeats default to 5, what a careful operator sets.
    fn of(url: &Url) -> Self {
        let mut found = Self {
            connect: Duration::from_secs(5),
            read: Duration::from_secs(15),
            repeats: 5,
        };
        for (name, value) in url::form_urlencoded::parse(url.fragment().unwrap_or_default().as_bytes()) {
            match (&*name, value.parse::<u32>()) {
                ("ct", Ok(millis @ 100..=10_000)) => found.connect = Duration::from_millis(millis.into()),
                ("rt", Ok(millis @ 100..=15_000)) => found.read = Duration::from_millis(millis.into()),
                ("rc", Ok(count @ 0..=5)) => found.repeats = count,
                _ => {}
            }
        }
        found
    }
}

impl Call {
    /// As on the wire, with its content type.
    fn body(&self) -> (String, &'static str) {
        match self {
            Self::Form(fields) => {
                let mut form = url::form_urlencoded::Serializer::new(String::new());
                (form.extend_pairs(fields).finish(), "application/x-www-form-urlencoded")
            }
            Self::Json(value) => (value.to_string(), "application/json"),
        }
    }
}

/// Posts a call to the desk, the same again (same body, same headers) after a 5xx or silence; Meta and 360dialog
/// repeat after any refusal. `count` hears of every attempt.
pub(crate) async fn post(on: &OnLine, url: &Url, call: &Call, count: impl Fn(&Attempt)) -> Result<u16, DeliveryError> {
    let overrides = Overrides::of(url);
    let mut public = url.clone();
    public.set_fragment(None);
    let (body, content_type) = call.body();
    let headers = vendor::headers(on, &public, call, body.as_bytes());
    let refusals_are_final = !matches!(on.line.config.vendor, Vendor::Meta(_) | Vendor::Dialog360(_));
    let target = target(&public, on.board.config().desk_listens_at.as_ref());
    let mut pause = FIRST_PAUSE;
    let mut repeats = 0;
    loop {
        let mut request = on
            .board
            .http()
            .post(target.clone())
            .timeout(overrides.connect + overrides.read)
            .header(CONTENT_TYPE, content_type)
            .body(body.clone());
        for (name, value) in &headers {
            request = request.header(name, value);
        }
        let asked = Instant::now();
        let attempt = match request.send().await {
            Ok(answer) => Attempt::Answered(answer.status().as_u16()),
            Err(_) => Attempt::Silent,
        };
        on.board.time_answer(asked.elapsed());
        count(&attempt);
        let error = match attempt {
            Attempt::Answered(status @ 200..=299) => return Ok(status),
            Attempt::Answered(status) if status < 500 && refusals_are_final => {
                return Err(DeliveryError::Refused(status));
            }
            Attempt::Answered(status) => DeliveryError::Refused(status),
            Attempt::Silent => DeliveryError::Silent,
        };
        if repeats == overrides.repeats || on.board.stop().is_cancelled() {
            return Err(error);
        }
        repeats += 1;
        on.board.wait(pause).await;
        pause *= 2;
    }
}

/// The address to call: the public one, or its path and query where the desk really listens.
pub(crate) fn target(public: &Url, listens_at: Option<&Url>) -> Url {
    let Some(base) = listens_at else { return public.clone() };
    let mut target = base.clone();
    target.set_path(public.path());
    target.set_query(public.query());
    target
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn a_fragment_overrides_within_twilios_bounds() {
        let found = Overrides::of(&url("https://desk.example/hook#ct=2000&rt=400&rc=1"));
        assert_eq!(found.connect, Duration::from_secs(2));
        assert_eq!(found.read, Duration::from_millis(400));
        assert_eq!(found.repeats, 1);
        assert_eq!(
            Overrides::of(&url("https://desk.example/hook#rc=9")),
            Overrides::of(&url("https://desk.example/"))
        );
    }

    #[test]
    fn a_public_name_may_lead_elsewhere() {
        let public = url("https://desk.example/webhooks/1?a=b");
        let local = url("http://127.0.0.1:3000");
        assert_eq!(
            target(&public, Some(&local)).as_str(),
            "http://127.0.0.1:3000/webhooks/1?a=b"
        );
        assert_eq!(target(&public, None), public);
    }
}
