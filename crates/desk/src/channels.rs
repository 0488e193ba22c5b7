//! The numbers we are reached at: stored with sealed secrets, opened to send and to check webhooks.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use anyhow::Context;
use enlace_domain::{ChannelId, PhoneNumber};
use enlace_store::{
    StoreError,
    channels::{self, ADDRESS_KEY, ChannelRow},
    violates, windows,
};
use enlace_whatsapp::{Channel, Provider, ProviderKind, settings::StoredChannel};
use secrecy::ExposeSecret;
use sqlx::PgConnection;

use crate::{Desk, DeskError};

/// How long a process goes on with what it knows of a channel before it asks the database again.
const KNOWN_FOR: Duration = Duration::from_secs(5);

/// A channel, opened.
pub struct ChannelRecord {
    /// Which channel.
    pub id: ChannelId,
    /// What people call it.
    pub name: String,
    /// Our number.
    pub address: PhoneNumber,
    /// Whether it is in use.
    pub active: bool,
    /// The provider's settings and secrets; reads its webhooks.
    pub channel: Channel,
    /// What sends through it.
    pub provider: Arc<dyn Provider>,
}

impl fmt::Debug for ChannelRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChannelRecord")
            .field("id", &self.id)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// A channel to be added.
#[derive(Debug)]
pub struct NewChannel {
    /// What people call it.
    pub name: String,
    /// The provider, its settings and secrets, and our number.
    pub stored: StoredChannel,
}

/// The channels a process opened lately.
#[derive(Default)]
pub(crate) struct Cache {
    known: Mutex<HashMap<ChannelId, (Instant, Arc<ChannelRecord>)>>,
    all: Mutex<Option<(Instant, Arc<[ChannelRecord]>)>>,
}

impl Cache {
    fn get(&self, id: ChannelId) -> Option<Arc<ChannelRecord>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .get(&id)
            .filter(|(since, _)| since.elapsed() < KNOWN_FOR)
            .map(|(_, record)| Arc::clone(record))
    }

    fn put(&self, record: &Arc<ChannelRecord>) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(record.id, (Instant::now(), Arc::clone(record)));
    }

    fn all(&self) -> Option<Arc<[ChannelRecord]>> {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.as_ref()
            .filter(|(since, _)| since.elapsed() < KNOWN_FOR)
            .map(|(_, records)| Arc::clone(records))
    }

    fn put_all(&self, records: &Arc<[ChannelRecord]>) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        *all = Some((Instant::now(), Arc::clone(records)));
    }

    pub(crate) fn forget(&self, id: ChannelId) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
        *self.all.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// The channel, as it was at most five seconds ago.
///
/// # Errors
/// [`DeskError::NotFound`]; [`DeskError::Internal`] where its secrets do not open with this key.
pub async fn load(desk: &Desk, id: ChannelId) -> Result<Arc<ChannelRecord>, DeskError> {
    if let Some(known) = desk.channels().get(id) {
        return Ok(known);
    }
    let mut conn = desk.pool().acquire().await?;
    load_on(desk, &mut conn, id).await
}

/// The same, for whoever holds a connection already: one who waits for a second while holding the first can wait for
/// ever.
pub(crate) async fn load_on(
    desk: &Desk,
    conn: &mut PgConnection,
    id: ChannelId,
) -> Result<Arc<ChannelRecord>, DeskError> {
    if let Some(known) = desk.channels().get(id) {
        return Ok(known);
    }
    let row = channels::load(conn, id)
        .await?
        .ok_or(DeskError::NotFound { what: "channel" })?;
    let record = Arc::new(open(desk, row)?);
    desk.channels().put(&record);
    Ok(record)
}

/// The channel as it is now, whatever this process knows of it.
pub(crate) async fn load_now(desk: &Desk, id: ChannelId) -> Result<Arc<ChannelRecord>, DeskError> {
    desk.channels().forget(id);
    load(desk, id).await
}

/// All channels, opened, in the order in which they are tried.
///
/// # Errors
/// As [`load`].
pub async fn list(desk: &Desk) -> Result<Vec<ChannelRecord>, DeskError> {
    let mut conn = desk.pool().acquire().await?;
    channels::list(&mut conn)
        .await?
        .into_iter()
        .map(|row| open(desk, row))
        .collect()
}

