//! Webhooks of any content, through the door that the desk uses: nothing makes it panic, nothing that was changed on the
//! way is believed, and whatever is stored can be read again. What one provider's own fields may hold is tried beside
//! its parser.

use proptest::{prelude::*, sample::Index};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::{
    Channel, EventKind, InboundEvent, ProviderKind, ReadError, Understood, WebhookRequest, meta, settings::Entered,
    twilio::signature, unreadable,
};
use enlace_domain::MessageKind;

const URL: &str = "https://isp.example.com/webhooks/whatsapp/1?x=2";
const FORM: &str = "application/x-www-form-urlencoded";
const PATH_SECRET: &str = "sesame-sesame-sesame";
const AUTHORIZED: &str = "Basic c2VzYW1lOnNlc2FtZQ==";
const SID: &str = "SM0123456789abcdef0123456789abcdef";

/// A value of any shape.
pub(crate) fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("[a-z_]{1,8}", inner, 0..4).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

fn any_kind() -> impl Strategy<Value = ProviderKind> {
    prop::sample::select(ProviderKind::ALL.to_vec())
}

/// A channel of the provider, made as an administrator makes it.
fn channel(kind: ProviderKind) -> Channel {
    let plain: &[_] = match kind {
        ProviderKind::Twilio => &[("account_sid", "AC0123456789abcdef0123456789abcdef")],
        ProviderKind::Dialog360 => &[],
        ProviderKind::CloudApi => &[("phone_number_id", "1122334455667")],
        ProviderKind::Maytapi => &[("product_id", "dc01968f"), ("phone_id", "12")],
    };
    let secret: &[_] = match kind {
        ProviderKind::Twilio => &[("auth_token", "dragon")],
        ProviderKind::Dialog360 => &[
            ("api_key", "dragon"),
            ("webhook_secret", PATH_SECRET),
            ("webhook_authorization", AUTHORIZED),
        ],
        ProviderKind::CloudApi => &[
            ("access_token", "dragon"),
            ("app_secret", "dragon"),
            ("verify_token", "sesame"),
        ],
        ProviderKind::Maytapi => &[("token", "dragon"), ("webhook_secret", PATH_SECRET)],
    };
    let from = [("from", "+556232000000")];
    let entered = Entered {
        plain: from
            .iter()
            .chain(plain)
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect(),
        secret: secret
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).into()))
            .collect(),
    };
    let stored = Channel::create(kind, &entered, None).unwrap();
    Channel::open(kind, &stored.settings, stored.secrets.expose_secret()).unwrap()
}

/// A webhook, and what proves it.
#[derive(Clone)]
struct Post {
    kind: ProviderKind,
    url: String,
    secret: Option<String>,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Post {
    /// This body with the proof that its provider would give.
    fn proven(kind: ProviderKind, body: Vec<u8>) -> Self {
        let mut headers = HeaderMap::new();
        let mut secret = None;
        match kind {
            ProviderKind::Twilio => {
                let fields: Vec<_> = url::form_urlencoded::parse(&body).into_owned().collect();
                let signed = signature::sign(&"dragon".into(), URL, &fields);
                headers.insert(signature::HEADER, signed.parse().unwrap());
                headers.insert(CONTENT_TYPE, HeaderValue::from_static(FORM));
            }
            ProviderKind::CloudApi => {
                let signed = meta::signature::sign(&"dragon".into(), &body);
                headers.insert(meta::signature::HEADER, signed.parse().unwrap());
            }
            ProviderKind::Dialog360 => {
                headers.insert(AUTHORIZATION, HeaderValue::from_static(AUTHORIZED));
                secret = Some(PATH_SECRET.to_owned());
            }
            ProviderKind::Maytapi => secret = Some(PATH_SECRET.to_owned()),
        }
        Self {
            kind,
            url: URL.to_owned(),
            secret,
            headers,
            body,
        }
    }

    fn read(&self) -> Result<Vec<InboundEvent>, ReadError> {
        channel(self.kind).read_webhook(&WebhookRequest {
            url: &self.url,
            secret: self.secret.as_deref(),
            headers: &self.headers,
            body: &self.body,
        })
    }

    /// The header that proves it, if one does.
    fn proof(&self) -> Option<&'static str> {
        match self.kind {
            ProviderKind::Twilio => Some(signature::HEADER),
            ProviderKind::CloudApi => Some(meta::signature::HEADER),
            ProviderKind::Dialog360 => Some(AUTHORIZATION.as_str()),
            ProviderKind::Maytapi => None,
        }
    }
}

