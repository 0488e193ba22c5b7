//! The demo's second number: a phone that is linked at Maytapi. It stands in for the official one where an administrator
//! allows that, and the pages mark it as what it is.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use enlace_desk::{Desk, channels, channels::NewChannel};
use enlace_domain::{ChannelId, PhoneNumber};
use enlace_simulator::{LineConfig, MaytapiConfig, Vendor};
use enlace_whatsapp::{Channel, ProviderKind, settings::Entered};

/// The town's name of it.
pub const LINE: &str = "maytapi";
/// Where its API is said to be before the town has told where.
pub const NOWHERE: &str = "http://127.0.0.1:9";
const NUMBER: &str = "+5562987650000";
const PRODUCT: &str = "f1b7acf1-b7ac-f1b7-acf1-b7acf1b7acf1";
const PHONE: u64 = 30_300;

/// Keeps the channel, with its API at this address. `token` is the key of the API and of the webhook.
pub async fn ensure(desk: &Desk, token: &str, api: &str) -> Result<ChannelId> {
    let plain = [
        ("from", NUMBER.to_owned()),
        ("product_id", PRODUCT.to_owned()),
        ("phone_id", PHONE.to_string()),
        ("base_url", api.to_owned()),
    ];
    let secret = ["token", "webhook_secret"].map(|name| (name.to_owned(), token.into()));
    let entered = Entered {
        plain: plain.map(|(name, text)| (name.to_owned(), text)).into(),
        secret: BTreeMap::from(secret).into_iter().collect(),
    };
    let channel = NewChannel {
        name: "Celular da loja".to_owned(),
        stored: Channel::create(ProviderKind::Maytapi, &entered, None)?,
    };
    channels::ensure(desk, channel)
        .await
        .context("Failed to store the demo's second channel")
}

/// The town's side of it.
pub fn line(desk: &Desk, channel: ChannelId, token: &str) -> Result<LineConfig> {
    let webhook = format!("{}/{token}", desk.webhook(channel)).parse()?;
    let vendor = Vendor::Maytapi(MaytapiConfig {
        product_id: PRODUCT.to_owned(),
        phone_id: PHONE,
        token: token.into(),
    });
    Ok(LineConfig::new(LINE, webhook, PhoneNumber::parse(NUMBER)?, vendor))
}
