//! The numbers we are reached at, their providers' settings and sealed secrets.

use enlace_domain::{ChannelId, PhoneNumber};
use serde_json::Value;
use sqlx::PgConnection;

use crate::StoreError;

/// A channel as it is stored; the secrets stay sealed.
#[derive(Clone, Debug)]
pub struct ChannelRow {
    /// Which channel.
    pub id: ChannelId,
    /// What people call it.
    pub name: String,
    /// The provider's name.
    pub provider: String,
    /// Our number there.
    pub address: PhoneNumber,
    /// Settings that are no secret.
    pub settings: Value,
    /// Settings that are.
    pub secrets_sealed: Vec<u8>,
    /// Whether it takes and sends messages.
    pub active: bool,
}

macro_rules! channel_row {
    ($row:expr) => {{
        let row = $row;
        Ok(ChannelRow {
            id: row.id.into(),
            name: row.name,
            provider: row.provider,
            address: PhoneNumber::parse(&row.address)
                .map_err(|error| StoreError::corrupt("channel address")(&error))?,
            settings: row.settings,
            secrets_sealed: row.secrets_sealed,
            active: row.active,
        })
    }};
}

/// One channel.
///
/// # Errors
/// The database said no, or the row is impossible.
pub async fn load(conn: &mut PgConnection, id: ChannelId) -> Result<Option<ChannelRow>, StoreError> {
    sqlx::query!(
        "select id, name, provider, address, settings, secrets_sealed, active from channels where id = $1",
        id.get()
    )
    .fetch_optional(conn)
    .await?
    .map(|row| channel_row!(row))
    .transpose()
}

/// All channels, by name.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn list(conn: &mut PgConnection) -> Result<Vec<ChannelRow>, StoreError> {
    sqlx::query!("select id, name, provider, address, settings, secrets_sealed, active from channels order by name, id")
        .fetch_all(conn)
        .await?
        .into_iter()
        .map(|row| channel_row!(row))
        .collect()
}

/// Adds a channel. `false`: the provider's address has one already, and nothing was changed.
///
/// # Errors
/// The database said no.
pub async fn insert(conn: &mut PgConnection, channel: &ChannelRow) -> Result<bool, StoreError> {
    let added = sqlx::query!(
        "insert into channels (id, name, provider, address, settings, secrets_sealed, active)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (provider, address) do nothing",
        channel.id.get(),
        channel.name,
        channel.provider,
        channel.address.as_str(),
        channel.settings,
        channel.secrets_sealed,
        channel.active,
    )
    .execute(conn)
    .await?;
    Ok(added.rows_affected() == 1)
}

/// Adds a channel, or brings the one with the same provider and address up to date. Returns the id it has.
///
/// # Errors
/// The database said no.
pub async fn ensure(conn: &mut PgConnection, channel: &ChannelRow) -> Result<ChannelId, StoreError> {
    let id = sqlx::query_scalar!(
        "insert into channels (id, name, provider, address, settings, secrets_sealed, active)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (provider, address) do update
         set name = excluded.name, settings = excluded.settings, secrets_sealed = excluded.secrets_sealed,
             active = excluded.active, updated_at = now()
         returning id",
        channel.id.get(),
        channel.name,
        channel.provider,
        channel.address.as_str(),
        channel.settings,
        channel.secrets_sealed,
        channel.active,
    )
    .fetch_one(conn)
    .await?;
    Ok(id.into())
}
