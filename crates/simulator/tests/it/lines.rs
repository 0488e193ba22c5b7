//! A town with a line at every vendor, and clients that know the vendors' addresses.

use enlace_domain::{PhoneNumber, WaId};
use enlace_simulator::{DialogConfig, LineConfig, MaytapiConfig, MetaConfig, Town, TwilioConfig, Vendor, Writer};
use reqwest::RequestBuilder;
use serde_json::{Value, json};

use crate::{
    desk::{Desk, VERIFY_TOKEN},
    quiet,
};

pub const META: &str = "meta";
pub const DIALOG: &str = "360dialog";
pub const MAYTAPI: &str = "maytapi";
pub const STRICT: &str = "strict";
pub const NUMBER_ID: &str = "1122334455667";
pub const WABA: &str = "998877665544";
pub const ACCESS_TOKEN: &str = "EAAtown";
pub const APP_SECRET: &str = "appsecret";
pub const API_KEY: &str = "d360-key";
pub const PRODUCT: &str = "product-1";
pub const PHONE: u64 = 12_345;
pub const MAYTAPI_TOKEN: &str = "maytapi-token";
pub const STRICT_ACCOUNT: &str = "ACabcdefabcdefabcdefabcdefabcdefab";
/// Somebody without the ninth digit, as WhatsApp spells them and as the desk may.
pub const SHORT: &str = "556281234567";
pub const LONG: &str = "5562981234567";

/// A quiet town with all lines beside a desk that takes everything. The line [`STRICT`] is Twilio's with the window.
pub async fn town_of_lines() -> (Town, Desk) {
    let desk = Desk::start().await;
    let mut config = quiet(&desk);
    let line = |name: &str, number: &str, vendor| {
        LineConfig::new(name, desk.webhook(), PhoneNumber::parse(number).unwrap(), vendor)
    };
    config.lines = vec![
        line(
            META,
            "+556232991111",
            Vendor::Meta(MetaConfig {
                phone_number_id: NUMBER_ID.to_owned(),
                waba_id: WABA.to_owned(),
                access_token: ACCESS_TOKEN.into(),
                app_secret: APP_SECRET.into(),
                verify_token: VERIFY_TOKEN.into(),
            }),
        ),
        line(
            DIALOG,
            "+556232992222",
            Vendor::Dialog360(DialogConfig {
                phone_number_id: "7766554433221".to_owned(),
                waba_id: WABA.to_owned(),
                api_key: API_KEY.into(),
            }),
        ),
        line(
            MAYTAPI,
            "+556232993333",
            Vendor::Maytapi(MaytapiConfig {
                product_id: PRODUCT.to_owned(),
                phone_id: PHONE,
                token: MAYTAPI_TOKEN.into(),
            }),
        ),
        line(
            STRICT,
            "+556232994444",
            Vendor::Twilio(TwilioConfig {
                account_sid: STRICT_ACCOUNT.to_owned(),
                auth_token: crate::TOKEN.into(),
            }),
        ),
    ];
    (Town::start(config).await.unwrap(), desk)
}

/// Somebody with WhatsApp's short spelling.
pub fn ze() -> Writer {
    Writer {
        wa_id: WaId::parse(SHORT).unwrap(),
        profile_name: "Zé".to_owned(),
    }
}

/// A call to Meta's API.
pub fn graph(town: &Town, method: reqwest::Method, path: &str) -> RequestBuilder {
    let url = format!("{}/v26.0/{path}", town.line(META).unwrap().api());
    reqwest::Client::new().request(method, url).bearer_auth(ACCESS_TOKEN)
}

/// A call to 360dialog's API.
pub fn dialog(town: &Town, method: reqwest::Method, path: &str) -> RequestBuilder {
    let url = format!("{}{path}", town.line(DIALOG).unwrap().api());
    reqwest::Client::new()
        .request(method, url)
        .header("D360-API-KEY", API_KEY)
}

/// A call to Maytapi's API.
pub fn maytapi(town: &Town, method: reqwest::Method, path: &str) -> RequestBuilder {
    let url = format!("{}/api/{PRODUCT}/{path}", town.line(MAYTAPI).unwrap().api());
    reqwest::Client::new()
        .request(method, url)
        .header("x-maytapi-key", MAYTAPI_TOKEN)
}

/// Sends to Meta what is named in `rest`, to somebody.
pub async fn send_graph(town: &Town, rest: Value) -> (u16, Value) {
    let mut body = json!({ "messaging_product": "whatsapp", "recipient_type": "individual", "to": LONG });
    body.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
    let path = format!("{NUMBER_ID}/messages");
    answer(graph(town, reqwest::Method::POST, &path).json(&body)).await
}

/// The status and the object of an answer.
pub async fn answer(request: RequestBuilder) -> (u16, Value) {
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap_or(Value::Null))
}
