//! A channel at Meta: its form, and its webhooks.

use std::sync::Arc;

use secrecy::ExposeSecret;
use serde_json::Value;
use subtle::ConstantTimeEq;
use url::form_urlencoded;

use super::settings::{CloudSecrets, CloudSettings, VERSION};
use crate::{
    Abilities, Destination, Elsewhere, InboundEvent, Provider, ProviderKind, ReadError, SendError, Understood,
    WebhookError, WebhookRequest,
    channel::Carrier,
    meta::{
        client::{CloudClient, Credentials, Host},
        elsewhere, error_table,
        files::FILES,
        ours::Ours,
        signature,
        understand::understand,
        webhook,
    },
    settings::{Entered, Field, SettingsError, StoredChannel},
    unreadable,
};

/// What Meta allows a number by default: <https://developers.facebook.com/docs/whatsapp/throughput>.
pub(crate) const ABILITIES: Abilities = Abilities {
    official: true,
    has_window: true,
    can_look_up: false,
    can_mark_read: true,
    per_second: 80,
    text_limit: 4_096,
    files: FILES,
    can_locate: true,
    can_quote: true,
};

/// What an administrator enters.
pub(crate) const FIELDS: &[Field] = &[
    Field::plain("from", true),
    Field::plain("phone_number_id", true),
    Field::plain("waba_id", false),
    Field::secret("access_token", true),
    Field::secret("app_secret", true),
    Field::secret("verify_token", true),
    Field::plain("version", false),
    Field::plain("base_url", false),
];

const DIGITS: &str = "5 to 32 digits, as Meta shows it";

/// A number at Meta. `Debug` shows no secret.
#[derive(Clone, Debug)]
pub(crate) struct CloudChannel {
    settings: CloudSettings,
    secrets: CloudSecrets,
}

/// Opens a stored channel.
pub(crate) fn open(settings: &Value, secrets: &[u8]) -> Result<CloudChannel, SettingsError> {
    Ok(CloudChannel {
        settings: CloudSettings::from_json(settings)?,
        secrets: CloudSecrets::from_bytes(secrets)?,
    })
}

/// Reads what was entered; a secret left blank keeps the value it has in `old`.
pub(crate) fn create(entered: &Entered, old: Option<&[u8]>) -> Result<StoredChannel, SettingsError> {
    let old = old.map(CloudSecrets::from_bytes).transpose()?;
    let digits = |field: &'static str| match entered.text(field) {
        None => Ok(None),
        Some(text) if (5..=32).contains(&text.len()) && text.bytes().all(|digit| digit.is_ascii_digit()) => {
            Ok(Some(text.to_owned()))
        }
        Some(_) => Err(SettingsError::Field { field, allowed: DIGITS }),
    };
    let version = entered.text("version").unwrap_or(VERSION);
    let settings = CloudSettings {
        base_url: entered.parsed_opt(
            "base_url",
            "an address that begins with https:// or http:// and has no query",
        )?,
        version: version.to_owned(),
        from: entered.parsed("from", "a number with + and its country code, like +556230000000")?,
        phone_number_id: digits("phone_number_id")?.ok_or(SettingsError::Field {
            field: "phone_number_id",
            allowed: DIGITS,
        })?,
        waba_id: digits("waba_id")?,
    };
    let is_version = version.strip_prefix('v').is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|letter| letter.is_ascii_digit() || letter == b'.')
    });
    if !is_version {
        return Err(SettingsError::Field {
            field: "version",
            allowed: "v and a number, like v26.0",
        });
    }
    let before = |of: fn(CloudSecrets) -> secrecy::SecretString| old.clone().map(of);
    let secrets = CloudSecrets {
        access_token: entered.secret_or(
            "access_token",
            before(|old| old.access_token),
            "a permanent access token",
        )?,
        app_secret: entered.secret_or("app_secret", before(|old| old.app_secret), "the app's secret")?,
        verify_token: entered.secret_or("verify_token", before(|old| old.verify_token), "a word of your own")?,
    };
    Ok(StoredChannel {
        kind: ProviderKind::CloudApi,
        address: settings.from.clone(),
        settings: settings.to_json()?,
        secrets: secrets.to_bytes()?,
    })
}

impl CloudChannel {
    fn ours(&self, named_only: bool) -> Ours<'_> {
        Ours {
            phone_number_id: Some(&self.settings.phone_number_id),
            waba_id: self.settings.waba_id.as_deref(),
            named_only,
        }
    }

    fn proven(&self, request: &WebhookRequest<'_>) -> Result<(), ReadError> {
        let given = request.headers.get(signature::HEADER);
        let header = given.and_then(|value| value.to_str().ok());
        signature::verify(&self.secrets.app_secret, request.body, header).map_err(ReadError::NotProven)
    }
}

impl Carrier for CloudChannel {
    fn kind(&self) -> ProviderKind {
        ProviderKind::CloudApi
    }

    fn abilities(&self) -> Abilities {
        ABILITIES
    }

    fn provider(&self, http: &reqwest::Client) -> Arc<dyn Provider> {
        let (api, number) = (self.settings.api(), &self.settings.phone_number_id);
        let host = Host {
            kind: ProviderKind::CloudApi,
            messages: format!("{api}/{number}/messages"),
            files: api.clone(),
            file_host: None,
            templates: self.settings.waba_id.as_ref().map(|account| {
                format!("{api}/{account}/message_templates?fields=id,name,category,status,language,components,rejected_reason&limit=100")
            }),
            check: format!("{api}/{number}?fields=id,display_phone_number"),
            credentials: Credentials::Bearer(self.secrets.access_token.clone()),
        };
        Arc::new(CloudClient::new(http.clone(), host))
    }