/// All channels whose secrets open with this key, as they were at most five seconds ago.
pub(crate) async fn all(desk: &Desk) -> Result<Arc<[ChannelRecord]>, DeskError> {
    if let Some(all) = desk.channels().all() {
        return Ok(all);
    }
    let rows = {
        let mut conn = desk.pool().acquire().await?;
        channels::list(&mut conn).await?
    };
    let opened = rows.into_iter().filter_map(|row| open(desk, row).ok());
    let all: Arc<[ChannelRecord]> = opened.collect();
    desk.channels().put_all(&all);
    Ok(all)
}

/// Adds a channel, in the caller's transaction.
///
/// # Errors
/// [`DeskError::Invalid`] where the provider's number has one already.
pub(crate) async fn create(desk: &Desk, conn: &mut PgConnection, new: NewChannel) -> Result<ChannelId, DeskError> {
    let has_window = has_window(&new)?;
    let row = seal(desk, new)?;
    if !channels::insert(&mut *conn, &row).await? {
        return Err(taken_number());
    }
    windows::set_has_window(conn, row.id, has_window).await?;
    Ok(row.id)
}

/// Changes a channel, in the transaction of the caller, who has locked it and [forgets](Cache::forget) it after the
/// commit. Whether it is paused, and its place in the order, stay as they are.
///
/// # Errors
/// [`DeskError::Invalid`] where the provider's number has another one already.
pub(crate) async fn change(
    desk: &Desk,
    conn: &mut PgConnection,
    id: ChannelId,
    new: NewChannel,
) -> Result<(), DeskError> {
    let has_window = has_window(&new)?;
    let row = ChannelRow { id, ..seal(desk, new)? };
    channels::update(&mut *conn, &row).await.map_err(|error| match &error {
        StoreError::Database(cause) if violates(cause, ADDRESS_KEY) => taken_number(),
        _ => error.into(),
    })?;
    Ok(windows::set_has_window(conn, id, has_window).await?)
}

fn taken_number() -> DeskError {
    DeskError::Invalid {
        field: "from",
        allowed: "um número que ainda não tem canal neste provedor".to_owned(),
    }
}

/// Adds a channel, or brings the one with the same provider and number up to date.
///
/// # Errors
/// The database's.
pub async fn ensure(desk: &Desk, new: NewChannel) -> Result<ChannelId, DeskError> {
    let has_window = has_window(&new)?;
    let row = seal(desk, new)?;
    let mut tx = desk.pool().begin().await?;
    let id = channels::ensure(&mut tx, &row).await?;
    windows::set_has_window(&mut tx, id, has_window).await?;
    tx.commit().await?;
    desk.channels().forget(id);
    Ok(id)
}

/// Whether the provider refuses free text after 24 hours.
fn has_window(new: &NewChannel) -> Result<bool, DeskError> {
    let stored = &new.stored;
    let channel = Channel::open(stored.kind, &stored.settings, stored.secrets.expose_secret())
        .context("Failed to open the channel")?;
    Ok(channel.abilities().has_window)
}

fn seal(desk: &Desk, new: NewChannel) -> Result<ChannelRow, DeskError> {
    let stored = new.stored;
    Ok(ChannelRow {
        id: ChannelId::new(),
        name: new.name,
        provider: stored.kind.as_str().to_owned(),
        address: stored.address,
        settings: stored.settings,
        secrets_sealed: desk
            .vault()
            .seal(stored.secrets.expose_secret())
            .context("Failed to seal the channel's secrets")?,
        active: true,
    })
}

fn open(desk: &Desk, row: ChannelRow) -> Result<ChannelRecord, DeskError> {
    let kind: ProviderKind = row.provider.parse().context("Failed to read the channel's provider")?;
    let channel = opened(desk, kind, &row)?;
    Ok(ChannelRecord {
        id: row.id,
        name: row.name,
        address: row.address,
        active: row.active,
        provider: channel.provider(desk.http()),
        channel,
    })
}

/// The provider's settings and secrets of a row.
pub(crate) fn opened(desk: &Desk, kind: ProviderKind, row: &ChannelRow) -> Result<Channel, DeskError> {
    let secrets = desk
        .vault()
        .open(&row.secrets_sealed)
        .context("Failed to open the channel's secrets")?;
    let channel = Channel::open(kind, &row.settings, secrets.expose_secret()).context("Failed to open the channel")?;
    Ok(channel)
}
