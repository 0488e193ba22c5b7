//! A desk in a scratch folder, as a process of its own, for measuring.

use std::{
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use enlace_desk::{
    Desk, DeskParts,
    channels::{self, NewChannel},
    log_in,
    media::{FileStore, MediaLimits},
    seed::{self, NewPerson},
    vault::Vault,
};
use enlace_domain::{ChannelId, PhoneNumber, QueueKey, Role, pace::PAIR_BURST, view::ChannelLimits};
use enlace_store::pace;
use enlace_whatsapp::twilio::{self, TwilioSecrets, TwilioSettings};
use secrecy::SecretString;
use url::Url;

use crate::processes::{private_postgres::PrivatePostgres, service};

/// What signs the webhooks.
pub const AUTH_TOKEN: &str = "0123456789abcdef0123456789abcdef";
/// The account that is played.
pub const ACCOUNT_SID: &str = "AC0123456789abcdef0123456789abcdef";
/// The desk's own number.
pub const NUMBER: &str = "+556230300000";
/// Messages a second that the lab's channel may send: what is measured is the desk, not its brake.
const PER_SECOND: u32 = 200;
/// Seals the lab's secrets; it holds none worth keeping.
const SECRET_KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

/// A private PostgreSQL (durable: fsync as in production), a served desk, and the same desk by library calls.
pub struct Lab {
    /// The use cases, for setting the stage and counting afterwards.
    pub desk: Desk,
    /// Where the desk listens.
    pub address: SocketAddr,
    /// The one channel.
    pub channel: ChannelId,
    /// The database.
    pub postgres: PrivatePostgres,
    server: Child,
    folder: std::path::PathBuf,
}

impl Lab {
    /// Starts everything; `provider` is where Twilio is played, `roles` as in `ENLACE_ROLES`.
    pub async fn start(roles: &str, provider: Option<SocketAddr>, site: &Path) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("enlace-bench-{}", std::process::id()));
        // PostgreSQL's own user must be able to enter it
        std::fs::create_dir_all(&folder)?;
        let postgres = PrivatePostgres::start(&folder).await?;
        let pool = enlace_store::connect(postgres.options(), 8).await?;
        enlace_store::migrate(&pool).await?;
        let address = free_address()?;
        let public_url = Url::parse(&format!("http://{address}"))?;
        let parts = DeskParts {
            pool,
            classifier: service::classifier(&folder).await?,
            vault: Vault::from_base64(SECRET_KEY).context("The lab's key is no key")?,
            files: FileStore::in_folder(&folder.join("media"), MediaLimits::default())?,
            redis: None,
            public_url: public_url.clone(),
            index: crate::config::local_index(&folder, enlace_search::Shape::words_only()),
            embedder: None,
            arbiter: None,
        };
        let desk = Desk::new(parts)?;
        let channel = channels::ensure(&desk, new_channel("lab", NUMBER, provider)?)
            .await
            .context("Failed to store the lab's channel")?;
        let process = serve(&postgres, &folder, address, &public_url)?
            .env("ENLACE_ROLES", roles)
            .env("ENLACE_SITE", site)
            .spawn()
            .context("Failed to start the desk's process")?;
        let lab = Self {
            desk,
            address,
            channel,
            postgres,
            server: process,
            folder,
        };
        lab.lift_limits(channel).await?;
        wait_until_ready(address).await?;
        Ok(lab)
    }

    /// Another number, behind the first, at the vendor that is played at `provider`.
    pub async fn add_channel(&self, name: &str, number: &str, provider: SocketAddr) -> Result<ChannelId> {
        let channel = channels::ensure(&self.desk, new_channel(name, number, Some(provider))?)
            .await
            .context("Failed to store another channel")?;
        self.lift_limits(channel).await?;
        Ok(channel)
    }

    async fn lift_limits(&self, channel: ChannelId) -> Result<()> {
        let limits = ChannelLimits {
            per_second: Some(PER_SECOND),
            pair_burst: PAIR_BURST,
        };
        Ok(pace::set_limits(&mut *self.desk.pool().acquire().await?, channel, limits).await?)
    }

    /// A worker as a process of its own beside the desk's.
    pub fn worker(&self) -> Result<Child> {
        let address = free_address()?;
        let process = serve(&self.postgres, &self.folder, address, self.desk.public_url())?
            .env("ENLACE_ROLES", "worker")
            .spawn()
            .context("Failed to start a worker")?;
        Ok(process)
    }

    /// The webhook's address, as the provider signs it.
    pub fn webhook(&self) -> Url {
        self.desk.webhook(self.channel)
    }

    /// So many agents of every queue, logged in: their tokens.
    pub async fn agents(&self, count: u32, capacity: i32) -> Result<Vec<String>> {
        let people: Vec<NewPerson> = (0..count)
            .map(|number| NewPerson {
                name: format!("Medida {number}"),
                email: format!("medida{number}@enlace.example"),
                role: Role::Agent,
                capacity,
                queues: QueueKey::ALL.to_vec(),
                password: "medida-medida".to_owned(),
            })
            .collect();
        seed::people(&self.desk, &people)
            .await
            .context("Failed to store the benchmark's people")?;
        let mut tokens = Vec::new();
        for person in &people {
            let (token, _me) = log_in::log_in(&self.desk, &person.email, &person.password)
                .await
                .context("Failed to log in")?;
            tokens.push(token.reveal().to_owned());
        }
        Ok(tokens)
    }

    /// Waits until so many conversations stand in a queue and nothing is left to do.
    pub async fn until_queued(&self, conversations: u32) -> Result<()> {
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            let tally = enlace_store::tally::conversations(self.desk.pool()).await?;
            if tally.queued >= i64::from(conversations) && tally.unfinished_jobs == 0 {
                return Ok(());
            }
            ensure!(
                Instant::now() < deadline,
                "Only {} of {conversations} conversations were queued within 60 s",
                tally.queued
            );
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// Stops everything and removes the folder.
    pub async fn stop(mut self) -> Result<()> {
        self.server.kill()?;
        self.server.wait()?;
        self.desk.pool().close().await;
        self.postgres.stop().await;
        std::fs::remove_dir_all(&self.folder).with_context(|| format!("Failed to remove {}", self.folder.display()))
    }
}

