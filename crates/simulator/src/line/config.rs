//! What a line needs to know.

use std::net::{Ipv4Addr, SocketAddr};

use enlace_domain::PhoneNumber;
use secrecy::SecretString;
use url::Url;

/// A vendor's account for one business number. Its `Debug` shows no secret.
#[derive(Clone, Debug)]
pub struct LineConfig {
    /// By which tests call it; unique in the town.
    pub name: String,
    /// Where the vendor's API answers; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The whole address of the channel's webhook.
    pub desk_webhook: Url,
    /// The provider's own WhatsApp number.
    pub business_number: PhoneNumber,
    /// Whether free words are given up that go to somebody who has not written within a day.
    pub window: bool,
    /// Whose account it is.
    pub vendor: Vendor,
}

impl LineConfig {
    /// A line on a free port of the loopback that keeps to the 24-hour window where its vendor does.
    #[must_use]
    pub fn new(name: impl Into<String>, desk_webhook: Url, business_number: PhoneNumber, vendor: Vendor) -> Self {
        Self {
            name: name.into(),
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            desk_webhook,
            business_number,
            window: true,
            vendor,
        }
    }
}

/// The vendors that the town plays.
#[derive(Clone, Debug)]
pub enum Vendor {
    /// Twilio.
    Twilio(TwilioConfig),
    /// Meta's Cloud API.
    Meta(MetaConfig),
    /// 360dialog.
    Dialog360(DialogConfig),
    /// Maytapi.
    Maytapi(MaytapiConfig),
}

/// An account at Twilio.
#[derive(Clone, Debug)]
pub struct TwilioConfig {
    /// `AC…`: user of the API.
    pub account_sid: String,
    /// Password of the API and key of the signatures.
    pub auth_token: SecretString,
}

/// A number at Meta's Cloud API.
#[derive(Clone, Debug)]
pub struct MetaConfig {
    /// The number's id in every address.
    pub phone_number_id: String,
    /// The WhatsApp Business Account that owns number and templates.
    pub waba_id: String,
    /// Bearer of the API.
    pub access_token: SecretString,
    /// Key of the signatures.
    pub app_secret: SecretString,
    /// What the desk expects when the webhook is verified.
    pub verify_token: SecretString,
}

/// A number at 360dialog.
#[derive(Clone, Debug)]
pub struct DialogConfig {
    /// The number's id at Meta, named in every webhook.
    pub phone_number_id: String,
    /// The account at Meta, named in every webhook.
    pub waba_id: String,
    /// `D360-API-KEY`.
    pub api_key: SecretString,
}

/// A phone at Maytapi.
#[derive(Clone, Debug)]
pub struct MaytapiConfig {
    /// First part of every address.
    pub product_id: String,
    /// Second part: the phone.
    pub phone_id: u64,
    /// `x-maytapi-key`.
    pub token: SecretString,
}