/// A message of a subscriber, of a kind by the provider's name.
fn message(kind: ProviderKind, name: &str, words: &str, own: &Value) -> Vec<u8> {
    match kind {
        ProviderKind::Twilio => {
            let mut form = url::form_urlencoded::Serializer::new(String::new());
            form.append_pair("MessageSid", SID)
                .append_pair("SmsStatus", "received")
                .append_pair("From", "whatsapp:+556298765432")
                .append_pair("MessageType", name)
                .append_pair("Body", words);
            form.finish().into_bytes()
        }
        ProviderKind::CloudApi | ProviderKind::Dialog360 => {
            let mut message = json!({ "from": "556298765432", "id": "wamid.1", "timestamp": "1795348800",
                                      "type": name, "text": { "body": words } });
            if name != "text" {
                message[name] = own.clone();
            }
            let value = json!({ "metadata": { "phone_number_id": "1122334455667" }, "messages": [message] });
            let entry = json!({ "id": "1", "changes": [{ "field": "messages", "value": value }] });
            json!({ "object": "whatsapp_business_account", "entry": [entry] })
                .to_string()
                .into_bytes()
        }
        ProviderKind::Maytapi => json!({
            "type": "message", "product_id": "dc01968f", "phone_id": 12,
            "message": { "id": "false_556298765432@c.us_3EB0", "type": name, "text": words, "own": own },
            "user": { "id": "556298765432@c.us", "name": "Ana", "phone": "556298765432" },
            "conversation": "556298765432@c.us", "timestamp": 1_795_348_800,
        })
        .to_string()
        .into_bytes(),
    }
}

/// Stores an event as the desk does, and reads it again.
fn understood(kind: ProviderKind, event: &InboundEvent) -> Result<Understood, TestCaseError> {
    let stored = serde_json::to_string(&event.body).unwrap();
    prop_assert!(!stored.contains("\\u0000") && !event.key.contains('\0'), "{stored}");
    prop_assert!(!event.key.is_empty());
    if matches!(event.kind, EventKind::Unreadable { .. }) {
        // nobody mended it; and reading it again must not panic either
        let again = channel(kind).read_again(&serde_json::from_str(&stored).unwrap());
        prop_assert!(again.is_err(), "{stored}");
        return Ok(Understood::Nothing { raw: String::new() });
    }
    let read = channel(kind).understand(&serde_json::from_str(&stored).unwrap());
    read.map_err(|error| TestCaseError::fail(format!("{error}: {stored}")))
}

/// `text` with another letter at `place`; the letters are those of a header or an address.
fn altered(text: &str, place: Index, letter: char) -> Option<String> {
    let at = place.index(text.len());
    let altered = format!("{}{letter}{}", &text[..at], &text[at + 1..]);
    // upper and lower case are one in a hexadecimal signature
    (!altered.eq_ignore_ascii_case(text)).then_some(altered)
}

#[test]
fn what_is_proven_and_cannot_be_read_is_kept_at_every_vendor() {
    for kind in ProviderKind::ALL {
        let body = b"NumMedia=0&nada=x".to_vec();
        let events = Post::proven(kind, body.clone()).read().unwrap();
        assert_eq!(events.len(), 1, "{kind}");
        assert!(matches!(events[0].kind, EventKind::Unreadable { .. }), "{kind}");
        assert_eq!(unreadable::post(&events[0].body), Some("NumMedia=0&nada=x"));
        let unproven = Post {
            url: "https://isp.example.com/other".to_owned(),
            secret: None,
            headers: HeaderMap::new(),
            ..Post::proven(kind, body)
        };
        assert!(matches!(unproven.read(), Err(ReadError::NotProven(_))), "{kind}");
    }
}

#[test]
fn what_is_proven_is_read() {
    for kind in ProviderKind::ALL {
        let events = Post::proven(kind, message(kind, "text", "sem internet", &json!({}))).read();
        assert_eq!(events.map(|events| events.len()), Ok(1), "{kind}");
    }
}

