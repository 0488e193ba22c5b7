//! Settings: one small struct a concern, read once from the command line and the environment.
//!
//! A wrong value stops the start with the variable's name and what is allowed.

mod chat;
mod database;
mod embedding;
mod index;
mod log;
mod media;
mod quiet;
mod redis;
mod secret;
mod serve;

pub mod wrong;

use enlace_domain::{PhoneNumber, Role};

pub use chat::ArbiterSettings;
pub use database::DatabaseSettings;
pub use embedding::EmbeddingSettings;
pub use index::{IndexSettings, local as local_index};
pub use log::{LogFormat, LogSettings};
pub use media::MediaSettings;
pub use redis::RedisSettings;
pub use secret::SecretSettings;
pub use serve::{ProcessRole, ServeSettings};

/// A role by name, for the command line.
pub fn parse_role(text: &str) -> Result<Role, String> {
    text.parse()
        .map_err(|error: enlace_domain::queue::UnknownName| error.to_string())
}

/// A whole number within limits, which the error names.
pub fn within<T>(low: T, high: T) -> impl Fn(&str) -> Result<T, String> + Clone + Send + Sync + 'static
where
    T: std::str::FromStr + PartialOrd + std::fmt::Display + Copy + Send + Sync + 'static,
{
    move |text| {
        let number = text.parse().ok().filter(|number| (low..=high).contains(number));
        number.ok_or_else(|| format!("a whole number in {low}..={high}"))
    }
}

/// A field and its value, for the command line.
pub fn parse_field(text: &str) -> Result<(String, String), String> {
    text.split_once('=')
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .ok_or_else(|| "a field's name, = and its value, like from=+556230000000".to_owned())
}

/// A telephone number, for the command line.
pub fn parse_phone(text: &str) -> Result<PhoneNumber, String> {
    PhoneNumber::parse(text).map_err(|error| error.to_string())
}

/// A day, for the command line.
pub fn parse_day(text: &str) -> Result<time::Date, String> {
    time::Date::parse(text, &time::format_description::well_known::Iso8601::DATE)
        .map_err(|_| "a day, like 2026-11-01".to_owned())
}
