//! A desk with a channel, and around it whatever a test needs: forms as Twilio sends them, a town that plays Twilio,
//! runners, and questions to the database.

use std::time::Duration;

use axum::{
    Router,
    body::Bytes,
    extract::{OriginalUri, Path, State},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use enlace_desk::{
    Desk,
    channels::{self, NewChannel},
    jobs,
    receive::{self, Intake},
};
use enlace_domain::{ChannelId, ConversationId, PhoneNumber};
use enlace_simulator::{LineConfig, Town, TownConfig, TwilioConfig, Vendor};
use enlace_whatsapp::twilio::{self, TwilioSecrets, TwilioSettings, webhook};
use sqlx::PgPool;
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};
use url::Url;
use uuid::Uuid;

use super::door;

const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
const TOKEN: &str = "a token of the tests";
const NUMBER: &str = "+556232990000";
/// The line of the second number.
pub const RESERVE: &str = "reserva";
const RESERVE_NUMBER: &str = "+556232990001";

/// A desk, its door and its one channel.
#[derive(Clone)]
pub struct World {
    pub pool: PgPool,
    pub desk: Desk,
    pub intake: Intake,
    pub channel: ChannelId,
}

/// A subscriber's message as Twilio reports it.
pub struct Written {
    fields: Vec<(String, String)>,
    pub sid: String,
}

impl Written {
    /// Words from these digits.
    pub fn text(from: &str, body: &str) -> Self {
        let sid = format!("SM{}", Uuid::new_v4().simple());
        let base = [
            ("MessageSid", &*sid),
            ("SmsStatus", "received"),
            ("NumMedia", "0"),
            ("Body", body),
        ];
        let written = Self {
            fields: base.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
            sid,
        };
        if from.is_empty() {
            written
        } else {
            written.with("From", &format!("whatsapp:+{from}")).with("WaId", from)
        }
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(present, _)| present != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn picture(from: &str) -> Self {
        Self::text(from, "")
            .with("MessageType", "image")
            .with("NumMedia", "1")
            .with("MediaUrl0", "https://api.twilio.com/media/1")
            .with("MediaContentType0", "image/jpeg")
    }
}

impl World {
    pub async fn new(pool: PgPool) -> Self {
        Self::of(enlace_testing::desk(pool.clone()), pool).await
    }

    /// Around this desk.
    pub async fn of(desk: Desk, pool: PgPool) -> Self {
        let channel = set_channel(&desk, None).await;
        Self {
            pool,
            intake: Intake::start(desk.clone()),
            desk,
            channel,
        }
    }

    /// Takes a webhook with these fields.
    pub async fn receive(&self, fields: &[(String, String)]) {
        let event = webhook::read_fields(fields).unwrap();
        self.intake.receive(self.channel, vec![event]).await.unwrap()
    }

    pub async fn write(&self, written: &Written) {
        self.receive(&written.fields).await
    }

    /// Somebody writes, and the desk takes it in and does what follows from it, sending apart.
    pub async fn text(&self, from: &str, body: &str) -> String {
        let written = Written::text(from, body);
        self.write(&written).await;
        self.take_in().await;
        written.sid
    }

    /// A report on a message of ours, with the query of the callback address.
    pub async fn report(&self, sid: &str, status: &str, query: Option<&str>) {
        let fields = [("MessageSid", sid), ("MessageStatus", status), ("SmsStatus", status)];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let event = receive::with_reference(webhook::read_fields(&fields).unwrap(), query);
        self.intake.receive(self.channel, vec![event]).await.unwrap()
    }

    /// Runs the jobs that are due, those that send apart: there is nobody to send to.
    pub async fn take_in(&self) {
        self.sql("update jobs set run_at = now() + interval '1 day' where name = 'send_message'")
            .await;
        self.work().await;
        self.sql("update jobs set run_at = now() + interval '1 day' where name = 'send_message'")
            .await;
    }

    /// Runs all jobs that are due.
    pub async fn work(&self) -> usize {
        jobs::runner(&self.desk, 4).run_due().await.unwrap()
    }

    /// Makes every waiting job due and runs them.
    pub async fn hurry(&self) {
        self.sql("update jobs set run_at = now() where state = 'ready'").await;
        self.work().await;
    }