    fn read_webhook(&self, request: &WebhookRequest<'_>) -> Result<Vec<InboundEvent>, ReadError> {
        self.proven(request)?;
        Ok(unreadable::or_kept(request.body, self.read_again(request.body)))
    }

    fn read_again(&self, post: &[u8]) -> Result<Vec<InboundEvent>, WebhookError> {
        webhook::read(self.ours(false), post)
    }

    fn elsewhere(&self, request: &WebhookRequest<'_>) -> Vec<Elsewhere> {
        elsewhere::read(self.ours(false), request.body)
    }

    fn goes_by(&self, destination: &Destination) -> bool {
        match destination {
            Destination::Number(number) => *number == self.settings.phone_number_id,
            Destination::Account(account) => self.settings.waba_id.as_ref() == Some(account),
        }
    }

    fn read_shared(&self, request: &WebhookRequest<'_>) -> Result<Vec<InboundEvent>, ReadError> {
        self.proven(request)?;
        Ok(webhook::read(self.ours(true), request.body)?)
    }

    fn failure(&self, code: &str) -> Option<SendError> {
        error_table::reported(code)
    }

    fn understand(&self, body: &Value) -> Result<Understood, WebhookError> {
        understand(body)
    }

    fn challenge(&self, query: &str) -> Option<String> {
        let field = |name: &str| {
            let mut fields = form_urlencoded::parse(query.as_bytes());
            fields.find_map(|(field, value)| (field == name).then(|| value.into_owned()))
        };
        let token = field("hub.verify_token")?;
        let ours = self.secrets.verify_token.expose_secret().as_bytes();
        let is_ours = bool::from(ours.ct_eq(token.as_bytes())) && field("hub.mode").as_deref() == Some("subscribe");
        is_ours.then(|| field("hub.challenge")).flatten()
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderMap;

    use super::*;
    use crate::Channel;

    fn entered(more: &[(&str, &str)]) -> Entered {
        let plain = [
            ("from", "+55 62 3200-0000"),
            ("phone_number_id", "1122334455667"),
            ("waba_id", "998877665544"),
        ];
        let secret = [
            ("access_token", "dragon"),
            ("app_secret", "appsecret"),
            ("verify_token", "sesame"),
        ];
        Entered {
            plain: plain
                .iter()
                .chain(more)
                .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
                .collect(),
            secret: secret
                .iter()
                .map(|(name, text)| ((*name).to_owned(), (*text).into()))
                .collect(),
        }
    }

    fn channel() -> Channel {
        let stored = Channel::create(ProviderKind::CloudApi, &entered(&[]), None).unwrap();
        Channel::open(stored.kind, &stored.settings, stored.secrets.expose_secret()).unwrap()
    }

    #[test]
    fn only_a_signed_webhook_is_read() {
        let body = br#"{"object":"whatsapp_business_account","entry":[]}"#;
        let read = |signature: Option<&str>| {
            let mut headers = HeaderMap::new();
            if let Some(signature) = signature {
                headers.insert(signature::HEADER, signature.parse().unwrap());
            }
            channel().read_webhook(&WebhookRequest {
                url: "https://isp.example.com/webhooks/whatsapp/1",
                secret: None,
                headers: &headers,
                body,
            })
        };
        let signed = "sha256=09eceea024af6e6343b760cc9bd3ae7c056938dd636e24e92109eb8219500384";
        assert_eq!(read(Some(signed)), Ok(Vec::new()));
        assert!(matches!(read(None), Err(ReadError::NotProven(_))));
        assert!(matches!(
            read(Some(&signed.replace('0', "1"))),
            Err(ReadError::NotProven(_))
        ));
    }

    #[test]
    fn the_challenge_is_answered_to_whoever_knows_the_word() {
        let ask = |query: &str| channel().challenge(query);
        let right = "hub.mode=subscribe&hub.verify_token=sesame&hub.challenge=42";
        assert_eq!(ask(right).as_deref(), Some("42"));
        assert_eq!(ask(&right.replace("sesame", "sesamo")), None);
        assert_eq!(ask(&right.replace("subscribe", "other")), None);
        assert_eq!(ask(""), None);
    }

    #[test]
    fn what_is_wrong_is_named_and_nothing_secret_shows() {
        let refused = |more: &[(&str, &str)]| create(&entered(more), None).unwrap_err().to_string();
        assert!(refused(&[("phone_number_id", "abc")]).starts_with("phone_number_id: "));
        assert!(refused(&[("version", "26")]).starts_with("version: "));
        let mut without = entered(&[]);
        without.secret.remove("app_secret");
        assert!(
            create(&without, None)
                .unwrap_err()
                .to_string()
                .starts_with("app_secret: ")
        );
        let shown = format!("{:?}", channel());
        assert!(
            !shown.contains("dragon") && !shown.contains("appsecret") && !shown.contains("sesame"),
            "{shown}"
        );
    }

    #[test]
    fn a_secret_that_is_left_blank_keeps_its_value() {
        let first = create(&entered(&[]), None).unwrap();
        let mut blank = entered(&[]);
        blank.secret.clear();
        let again = create(&blank, Some(first.secrets.expose_secret())).unwrap();
        assert_eq!(again.secrets.expose_secret(), first.secrets.expose_secret());
    }
}
