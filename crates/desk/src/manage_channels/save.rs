//! Making and changing a channel from what its provider asks for.

use std::collections::BTreeMap;

use anyhow::Context;
use enlace_domain::{
    ChannelId, Circuit,
    pace::{PAIR_BURST_MOST, PER_SECOND_MOST},
    view::{API_ADDRESS, ChannelForm, ChannelLimits},
};
use enlace_store::{channel_health, channels as store_channels, pace};
use enlace_whatsapp::{
    Channel, ProviderKind,
    settings::{Entered, SettingsError, StoredChannel},
};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::{administrator, invalid};
use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
    channels::{self, NewChannel},
};

/// Makes or changes a channel.
///
/// A secret that is left blank keeps its value; a channel keeps its provider. A new address of the API asks for all
/// secrets again: whoever may enter an address must not learn by it what they may not read.
///
/// # Errors
/// [`DeskError::Forbidden`] for all but administrators; [`DeskError::Invalid`] naming the field, also for a number that
/// has a channel already; [`DeskError::NotFound`].
pub async fn save(desk: &Desk, actor: &Actor, form: ChannelForm) -> Result<ChannelId, DeskError> {
    administrator(actor)?;
    let name = form.name.trim();
    if !(2..=60).contains(&name.chars().count()) || name.contains(char::is_control) {
        return Err(invalid("name", "de 2 a 60 letras"));
    }
    allowed(form.limits)?;
    let mut tx = desk.pool().begin().await?;
    let (id, action, detail) = match form.id {
        None => create(desk, &mut tx, name, &form).await?,
        Some(id) => change(desk, &mut tx, id, name, &form).await?,
    };
    pace::set_limits(&mut tx, id, form.limits).await?;
    audit::record(&mut tx, actor.person.id, action, Subject::Channel(id), &detail).await?;
    tx.commit().await?;
    desk.channels().forget(id);
    Ok(id)
}

/// What was written: which channel, what was done to it, and what the book is told.
type Written = (ChannelId, Action, Value);

async fn create(desk: &Desk, tx: &mut PgConnection, name: &str, form: &ChannelForm) -> Result<Written, DeskError> {
    let kind: ProviderKind = form
        .provider
        .parse()
        .map_err(|_| invalid("provider", "um dos provedores da lista"))?;
    let entered = entered(kind, &form.fields);
    let stored = Channel::create(kind, &entered, None).map_err(field_at_fault)?;
    let detail = json!({
        "provider": kind.as_str(), "name": name,
        "fields": Channel::entered(kind, &stored.settings).into_keys().collect::<Vec<_>>(),
        "new_secrets": entered.secret.keys().collect::<Vec<_>>(),
    });
    let id = channels::create(desk, tx, new_channel(name, stored)).await?;
    Ok((id, Action::CreateChannel, detail))
}

async fn change(
    desk: &Desk,
    tx: &mut PgConnection,
    id: ChannelId,
    name: &str,
    form: &ChannelForm,
) -> Result<Written, DeskError> {
    let before = store_channels::lock(&mut *tx, id)
        .await?
        .ok_or(DeskError::NotFound { what: "channel" })?;
    let kind: ProviderKind = before
        .provider
        .parse()
        .context("Failed to read the channel's provider")?;
    // sealed with another key they are lost, and all are asked for again
    let old = desk.vault().open(&before.secrets_sealed).ok();
    let entered = entered(kind, &form.fields);
    let stored =
        Channel::create(kind, &entered, old.as_ref().map(ExposeSecret::expose_secret)).map_err(field_at_fault)?;

    let mut changed = different(kind, &before.settings, &stored.settings);
    if changed.iter().any(|field| field == API_ADDRESS)
        && let Some(secret) = kept(kind, &entered, &stored)
    {
        return Err(invalid(secret, "de novo, porque o endereço da API mudou"));
    }
    // a plain field may lie among the secrets, so these are compared as well
    let new_secrets = old.is_none_or(|old| old.expose_secret() != stored.secrets.expose_secret());
    let is_as_before = changed.is_empty() && !new_secrets;
    let limits = pace::limits(&mut *tx, id).await?;
    changed.extend((limits.per_second != form.limits.per_second).then(|| "per_second".to_owned()));
    changed.extend((limits.pair_burst != form.limits.pair_burst).then(|| "pair_burst".to_owned()));
    let detail = json!({
        "provider": kind.as_str(), "name": name, "fields": changed,
        "new_secrets": entered.secret.keys().collect::<Vec<_>>(),
    });
    channels::change(desk, &mut *tx, id, new_channel(name, stored)).await?;
    if !is_as_before {
        // what failed with the old settings says nothing of the new ones
        channel_health::lock(&mut *tx, id).await?;
        channel_health::set_circuit(tx, id, Circuit::default()).await?;
    }
    Ok((id, Action::ChangeChannel, detail))
}

fn new_channel(name: &str, stored: StoredChannel) -> NewChannel {
    NewChannel {
        name: name.to_owned(),
        stored,
    }
}

/// What was filled in, of what the provider asks for. Blanks around a value come from copying it.
fn entered(kind: ProviderKind, fields: &BTreeMap<String, String>) -> Entered {
    let mut entered = Entered::default();
    for field in Channel::fields(kind) {
        let value = fields.get(field.name).map(|value| value.trim());
        match value.filter(|value| !value.is_empty()) {
            Some(value) if field.secret => {
                entered.secret.insert(field.name.to_owned(), value.into());
            }
            Some(value) => {
                entered.plain.insert(field.name.to_owned(), value.to_owned());
            }
            None => {}
        }
    }
    entered
}

fn allowed(entered: ChannelLimits) -> Result<(), DeskError> {
    if entered
        .per_second
        .is_some_and(|limit| !(1..=PER_SECOND_MOST).contains(&limit))
    {
        return Err(invalid("per_second", "de 1 a 10000, ou em branco"));
    }
    if !(1..=PAIR_BURST_MOST).contains(&entered.pair_burst) {
        return Err(invalid("pair_burst", "de 1 a 1000"));
    }
    Ok(())
}

/// A secret that would be kept because it was left blank.
fn kept(kind: ProviderKind, entered: &Entered, stored: &StoredChannel) -> Option<&'static str> {
    Channel::secrets_held(kind, stored.secrets.expose_secret())
        .into_iter()
        .find(|name| !entered.secret.contains_key(*name))
}

/// The names of the fields in which two settings differ.
fn different(kind: ProviderKind, before: &Value, after: &Value) -> Vec<String> {
    let (before, after) = (Channel::entered(kind, before), Channel::entered(kind, after));
    Channel::fields(kind)
        .iter()
        .filter(|field| before.get(field.name) != after.get(field.name))
        .map(|field| field.name.to_owned())
        .collect()
}

fn field_at_fault(error: SettingsError) -> DeskError {
    match error {
        SettingsError::Field { field, allowed } => invalid(field, allowed),
        other => DeskError::Internal(other.into()),
    }
}
