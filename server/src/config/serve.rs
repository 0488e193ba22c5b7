//! Where this process listens and which parts of the work it does.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, ValueEnum};
use url::Url;

use super::within;

/// Serving settings.
#[derive(Args, Debug, Clone)]
pub struct ServeSettings {
    /// The address to listen on.
    #[arg(long, env = "ENLACE_LISTEN", default_value = "127.0.0.1:3000", value_parser = parse_address)]
    pub listen: SocketAddr,
    /// The address by which browsers and WhatsApp providers reach the desk. Providers sign it: it must be exactly theirs. Default: http:// and the listening address.
    #[arg(long, env = "ENLACE_PUBLIC_URL", value_parser = parse_public_url)]
    pub public_url: Option<Url>,
    /// Which parts of the work this process does: web (pages and live boards), gateway (webhooks), worker (jobs), scheduler (clocks).
    #[arg(long, env = "ENLACE_ROLES", value_enum, value_delimiter = ',', default_values_t = ProcessRole::ALL)]
    pub roles: Vec<ProcessRole>,
    /// How many jobs this process works on at once.
    #[arg(long, env = "ENLACE_WORKERS", default_value_t = 8, value_parser = within(1_u16, 256))]
    pub workers: u16,
    /// Where the web app's files lie, as `make build` leaves them.
    #[arg(long, env = "ENLACE_SITE", default_value = "build/site")]
    pub site: PathBuf,
    /// Seconds that a stopping process waits for what it holds.
    #[arg(long, env = "ENLACE_DRAIN_SECONDS", default_value_t = 20, value_parser = within(1_u64, 300))]
    pub drain_seconds: u64,
}

/// A part of the work. Several processes may share one database, each with its roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ProcessRole {
    /// Pages and live boards.
    Web,
    /// The providers' webhooks.
    Gateway,
    /// Jobs: taking in, answering, sending.
    Worker,
    /// Clocks: escalation, housekeeping. Of several schedulers one works, the others stand by.
    Scheduler,
}

impl ProcessRole {
    const ALL: [Self; 4] = [Self::Web, Self::Gateway, Self::Worker, Self::Scheduler];
}

impl std::fmt::Display for ProcessRole {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Web => "web",
            Self::Gateway => "gateway",
            Self::Worker => "worker",
            Self::Scheduler => "scheduler",
        })
    }
}

impl ServeSettings {
    /// Whether this process does that part.
    pub fn does(&self, role: ProcessRole) -> bool {
        self.roles.contains(&role)
    }

    /// The address by which others reach the desk.
    ///
    /// # Errors
    /// The listening address makes no address (it always does; the type can't say so).
    pub fn public_url(&self) -> anyhow::Result<Url> {
        match &self.public_url {
            Some(url) => Ok(url.clone()),
            None => Ok(Url::parse(&format!("http://{}", self.listen))?),
        }
    }
}

fn parse_address(text: &str) -> Result<SocketAddr, String> {
    text.parse()
        .map_err(|_| "ENLACE_LISTEN is an address and a port, like 0.0.0.0:3000".to_owned())
}

fn parse_public_url(text: &str) -> Result<Url, String> {
    let url =
        Url::parse(text).map_err(|_| "ENLACE_PUBLIC_URL is an address like https://desk.example.com".to_owned())?;
    let plain =
        matches!(url.scheme(), "http" | "https") && url.host().is_some() && url.query().is_none() && url.path() == "/";
    if plain {
        Ok(url)
    } else {
        Err("ENLACE_PUBLIC_URL is http:// or https:// and a host, without a path".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_has_no_path() {
        assert!(parse_public_url("https://desk.example.com").is_ok());
        assert!(
            parse_public_url("https://desk.example.com/enlace")
                .unwrap_err()
                .contains("ENLACE_PUBLIC_URL")
        );
        assert!(
            parse_public_url("desk.example.com")
                .unwrap_err()
                .contains("ENLACE_PUBLIC_URL")
        );
    }
}
