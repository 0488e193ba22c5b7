//! PostgreSQL's own programs, run as a user that they accept.

use std::{
    fs,
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use sha2::{Digest, Sha256};
use tokio::process::Command;

use super::{SUPERUSER, text};

/// PostgreSQL's programs, and the user to run them as.
pub(super) struct Tools {
    pub(super) bin: PathBuf,
    as_root: bool,
}

impl Tools {
    pub(super) fn find() -> Result<Self> {
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

    pub(super) async fn run(&self, program: &str, arguments: &[&str]) -> Result<()> {
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

    pub(super) async fn exists(&self, path: &Path) -> bool {
        let status = self.command(Path::new("test")).arg("-e").arg(path).status().await;
        status.is_ok_and(|status| status.success())
    }

    /// The cluster's folder, made and owned so that the server's user may write there.
    pub(super) async fn folder(&self, data: &Path) -> Result<PathBuf> {
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

    pub(super) async fn init(&self, folder: &Path, password: &str) -> Result<()> {
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

    pub(super) async fn start(&self, folder: &Path, port: u16) -> Result<()> {
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
    pub(super) async fn running_port(&self, folder: &Path) -> Option<u16> {
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

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
