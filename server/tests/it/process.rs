//! A desk's process on a database of the test, and the town beside it.

use std::{
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    process::{Child, Command},
    time::{Duration, Instant},
};

use enlace_desk::{
    Desk, DeskParts,
    channels::{self, NewChannel},
    media::{FileStore, MediaLimits},
    vault::Vault,
};
use enlace_domain::{ChannelId, PhoneNumber};
use enlace_simulator::{Town, TownConfig};
use enlace_whatsapp::twilio::{self, TwilioSecrets, TwilioSettings};
use secrecy::SecretString;
use sqlx::PgPool;
use url::Url;

pub use crate::binary::enlace;

pub const AUTH_TOKEN: &str = "0123456789abcdef0123456789abcdef";
pub const ACCOUNT_SID: &str = "AC0123456789abcdef0123456789abcdef";
pub const NUMBER: &str = "+556230300000";
const SECRET_KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

/// The desk as a process, the same desk by library calls, and a quiet town.
pub struct Stage {
    pub desk: Desk,
    pub town: Town,
    pub channel: ChannelId,
    pub address: SocketAddr,
    database_url: String,
    data: PathBuf,
    settings: Vec<(&'static str, String)>,
    process: Option<Child>,
}

impl Stage {
    /// Everything but the desk's process.
    pub async fn set(pool: PgPool) -> Self {
        let address = free_address();
        let public_url = Url::parse(&format!("http://{address}")).unwrap();
        let data = std::env::temp_dir().join("enlace-server-tests");
        std::fs::create_dir_all(&data).unwrap();
        let classifier = {
            let path = data.join("classifier.bin");
            tokio::task::spawn_blocking(move || enlace_ai::classifier::Classifier::load_or_train(&path).unwrap().0)
                .await
                .unwrap()
        };
        let database_url = url_of(&pool);
        let vault = Vault::from_base64(SECRET_KEY).unwrap();
        let desk = Desk::new(DeskParts {
            pool,
            classifier,
            vault,
            files: FileStore::in_folder(&data.join("media"), MediaLimits::default()).unwrap(),
            redis: None,
            public_url: public_url.clone(),
            index: std::sync::Arc::new(enlace_search::EdgeIndex::new(
                enlace_testing::index_folder(),
                enlace_search::Shape::words_only(),
            )),
            embedder: None,
            arbiter: None,
        })
        .unwrap();
        let number = PhoneNumber::parse(NUMBER).unwrap();
        let settings = TwilioSettings::new(ACCOUNT_SID.parse().unwrap(), number.clone());
        let secrets = TwilioSecrets::new(SecretString::from(AUTH_TOKEN));
        let new = |settings: &TwilioSettings| NewChannel {
            name: "teste".to_owned(),
            stored: twilio::stored(settings, &secrets).unwrap(),
        };
        let channel = channels::ensure(&desk, new(&settings)).await.unwrap();
        let webhook = public_url.join(&format!("/webhooks/whatsapp/{channel}")).unwrap();
        let town = Town::start(TownConfig::quiet(
            webhook,
            ACCOUNT_SID,
            SecretString::from(AUTH_TOKEN),
            number,
        ))
        .await
        .unwrap();
        let settings = TwilioSettings {
            base_url: Some(town.api().parse().unwrap()),
            ..settings
        };
        channels::ensure(&desk, new(&settings)).await.unwrap();
        Self {
            desk,
            town,
            channel,
            address,
            database_url,
            data,
            settings: Vec::new(),
            process: None,
        }
    }

    /// What the process is told besides, by the names of the variables.
    pub fn tell(&mut self, settings: Vec<(&'static str, String)>) {
        self.settings = settings;
    }

    /// Starts the desk's process and waits until it is ready.
    pub async fn serve(&mut self, roles: &str) {
        let url = self.database_url.clone();
        self.serve_on(roles, &url).await;
    }

    /// The same on another way to the database.
    pub async fn serve_on(&mut self, roles: &str, database_url: &str) {
        self.start_on(roles, database_url);
        self.until_ready().await;
    }

    /// Starts the desk's process on this way to the database.
    pub fn start_on(&mut self, roles: &str, database_url: &str) {
        let child = self.command(roles, database_url).arg("serve").spawn().unwrap();
        self.process = Some(child);
    }

    fn command(&self, roles: &str, database_url: &str) -> Command {
        let mut command = enlace();
        command
            .env("DATABASE_URL", database_url)
            .env("ENLACE_DATA", &self.data)
            .env("ENLACE_LISTEN", self.address.to_string())
            .env("ENLACE_PUBLIC_URL", format!("http://{}", self.address))
            .env("ENLACE_SECRET_KEY", SECRET_KEY)
            .env("ENLACE_ROLES", roles)
            .env("ENLACE_LOG", "warn")
            .envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Waits until the process is ready.
    pub async fn until_ready(&self) {
        let ready = format!("http://{}/ready", self.address);
        eventually("the process is ready", || async {
            reqwest::get(&ready)
                .await
                .is_ok_and(|answer| answer.status().is_success())
        })
        .await;
    }

    /// Where the test's database is.
    pub fn database_url(&self) -> &str {
        &self.database_url
    }

    /// The webhook's address.
    pub fn webhook(&self) -> String {
        format!("http://{}/webhooks/whatsapp/{}", self.address, self.channel)
    }

    /// Ends the process as a power cut would.
    pub fn kill(&mut self) {
        let mut child = self.process.take().expect("a process runs");
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// Asks the process to stop, and tells whether it ended well.
    ///
    /// Waits on another thread: the process may need what the test's own thread carries, a line to the database.
    pub async fn terminate(&mut self) -> bool {
        let mut child = self.process.take().expect("a process runs");
        Command::new("kill")
            .args(["-TERM", &child.id().to_string()])
            .status()
            .unwrap();
        tokio::task::spawn_blocking(move || child.wait().unwrap().success())
            .await
            .unwrap()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if let Some(mut child) = self.process.take() {
            let _ended = child.kill();
            let _reaped = child.wait();
        }
    }
}

/// Asks again and again until it is so; fails after 30 seconds.
pub async fn eventually<F: Future<Output = bool>>(what: &str, mut is_so: impl FnMut() -> F) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !is_so().await {
        assert!(Instant::now() < deadline, "not within 30 s: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

pub fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// The address of the test's own database, for another process.
pub fn url_of(pool: &PgPool) -> String {
    let mut url = Url::parse(&std::env::var("DATABASE_URL").expect("the tests need DATABASE_URL")).unwrap();
    url.set_path(
        pool.connect_options()
            .get_database()
            .expect("sqlx::test names its database"),
    );
    url.to_string()
}