/// A process of the desk on the lab's database, with nothing in the background that would blur what is measured.
fn serve(postgres: &PrivatePostgres, folder: &Path, address: SocketAddr, public_url: &Url) -> Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command
        .arg("serve")
        .env("DATABASE_URL", postgres.url())
        .env("ENLACE_DATA", folder)
        .env("ENLACE_LISTEN", address.to_string())
        .env("ENLACE_PUBLIC_URL", public_url.as_str())
        .env("ENLACE_SECRET_KEY", SECRET_KEY)
        .env("ENLACE_LOG", "warn")
        // as the lab's own desk, by words alone: a process that meets a model for the first time reads all of its material with
        // it, minutes of a core that no later start spends
        .env_remove("EMBEDDING_FILE")
        .stdin(Stdio::null());
    Ok(command)
}

async fn wait_until_ready(address: SocketAddr) -> Result<()> {
    let deadline = Instant::now() + Duration::from_secs(30);
    let ready = format!("http://{address}/ready");
    while Instant::now() < deadline {
        if reqwest::get(&ready)
            .await
            .is_ok_and(|answer| answer.status().is_success())
        {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    bail!("The desk's process was not ready within 30 s")
}

fn new_channel(name: &str, number: &str, provider: Option<SocketAddr>) -> Result<NewChannel> {
    // without a provider nothing is sent: port 9 discards
    let provider = provider.map_or_else(|| "127.0.0.1:9".to_owned(), |address| address.to_string());
    Ok(NewChannel {
        name: name.to_owned(),
        stored: twilio::stored(
            &TwilioSettings {
                base_url: Some(format!("http://{provider}").parse()?),
                ..TwilioSettings::new(ACCOUNT_SID.parse()?, PhoneNumber::parse(number)?)
            },
            &TwilioSecrets::new(SecretString::from(AUTH_TOKEN)),
        )?,
    })
}

/// An address that nobody listens on now.
pub fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}
