//! The town over real HTTP: its APIs as clients see them, its webhooks as a desk sees them, and vendors' own SDKs on both.

#![expect(clippy::unwrap_used, reason = "what helps tests may fail like a test")]

mod album;
mod api;
mod callbacks;
mod client;
mod control;
mod desk;
mod dialog;
mod every_kind;
mod faults;
mod lines;
mod living;
mod maytapi;
mod meta_inbound;
mod meta_media;
mod meta_person;
mod meta_send;
mod meta_status;
mod pywa_sdk;
mod sdk;
mod storm;
mod twilio_content;
mod twilio_media;
mod twilio_sdk;
mod twilio_window;
mod vendors;
mod webhooks;

use std::time::Duration;

use enlace_domain::PhoneNumber;
use enlace_simulator::{Town, TownConfig};

use crate::desk::Desk;

const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
const TOKEN: &str = "a token of thirty-two characters";
const BUSINESS: &str = "+556232990000";
const SUBSCRIBER: &str = "whatsapp:+556281234567";

/// A quiet town beside a desk that takes everything.
async fn town() -> (Town, Desk) {
    let desk = Desk::start().await;
    let town = Town::start(quiet(&desk)).await.unwrap();
    (town, desk)
}

/// The settings of such a town.
fn quiet(desk: &Desk) -> TownConfig {
    let mut config = TownConfig::quiet(
        desk.webhook(),
        ACCOUNT,
        TOKEN.into(),
        PhoneNumber::parse(BUSINESS).unwrap(),
    );
    config.subscribers = 50;
    config
}

/// Sends a form to the town's API with the right credentials.
async fn send(town: &Town, fields: &[(&str, &str)]) -> reqwest::Result<reqwest::Response> {
    reqwest::Client::new()
        .post(format!("{}/2010-04-01/Accounts/{ACCOUNT}/Messages.json", town.api()))
        .basic_auth(ACCOUNT, Some(TOKEN))
        .timeout(Duration::from_secs(5))
        .form(fields)
        .send()
        .await
}

/// Sends words to the subscriber, with callbacks to the desk.
async fn say(town: &Town, desk: &Desk, body: &str) -> reqwest::Result<reqwest::Response> {
    let callback = desk.webhook().to_string();
    send(
        town,
        &[
            ("To", SUBSCRIBER),
            ("From", &format!("whatsapp:{BUSINESS}")),
            ("Body", body),
            ("StatusCallback", &callback),
        ],
    )
    .await
}
