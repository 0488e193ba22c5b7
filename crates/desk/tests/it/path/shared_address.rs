//! Several numbers behind one address: each message goes to the channel whose number it names, and only where that
//! channel's own secret proves it.

use std::collections::BTreeMap;

use axum::http::{HeaderMap, Uri};
use enlace_desk::channels::{self, NewChannel};
use enlace_domain::{ChannelId, PhoneNumber};
use enlace_simulator::{LineConfig, MetaConfig, Town, TownConfig, Vendor};
use enlace_whatsapp::{
    Channel, ProviderKind,
    settings::Entered,
    twilio::{self, TwilioSecrets, TwilioSettings, signature},
};
use secrecy::SecretString;
use sqlx::PgPool;
use url::form_urlencoded;

use super::{
    door,
    vendors::{listen, ze},
    world::World,
};

const CLEAR: &str = "minha internet caiu, estou totalmente sem conexão desde cedo";
const SECRET: &str = "appsecret";
const WABA: &str = "998877665544";
const FIRST: (&str, &str) = ("+556232991111", "1122334455667");
const SECOND: (&str, &str) = ("+556232992222", "1122334455668");
const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
const TOKEN: &str = "a token of the tests";
/// Whose conversations there are.
const TALKS: &str = "select ch.name from conversations c join channels ch on ch.id = c.channel_id order by ch.name";
/// Of which channels an administrator reads that they bring another number's messages.
const SHOWN: &str = "select ch.name from channel_health h join channels ch on ch.id = h.channel_id
                     where h.last_error_words like '%de um número que não está cadastrado%' and h.last_error_class is null
                     order by ch.name";

/// A channel at Meta with this number and its id.
async fn metas(world: &World, name: &str, (from, id): (&str, &str), app_secret: &str) -> ChannelId {
    let plain = [
        ("from", from),
        ("phone_number_id", id),
        ("waba_id", WABA),
        ("base_url", "http://127.0.0.1:9"),
    ];
    let secret = [
        ("access_token", "EAAtown"),
        ("app_secret", app_secret),
        ("verify_token", "verify"),
    ];
    let plain: BTreeMap<String, String> = plain.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
    let secret = secret
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text.into()))
        .collect();
    let new = NewChannel {
        name: name.to_owned(),
        stored: Channel::create(ProviderKind::CloudApi, &Entered { plain, secret }, None).unwrap(),
    };
    channels::ensure(&world.desk, new).await.unwrap()
}

