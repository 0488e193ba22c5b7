//! A PostgreSQL cluster of our own, for a desk that was given no database.
//!
//! PostgreSQL refuses to run as root; under root it runs as the user `postgres`. Its folder is the data folder's
//! `postgres/`, or, where that user can't reach it, one under `/var/lib/enlace`. It listens on the loopback address
//! alone and asks for a password that lies in the data folder.

mod tools;

use std::{
    fs,
    net::TcpListener,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use rand::{Rng, distr::Alphanumeric};
use sqlx::{Connection, Executor, PgConnection, postgres::PgConnectOptions};

use self::tools::Tools;

const SUPERUSER: &str = "enlace";
const DATABASE: &str = "enlace";

/// A running private cluster. Stop it with [`PrivatePostgres::stop`].
pub struct PrivatePostgres {
    tools: Tools,
    folder: PathBuf,
    options: PgConnectOptions,
    port: u16,
    password: String,
    /// Found running at the start: another process's, and left running.
    borrowed: bool,
}

impl PrivatePostgres {
    /// Makes the cluster at the first start, starts it, makes the database.
    ///
    /// # Errors
    /// PostgreSQL is not installed, or a step of its fails; the error says what to do.
    pub async fn start(data: &Path) -> Result<Self> {
        fs::create_dir_all(data).with_context(|| format!("Failed to make the data folder {}", data.display()))?;
        let data = data.canonicalize()?;
        let tools = Tools::find()?;
        let password = password(&data)?;
        let folder = tools.folder(&data).await?;
        if !folder.join("PG_VERSION").exists() && !tools.exists(&folder.join("PG_VERSION")).await {
            tracing::info!("Making a private PostgreSQL under {}", folder.display());
            tools.init(&folder, &password).await?;
        }
        let borrowed = tools.running_port(&folder).await;
        let port = match borrowed {
            Some(port) => port,
            None => {
                let port = free_port()?;
                tools.start(&folder, port).await?;
                port
            }
        };
        let options = PgConnectOptions::new_without_pgpass()
            .host("127.0.0.1")
            .port(port)
            .username(SUPERUSER)
            .password(&password);
        make_database(&options).await?;
        tracing::info!("The private PostgreSQL listens on 127.0.0.1:{port}");
        Ok(Self {
            tools,
            folder,
            options: options.database(DATABASE),
            port,
            password,
            borrowed: borrowed.is_some(),
        })
    }

    /// The address with its password, for a process that we start ourselves.
    pub fn url(&self) -> String {
        format!(
            "postgres://{SUPERUSER}:{}@127.0.0.1:{}/{DATABASE}",
            self.password, self.port
        )
    }

    /// A program of this server's version, like `pgbench`.
    pub fn program(&self, name: &str) -> PathBuf {
        self.tools.bin.join(name)
    }

    /// How to connect.
    pub fn options(&self) -> PgConnectOptions {
        self.options.clone()
    }

    /// Stops it and starts it again: `crash` as after a power cut, else ending what runs in order.
    ///
    /// # Errors
    /// A step of PostgreSQL's fails.
    pub async fn restart(&self, crash: bool) -> Result<()> {
        let mode = if crash { "immediate" } else { "fast" };
        self.tools
            .run("pg_ctl", &["-D", &text(&self.folder), "-m", mode, "-w", "stop"])
            .await?;
        self.tools.start(&self.folder, self.port).await
    }

    /// Stops it, unless it was running before us.
    pub async fn stop(self) {
        if self.borrowed {
            return;
        }
        if let Err(error) = self
            .tools
            .run("pg_ctl", &["-D", &text(&self.folder), "-m", "fast", "-w", "stop"])
            .await
        {
            tracing::warn!("Could not stop the private PostgreSQL: {error:#}");
        }
    }
}

async fn make_database(options: &PgConnectOptions) -> Result<()> {
    let mut connection = PgConnection::connect_with(&options.clone().database("postgres"))
        .await
        .context("Failed to connect to the private PostgreSQL")?;
    match connection.execute("create database enlace").await {
        Ok(_) => Ok(()),
        // 42P04 duplicate_database: made at an earlier start
        Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("42P04") => Ok(()),
        Err(error) => Err(error).context("Failed to make the database in the private PostgreSQL"),
    }
}

fn password(data: &Path) -> Result<String> {
    let path = data.join("postgres.password");
    if path.exists() {
        return Ok(fs::read_to_string(&path)
            .with_context(|| format!("Failed to read {}", path.display()))?
            .trim()
            .to_owned());
    }
    let password: String = rand::rng().sample_iter(Alphanumeric).take(32).map(char::from).collect();
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)?;
    fs::write(&path, &password)?;
    Ok(password)
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").context("No free port on the loopback address")?;
    Ok(listener.local_addr()?.port())
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
