//! The numbers we are reached at, their providers' settings and sealed secrets.

use enlace_domain::{ChannelId, PhoneNumber};
use serde_json::Value;
use sqlx::PgConnection;

use crate::StoreError;

/// The name of the constraint that gives each number at a provider one channel, for [`crate::violates`].
pub const ADDRESS_KEY: &str = "channels_provider_address_key";

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

/// One channel, locked until the transaction ends: what is kept of its old secrets must still be true at the commit.
///
/// # Errors
/// The database said no, or the row is impossible.
pub async fn lock(conn: &mut PgConnection, id: ChannelId) -> Result<Option<ChannelRow>, StoreError> {
    sqlx::query!(
        "select id, name, provider, address, settings, secrets_sealed, active from channels
         where id = $1 for no key update",
        id.get()
    )
    .fetch_optional(conn)
    .await?
    .map(|row| channel_row!(row))
    .transpose()
}

/// All channels, in the order in which they are tried.
///
/// # Errors
/// The database said no, or a row is impossible.
pub async fn list(conn: &mut PgConnection) -> Result<Vec<ChannelRow>, StoreError> {
    sqlx::query!(
        "select id, name, provider, address, settings, secrets_sealed, active from channels order by rank, name, id"
    )
    .fetch_all(conn)
    .await?
    .into_iter()
    .map(|row| channel_row!(row))
    .collect()
}

/// Adds a channel, behind all others. `false`: the provider's address has one already, and nothing was changed.
///
/// # Errors
/// The database said no.
pub async fn insert(conn: &mut PgConnection, channel: &ChannelRow) -> Result<bool, StoreError> {
    let added = sqlx::query!(
        "insert into channels (id, name, provider, address, settings, secrets_sealed, active, rank)
         values ($1, $2, $3, $4, $5, $6, $7, (select coalesce(max(rank), 0) + 1 from channels))
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

/// Adds a channel behind all others, or brings the one with the same provider and address up to date. Returns the id it
/// has.
///
/// # Errors
/// The database said no.
pub async fn ensure(conn: &mut PgConnection, channel: &ChannelRow) -> Result<ChannelId, StoreError> {
    let id = sqlx::query_scalar!(
        "insert into channels (id, name, provider, address, settings, secrets_sealed, active, rank)
         values ($1, $2, $3, $4, $5, $6, $7, (select coalesce(max(rank), 0) + 1 from channels))
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

/// Keeps what was entered for a channel: its name, number, settings and secrets.
///
/// # Errors
/// The database said no; [`ADDRESS_KEY`] where another channel has the number.
pub async fn update(conn: &mut PgConnection, channel: &ChannelRow) -> Result<(), StoreError> {
    sqlx::query!(
        "update channels set name = $2, address = $3, settings = $4, secrets_sealed = $5, updated_at = now()
         where id = $1",
        channel.id.get(),
        channel.name,
        channel.address.as_str(),
        channel.settings,
        channel.secrets_sealed,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Allows or forbids that a channel's conversations are answered by another number while it fails. `false`: it was so
/// already.
///
/// # Errors
/// The database said no.
pub async fn set_may_switch(conn: &mut PgConnection, id: ChannelId, may_switch: bool) -> Result<bool, StoreError> {
    let changed = sqlx::query!(
        "update channels set may_switch = $2, updated_at = now() where id = $1 and may_switch <> $2",
        id.get(),
        may_switch
    )
    .execute(conn)
    .await?;
    Ok(changed.rows_affected() == 1)
}

/// Pauses a channel, or lets it go on. `false`: it was so already.
///
/// # Errors
/// The database said no.
pub async fn set_active(conn: &mut PgConnection, id: ChannelId, active: bool) -> Result<bool, StoreError> {
    let changed = sqlx::query!(
        "update channels set active = $2, updated_at = now() where id = $1 and active <> $2",
        id.get(),
        active
    )
    .execute(conn)
    .await?;
    Ok(changed.rows_affected() == 1)
}