proptest! {
    #[test]
    fn no_request_makes_it_panic(
        kind in any_kind(),
        url in any::<String>(),
        secret in any::<Option<String>>(),
        headers in prop::collection::vec(("[ -~]{0,80}", 0..4_usize), 0..4),
        body in prop::collection::vec(any::<u8>(), 0..1_000),
    ) {
        let names = [signature::HEADER, meta::signature::HEADER, "authorization", "content-type"];
        let headers = headers
            .into_iter()
            .filter_map(|(value, name)| Some((names[name].parse().ok()?, HeaderValue::from_str(&value).ok()?)))
            .collect();
        let post = Post { kind, url, secret, headers, body };
        prop_assert!(post.read().is_err(), "nothing of it is proven");
    }

    #[test]
    fn no_proven_bytes_make_it_panic(kind in any_kind(), body in prop::collection::vec(any::<u8>(), 0..1_000)) {
        for event in Post::proven(kind, body).read().unwrap_or_default() {
            understood(kind, &event)?;
        }
    }

    #[test]
    fn no_proven_json_makes_it_panic(kind in any_kind(), value in any_json()) {
        for event in Post::proven(kind, value.to_string().into_bytes()).read().unwrap_or_default() {
            understood(kind, &event)?;
        }
    }

    #[test]
    fn no_stored_event_makes_it_panic(kind in any_kind(), value in any_json()) {
        drop(channel(kind).understand(&value));
    }

    /// Those who sign, sign every byte.
    #[test]
    fn a_changed_byte_is_not_believed(
        kind in prop::sample::select(vec![ProviderKind::Twilio, ProviderKind::CloudApi]),
        words in "\\PC{0,60}",
        place in any::<Index>(),
        byte in any::<u8>(),
    ) {
        let mut post = Post::proven(kind, message(kind, "text", &words, &json!({})));
        let fields = |body: &[u8]| -> Vec<_> { url::form_urlencoded::parse(body).into_owned().collect() };
        let before = post.body.clone();
        let at = place.index(post.body.len());
        post.body[at] = byte;
        // a form may be spelt in several ways: what is signed is what it says
        let same = before == post.body || (kind == ProviderKind::Twilio && fields(&before) == fields(&post.body));
        prop_assume!(!same);
        prop_assert!(post.read().is_err());
    }

    #[test]
    fn a_body_that_is_cut_or_longer_is_not_believed(words in "\\PC{0,60}", place in any::<Index>(), more in any::<u8>()) {
        let post = Post::proven(ProviderKind::CloudApi, message(ProviderKind::CloudApi, "text", &words, &json!({})));
        let mut cut = post.clone();
        cut.body.remove(place.index(post.body.len()));
        prop_assert!(matches!(cut.read(), Err(ReadError::NotProven(_))));
        let mut longer = post.clone();
        longer.body.insert(place.index(post.body.len()), more);
        prop_assert!(matches!(longer.read(), Err(ReadError::NotProven(_))));
    }

    #[test]
    fn a_changed_proof_is_not_believed(kind in any_kind(), place in any::<Index>(), letter in "[ -~]") {
        let letter = letter.chars().next().unwrap_or('x');
        let post = Post::proven(kind, message(kind, "text", "oi", &json!({})));
        if let Some(name) = post.proof() {
            let proof = post.headers[name].to_str().unwrap();
            if let Some(altered) = altered(proof, place, letter) {
                let mut other = post.clone();
                other.headers.insert(name, altered.parse().unwrap());
                prop_assert!(matches!(other.read(), Err(ReadError::NotProven(_))));
            }
            let mut without = post.clone();
            without.headers.remove(name);
            prop_assert!(matches!(without.read(), Err(ReadError::NotProven(_))));
        }
        if let Some(altered) = post.secret.as_deref().and_then(|secret| altered(secret, place, letter)) {
            let other = Post { secret: Some(altered), ..post.clone() };
            prop_assert!(matches!(other.read(), Err(ReadError::NotProven(_))));
            let without = Post { secret: None, ..post };
            prop_assert!(matches!(without.read(), Err(ReadError::NotProven(_))));
        }
    }

    /// Twilio signs the address too.
    #[test]
    fn a_changed_address_is_not_believed(place in any::<Index>(), letter in "[!-~]") {
        let kind = ProviderKind::Twilio;
        let post = Post::proven(kind, message(kind, "text", "oi", &json!({})));
        let altered = altered(URL, place, letter.chars().next().unwrap_or('x'));
        prop_assume!(altered.is_some());
        let other = Post { url: altered.unwrap_or_default(), ..post };
        prop_assert!(matches!(other.read(), Err(ReadError::NotProven(_))));
    }

    #[test]
    fn an_unknown_kind_becomes_a_placeholder(
        kind in any_kind(),
        name in "zz_[a-z_]{0,30}",
        words in any::<String>(),
        own in any_json(),
    ) {
        let events = Post::proven(kind, message(kind, &name, &words, &own)).read().unwrap();
        prop_assert_eq!(events.len(), 1);
        let Understood::Message(message) = understood(kind, &events[0])? else {
            return Err(TestCaseError::fail("a message became something else"));
        };
        prop_assert_eq!(message.kind, MessageKind::Unsupported);
        prop_assert_eq!(&message.extra["original_type"], &json!(name));
    }
}
