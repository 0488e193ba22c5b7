//! A desk with one channel at any of the vendors, or with one at Twilio before it, beside a town that plays it: webhooks come in, and the town fetches the
//! desk's files by their links.

use std::collections::BTreeMap;

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{OriginalUri, Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use enlace_desk::{
    channels::{self, NewChannel},
    media,
};
use enlace_domain::{ChannelId, PhoneNumber, WaId};
use enlace_simulator::{DialogConfig, LineConfig, MaytapiConfig, MetaConfig, Town, TownConfig, Vendor, Writer};
use enlace_whatsapp::{Channel, ProviderKind, settings::Entered};
use sqlx::PgPool;
use tokio::net::TcpListener;
use url::Url;

use super::{
    door,
    world::{World, set_channel},
};

const NUMBER: &str = "+556232990000";
const LINE_NUMBER: &str = "+556232991111";
const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
const TOKEN: &str = "a token of the tests";
const SECRET: &str = "sesame-sesame-sesame";
const NUMBER_ID: &str = "1122334455667";
const WABA: &str = "998877665544";

/// A world whose only channel in use is this vendor's, and the town with its line; the line's name.
pub async fn beside(pool: PgPool, kind: ProviderKind) -> (World, Town, &'static str) {
    at_pace(pool, kind, 100.0).await
}

/// The same in a town that lives at this pace.
pub async fn at_pace(pool: PgPool, kind: ProviderKind, pace: f64) -> (World, Town, &'static str) {
    let mut world = World::new(pool).await;
    world.channel = channel(&world, kind, "http://127.0.0.1:9").await;
    let webhook = world.desk.webhook(world.channel);
    let town = play(&world, kind, webhook, world.channel, pace).await;
    let name = if kind == ProviderKind::Twilio { "twilio" } else { "line" };
    let api = town.line(name).unwrap().api().to_owned();
    assert_eq!(channel(&world, kind, &api).await, world.channel);
    (world, town, name)
}

/// A world with a channel at Twilio, on the town's line `twilio`, and behind it one at another vendor, on its line `line`;
/// the latter's id.
pub async fn twilio_and(pool: PgPool, kind: ProviderKind) -> (World, Town, ChannelId) {
    let world = World::new(pool).await;
    let other = channel(&world, kind, "http://127.0.0.1:9").await;
    let town = play(&world, kind, world.desk.webhook(world.channel), other, 100.0).await;
    assert_eq!(set_channel(&world.desk, Some(town.api())).await, world.channel);
    let api = town.line("line").unwrap().api().to_owned();
    assert_eq!(channel(&world, kind, &api).await, other);
    (world, town, other)
}

async fn play(world: &World, kind: ProviderKind, twilio: Url, other: ChannelId, pace: f64) -> Town {
    let here = listen(world).await;
    let webhook = world.desk.webhook(other);
    let mut config = TownConfig::quiet(
        twilio,
        ACCOUNT,
        TOKEN.to_owned().into(),
        PhoneNumber::parse(NUMBER).unwrap(),
    );
    config.desk_listens_at = Some(here);
    config.subscribers = 20;
    config.pace = pace;
    let number = PhoneNumber::parse(LINE_NUMBER).unwrap();
    let secret: Url = format!("{webhook}/{SECRET}").parse().unwrap();
    let line = |webhook, vendor| vec![LineConfig::new("line", webhook, number.clone(), vendor)];
    config.lines = match kind {
        ProviderKind::Twilio => vec![],
        ProviderKind::CloudApi => line(
            webhook,
            Vendor::Meta(MetaConfig {
                phone_number_id: NUMBER_ID.to_owned(),
                waba_id: WABA.to_owned(),
                access_token: "EAAtown".into(),
                app_secret: "appsecret".into(),
                verify_token: "verify".into(),
            }),
        ),
        ProviderKind::Dialog360 => line(
            secret,
            Vendor::Dialog360(DialogConfig {
                phone_number_id: NUMBER_ID.to_owned(),
                waba_id: WABA.to_owned(),
                api_key: "d360-key".into(),
            }),
        ),
        ProviderKind::Maytapi => line(
            secret,
            Vendor::Maytapi(MaytapiConfig {
                product_id: "product-1".to_owned(),
                phone_id: 12_345,
                token: "maytapi-token".into(),
            }),
        ),
    };
    Town::start(config).await.unwrap()
}

/// Somebody who writes.
pub fn ze() -> Writer {
    Writer {
        wa_id: WaId::parse("556281234567").unwrap(),
        profile_name: "Zé".to_owned(),
    }
}

async fn channel(world: &World, kind: ProviderKind, api: &str) -> ChannelId {
    let (plain, secret) = match kind {
        ProviderKind::Twilio => (
            vec![("from", NUMBER), ("account_sid", ACCOUNT)],
            vec![("auth_token", TOKEN)],
        ),
        ProviderKind::CloudApi => (
            vec![("from", LINE_NUMBER), ("phone_number_id", NUMBER_ID), ("waba_id", WABA)],
            vec![
                ("access_token", "EAAtown"),
                ("app_secret", "appsecret"),
                ("verify_token", "verify"),
            ],
        ),
        ProviderKind::Dialog360 => (
            vec![("from", LINE_NUMBER)],
            vec![("api_key", "d360-key"), ("webhook_secret", SECRET)],
        ),
        ProviderKind::Maytapi => (
            vec![
                ("from", LINE_NUMBER),
                ("product_id", "product-1"),
                ("phone_id", "12345"),
            ],
            vec![("token", "maytapi-token"), ("webhook_secret", SECRET)],
        ),
    };
    let text = |(name, text): (&str, &str)| (name.to_owned(), text.to_owned());
    let mut plain: BTreeMap<String, String> = plain.into_iter().map(text).collect();
    plain.insert("base_url".to_owned(), api.to_owned());
    let secret = secret
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text.into()))
        .collect();
    let new = NewChannel {
        name: kind.brand().to_owned(),
        stored: Channel::create(kind, &Entered { plain, secret }, None).unwrap(),
    };
    channels::ensure(&world.desk, new).await.unwrap()
}

/// The desk's own doors, as the server has them.
pub async fn listen(world: &World) -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let here = Url::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
    let router = Router::new()
        .route("/webhooks/whatsapp/{channel}", post(webhook))
        .route("/webhooks/whatsapp/{channel}/{secret}", post(webhook))
        .route("/media/out/{token}", get(out))
        .with_state(world.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    here
}

async fn webhook(
    State(world): State<World>,
    Path(named): Path<Vec<(String, String)>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<&'static str, StatusCode> {
    let channel = named[0].1.parse().unwrap();
    let secret = uri.path().ends_with(SECRET).then_some(SECRET);
    door::take(&world, channel, &uri, secret, &headers, &body).await
}

async fn out(State(world): State<World>, Path(token): Path<String>) -> Response {
    let Ok(file) = media::open_link(&world.desk, &token).await else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let pieces = file.read(&world.desk, 0..file.bytes).await.unwrap();
    ([(header::CONTENT_TYPE, file.content_type)], Body::from_stream(pieces)).into_response()
}