    /// Runners in the background, until the guard is dropped. A test's pool has few connections: two jobs at once each.
    pub fn run(&self, runners: usize) -> DropGuard {
        let stop = CancellationToken::new();
        for _ in 0..runners {
            tokio::spawn(jobs::runner(&self.desk, 2).run(stop.clone()));
        }
        stop.drop_guard()
    }

    pub async fn sql(&self, statement: &'static str) {
        sqlx::query(statement).execute(&self.pool).await.unwrap();
    }

    /// Every channel sends as if it had never failed.
    pub async fn channels_are_well(&self) {
        self.sql(
            "update channel_health set failures = 0, openings = 0, retry_at = null, strain = 0, strained_until = null",
        )
        .await;
    }

    /// The number that a query of the database gives.
    pub async fn count(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query).fetch_one(&self.pool).await.unwrap()
    }

    /// The texts that a query of the database gives.
    pub async fn list(&self, query: &'static str) -> Vec<String> {
        sqlx::query_scalar(query).fetch_all(&self.pool).await.unwrap()
    }

    /// The newest conversation.
    pub async fn conversation(&self) -> ConversationId {
        let id: Uuid = sqlx::query_scalar("select id from conversations order by created_at desc limit 1")
            .fetch_one(&self.pool)
            .await
            .unwrap();
        id.into()
    }

    /// Nothing is left to do and nothing was given up.
    pub async fn is_done(&self) -> bool {
        self.count("select (select count(*) from jobs) + (select count(*) from inbound_arrivals)")
            .await
            == 0
    }
}

/// A quiet town that plays Twilio for this desk over HTTP, both ways.
pub async fn town(world: &World) -> Town {
    play(world, Vec::new()).await
}

/// The same with a second number, behind the first: its line is [`RESERVE`].
pub async fn town_with_reserve(world: &World) -> (Town, ChannelId) {
    let reserve = store(&world.desk, RESERVE, RESERVE_NUMBER, None).await;
    let line = LineConfig::new(
        RESERVE,
        world.desk.webhook(reserve),
        PhoneNumber::parse(RESERVE_NUMBER).unwrap(),
        Vendor::Twilio(TwilioConfig {
            account_sid: ACCOUNT.to_owned(),
            auth_token: TOKEN.to_owned().into(),
        }),
    );
    let town = play(world, vec![line]).await;
    let api = town.line(RESERVE).unwrap().api().to_owned();
    assert_eq!(store(&world.desk, RESERVE, RESERVE_NUMBER, Some(&api)).await, reserve);
    (town, reserve)
}

async fn play(world: &World, lines: Vec<LineConfig>) -> Town {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let here = Url::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
    let router = Router::new()
        .route("/webhooks/whatsapp/{channel}", post(webhook))
        .with_state(world.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });

    let public = world.desk.webhook(world.channel);
    let number = PhoneNumber::parse(NUMBER).unwrap();
    let mut config = TownConfig::quiet(public, ACCOUNT, TOKEN.to_owned().into(), number);
    config.desk_listens_at = Some(here);
    config.subscribers = 20;
    config.lines = lines;
    let town = Town::start(config).await.unwrap();
    assert_eq!(set_channel(&world.desk, Some(town.api())).await, world.channel);
    town
}

/// What the server's route does.
async fn webhook(
    State(world): State<World>,
    Path(channel): Path<ChannelId>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<&'static str, StatusCode> {
    door::take(&world, channel, &uri, None, &headers, &body).await
}

/// Points the channel at whoever plays Twilio.
pub async fn set_channel(desk: &Desk, api: Option<&str>) -> ChannelId {
    store(desk, "teste", NUMBER, api).await
}

async fn store(desk: &Desk, name: &str, number: &str, api: Option<&str>) -> ChannelId {
    let mut settings = TwilioSettings::new(ACCOUNT.parse().unwrap(), PhoneNumber::parse(number).unwrap());
    // port 9 takes no connection: what a test sends without a town fails at once
    settings.base_url = Some(api.unwrap_or("http://127.0.0.1:9").parse().unwrap());
    let new = NewChannel {
        name: name.to_owned(),
        stored: twilio::stored(&settings, &TwilioSecrets::new(TOKEN.to_owned().into())).unwrap(),
    };
    channels::ensure(desk, new).await.unwrap()
}

/// Looks again and again until it is so; a minute at most.
pub async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let look = async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), look)
        .await
        .unwrap_or_else(|_| panic!("never: {what}"));
}
