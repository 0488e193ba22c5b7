//! A PostgreSQL cluster of our own, for a desk that was given no database.
//!
//! PostgreSQL refuses to run as root; under root it runs as the user `postgres`. Its folder is the data folder's
//! `postgres/`, or, where that user can't reach it, one under `/var/lib/enlace`. It listens on the loopback address
//! alone and asks for a password that lies in the data folder.

use std::{
    fs,
    net::TcpListener,
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use rand::{Rng, distr::Alphanumeric};
use sha2::{Digest, Sha256};
use sqlx::{Connection, Executor, PgConnection, postgres::PgConnectOptions};
use tokio::process::Command;

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

/// PostgreSQL's programs, and the user to run them as.
struct Tools {
    bin: PathBuf,
    as_root: bool,
}

impl Tools {
    fn find() -> Result<Self> {
        let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
            .filter(|(_, bin)| bin.join("initdb").exists())
            .collect();
        versions.sort();
        let on_path = std::env::var_os("PATH")
            .and_then(|path| std::env::split_paths(&path).find(|folder| folder.join("initdb").exists()));
        let Some(bin) = versions.pop().map(|(_, bin)| bin).or(on_path) else {
            bail!("PostgreSQL is not installed: run `apt-get install postgresql`, or name a database in DATABASE_URL");
        };
        // "root" means what it may do: the owner of /proc/self is the effective user
        let as_root = fs::metadata("/proc/self")
            .map(|meta| std::os::unix::fs::MetadataExt::uid(&meta) == 0)
            .unwrap_or(false);
        Ok(Self { bin, as_root })
    }

    fn command(&self, program: &Path) -> Command {
        if self.as_root {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        }
    }

    async fn run(&self, program: &str, arguments: &[&str]) -> Result<()> {
        let output = self
            .command(&self.bin.join(program))
            .args(arguments)
            // a folder that user `postgres` can enter
            .current_dir("/")
            // the server's own output goes to its log: a pipe would stay open for as long as it lives
            .stdin(std::process::Stdio::null())
            .stdout(std::process::Stdio::null())
            .output()
            .await
            .with_context(|| format!("Failed to run {program}"))?;
        ensure!(
            output.status.success(),
            "{program} failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
        Ok(())
    }

    async fn exists(&self, path: &Path) -> bool {
        let status = self.command(Path::new("test")).arg("-e").arg(path).status().await;
        status.is_ok_and(|status| status.success())
    }

    /// The cluster's folder, made and owned so that the server's user may write there.
    async fn folder(&self, data: &Path) -> Result<PathBuf> {
        let wanted = data.join("postgres");
        if !self.as_root {
            fs::create_dir_all(&wanted)?;
            fs::set_permissions(&wanted, fs::Permissions::from_mode(0o700))?;
            return Ok(wanted);
        }
        let reachable = self
            .command(Path::new("test"))
            .arg("-x")
            .arg(data)
            .status()
            .await
            .is_ok_and(|status| status.success());
        let folder = if reachable {
            wanted
        } else {
            let hash = hex(&Sha256::digest(text(data).as_bytes())[..6]);
            PathBuf::from("/var/lib/enlace").join(hash).join("postgres")
        };
        fs::create_dir_all(&folder)?;
        let status = Command::new("chown").arg("postgres:").arg(&folder).status().await?;
        ensure!(
            status.success(),
            "As root, PostgreSQL runs as the user `postgres`, which this machine lacks: install Debian's package `postgresql`, or name a database in DATABASE_URL"
        );
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;
        Ok(folder)
    }

    async fn init(&self, folder: &Path, password: &str) -> Result<()> {
        let file = std::env::temp_dir().join(format!("enlace-{}.pw", std::process::id()));
        fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&file)?;
        fs::write(&file, password)?;
        if self.as_root {
            Command::new("chown").arg("postgres:").arg(&file).status().await?;
        }
        let result = self
            .run(
                "initdb",
                &[
                    "-D",
                    &text(folder),
                    "-U",
                    SUPERUSER,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    "--pwfile",
                    &text(&file),
                ],
            )
            .await;
        fs::remove_file(&file)?;
        result
    }

    async fn start(&self, folder: &Path, port: u16) -> Result<()> {
        let options =
            format!("-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300");
        let log = folder.join("server.log");
        self.run(
            "pg_ctl",
            &[
                "-D",
                &text(folder),
                "-l",
                &text(&log),
                "-o",
                &options,
                "-w",
                "-t",
                "60",
                "start",
            ],
        )
        .await
        .with_context(|| format!("The private PostgreSQL did not start; its log is {}", log.display()))
    }

    /// The port of a server that already runs on this folder: line 4 of its postmaster.pid.
    async fn running_port(&self, folder: &Path) -> Option<u16> {
        self.run("pg_ctl", &["-D", &text(folder), "status"]).await.ok()?;
        let output = self
            .command(Path::new("cat"))
            .arg(folder.join("postmaster.pid"))
            .output()
            .await
            .ok()?;
        String::from_utf8(output.stdout)
            .ok()?
            .lines()
            .nth(3)?
            .trim()
            .parse()
            .ok()
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

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
