//! Where PostgreSQL is.

use std::{path::PathBuf, str::FromStr};

use clap::Args;
use sqlx::postgres::PgConnectOptions;

use super::{quiet::Quiet, within};

/// Database settings.
#[derive(Args, Clone)]
pub struct DatabaseSettings {
    /// PostgreSQL to use, like postgres://enlace:secret@db.example.com/enlace. Without it, a private cluster is kept under the data folder.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, value_parser = Quiet(parse_url))]
    pub database_url: Option<PgConnectOptions>,
    /// The data folder: the private cluster, the classifier's model, the key that seals secrets.
    #[arg(long, env = "ENLACE_DATA", default_value = "data")]
    pub data: PathBuf,
    /// How many connections to the database this process may hold.
    #[arg(long, env = "ENLACE_DATABASE_CONNECTIONS", default_value_t = 20, value_parser = within(4_u32, 500))]
    pub database_connections: u32,
}

/// Never the password.
impl std::fmt::Debug for DatabaseSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DatabaseSettings")
            .field(
                "database",
                &self.database_url.as_ref().map_or("private cluster", |_| "configured"),
            )
            .field("data", &self.data)
            .field("connections", &self.database_connections)
            .finish()
    }
}

fn parse_url(text: &str) -> Result<PgConnectOptions, String> {
    if !(text.starts_with("postgres://") || text.starts_with("postgresql://")) {
        return Err("DATABASE_URL begins with postgres:// or postgresql://".to_owned());
    }
    // the parser's own message may repeat the address with its password
    PgConnectOptions::from_str(text).map_err(|_| {
        "DATABASE_URL is no valid address; it looks like postgres://user:password@host:5432/name".to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_address_is_refused_without_repeating_it() {
        let error = parse_url("mysql://user:segredo@host/db").unwrap_err();
        assert!(error.contains("DATABASE_URL") && !error.contains("segredo"));
        let error = parse_url("postgres://user:segredo@host:notaport/db").unwrap_err();
        assert!(error.contains("DATABASE_URL") && !error.contains("segredo"));
    }
}