/// A town where Meta posts what is said to both numbers to the address of the first.
async fn town(world: &World, first: ChannelId) -> Town {
    let mut config = TownConfig::quiet(
        world.desk.webhook(world.channel),
        ACCOUNT,
        TOKEN.to_owned().into(),
        PhoneNumber::parse("+556232990000").unwrap(),
    );
    config.desk_listens_at = Some(listen(world).await);
    config.subscribers = 20;
    config.lines = [("um", FIRST), ("dois", SECOND)]
        .map(|(name, (from, id))| {
            let account = MetaConfig {
                phone_number_id: id.to_owned(),
                waba_id: WABA.to_owned(),
                access_token: "EAAtown".into(),
                app_secret: SECRET.into(),
                verify_token: "verify".into(),
            };
            let number = PhoneNumber::parse(from).unwrap();
            LineConfig::new(name, world.desk.webhook(first), number, Vendor::Meta(account))
        })
        .into();
    Town::start(config).await.unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn each_number_behind_one_address_has_its_own_talk(pool: PgPool) {
    let world = World::new(pool).await;
    let first = metas(&world, "um", FIRST, SECRET).await;
    metas(&world, "dois", SECOND, SECRET).await;
    let town = town(&world, first).await;
    for line in ["um", "dois"] {
        town.line(line).unwrap().write(ze(), CLEAR).await.unwrap();
        world.take_in().await;
    }
    assert_eq!(world.list(TALKS).await, ["dois", "um"]);
    let messages = "select count(*) from messages where direction = 'inbound'";
    assert_eq!(world.count(messages).await, 2, "each once");
    assert!(world.list(SHOWN).await.is_empty());

    // what becomes of the account's templates concerns both
    let line = town.line("um").unwrap();
    line.tell_template_status("aviso_fatura", "PAUSED", None).await.unwrap();
    world.take_in().await;
    let told = "select ch.name from inbound_events e join channels ch on ch.id = e.channel_id
                where e.kind = 'notice' order by ch.name";
    assert_eq!(world.list(told).await, ["dois", "um"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_number_with_another_secret_is_given_nothing(pool: PgPool) {
    let world = World::new(pool).await;
    let first = metas(&world, "um", FIRST, SECRET).await;
    metas(&world, "dois", SECOND, "another app's secret").await;
    let town = town(&world, first).await;
    // it is answered all the same: the provider would repeat it for days
    town.line("dois").unwrap().write(ze(), CLEAR).await.unwrap();
    world.take_in().await;
    assert!(world.list(TALKS).await.is_empty());
    assert_eq!(world.list(SHOWN).await, ["um"], "an administrator reads of it");
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_unknown_number_does_not_hide_why_a_channel_is_down(pool: PgPool) {
    let world = World::new(pool).await;
    let first = metas(&world, "um", FIRST, SECRET).await;
    let town = town(&world, first).await;
    world
        .sql(
            "insert into channel_health (channel_id, failures, openings, retry_at, last_error_class, last_error_words, last_error_at)
             select id, 3, 1, now() + interval '1 hour', 'account', 'A chave foi recusada.', now() from channels",
        )
        .await;
    town.line("dois").unwrap().write(ze(), CLEAR).await.unwrap();
    assert!(world.list(SHOWN).await.is_empty());
    let classes = "select distinct last_error_class from channel_health";
    assert_eq!(world.list(classes).await, ["account"]);
}

/// Twilio's form to this number, at the address of the world's channel and signed for it.
async fn twilio_posts(world: &World, sid: &str, to: &str) {
    let fields = [
        ("MessageSid", sid),
        ("SmsStatus", "received"),
        ("From", "whatsapp:+5562998765432"),
        ("To", to),
        ("NumMedia", "0"),
        ("Body", CLEAR),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let url = world.desk.webhook(world.channel);
    let signed = signature::sign(&SecretString::from(TOKEN), url.as_str(), &fields);
    let mut headers = HeaderMap::new();
    headers.insert(signature::HEADER, signed.parse().unwrap());
    headers.insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(&fields)
        .finish();
    let uri: Uri = url.path().parse().unwrap();
    door::take(world, world.channel, &uri, None, &headers, body.as_bytes())
        .await
        .unwrap();
}

async fn twilios(world: &World, name: &str, number: &str, token: &str) {
    let settings = TwilioSettings::new(ACCOUNT.parse().unwrap(), PhoneNumber::parse(number).unwrap());
    let new = NewChannel {
        name: name.to_owned(),
        stored: twilio::stored(&settings, &TwilioSecrets::new(token.to_owned().into())).unwrap(),
    };
    channels::ensure(&world.desk, new).await.unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn numbers_of_one_twilio_account_may_share_an_address(pool: PgPool) {
    let world = World::new(pool).await;
    twilios(&world, "dois", SECOND.0, TOKEN).await;
    twilios(&world, "outra conta", FIRST.0, "another token").await;
    twilio_posts(&world, "SM1", "whatsapp:+556232992222").await;
    assert!(world.list(SHOWN).await.is_empty());
    // of another account's number nothing is believed: it stays where it came in
    twilio_posts(&world, "SM2", "whatsapp:+556232991111").await;
    // before anything is sent, which fails here
    assert_eq!(world.list(SHOWN).await, ["teste"]);
    world.take_in().await;
    assert_eq!(world.list(TALKS).await, ["dois", "teste"]);
}
