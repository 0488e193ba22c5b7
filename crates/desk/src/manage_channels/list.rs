//! What there is, how it fares, and what may be added.

use anyhow::Context;
use enlace_domain::{
    ChannelId, ChannelState,
    view::{ChannelView, ChannelWebhook, ChannelsView, ProviderField, ProviderForm},
};
use enlace_store::{
    channel_health::{self, Report},
    channels::{self, ChannelRow},
};
use enlace_whatsapp::{Channel, ProviderKind};
use secrecy::ExposeSecret;

use super::administrator;
use crate::{Actor, Desk, DeskError, channels::opened};

/// All channels in the order in which they are tried, and the providers' forms, for administrators.
///
/// # Errors
/// [`DeskError::Forbidden`].
pub async fn list(desk: &Desk, actor: &Actor) -> Result<ChannelsView, DeskError> {
    administrator(actor)?;
    let mut conn = desk.pool().acquire().await?;
    let mut reports = channel_health::reports(&mut conn).await?;
    let rows = channels::list(&mut conn).await?;
    drop(conn);
    let channels = rows.into_iter().filter_map(|row| {
        // one that was added between the two readings is listed the next time
        let report = reports.remove(&row.id)?;
        Some(view(desk, row, report))
    });
    let mut channels = channels.collect::<Result<Vec<_>, _>>()?;
    let working: Vec<ChannelId> = channels
        .iter()
        .filter(|channel| channel.state == ChannelState::Sending)
        .map(|channel| channel.id)
        .collect();
    for channel in &mut channels {
        channel.next = working.iter().copied().find(|id| *id != channel.id);
    }
    Ok(ChannelsView {
        channels,
        providers: ProviderKind::ALL.into_iter().map(form).collect(),
    })
}

fn view(desk: &Desk, row: ChannelRow, report: Report) -> Result<ChannelView, DeskError> {
    let kind: ProviderKind = row.provider.parse().context("Failed to read the channel's provider")?;
    let standing = report.standing;
    let last = report.last_error.as_ref().and_then(|error| error.failure);
    let mut settings = Channel::entered(kind, &row.settings);
    let state = match opened(desk, kind, &row) {
        Ok(channel) => {
            settings.extend(channel.entered_among_secrets());
            ChannelState::of(standing.active, standing.circuit, last, standing.now)
        }
        Err(_) => ChannelState::SecretsLost,
    };
    let secrets = desk.vault().open(&row.secrets_sealed).ok();
    let secrets_held = secrets.map_or_else(Vec::new, |secrets| Channel::secrets_held(kind, secrets.expose_secret()));
    Ok(ChannelView {
        id: row.id,
        name: row.name,
        provider: kind.as_str().to_owned(),
        provider_name: kind.brand().to_owned(),
        address: row.address,
        official: Channel::abilities_of(kind).official,
        active: row.active,
        may_switch: report.may_switch,
        next: None,
        state,
        waiting: report.waiting,
        last_error: report.last_error,
        webhook: ChannelWebhook {
            address: desk.webhook(row.id).into(),
            ends_in_secret: Channel::fields(kind)
                .iter()
                .any(|field| field.name == Channel::WEBHOOK_SECRET),
        },
        settings,
        secrets_held: secrets_held.into_iter().map(str::to_owned).collect(),
        limits: report.limits,
    })
}

fn form(kind: ProviderKind) -> ProviderForm {
    let fields = Channel::fields(kind).iter().map(|field| ProviderField {
        name: field.name.to_owned(),
        secret: field.secret,
        required: field.required,
    });
    ProviderForm {
        provider: kind.as_str().to_owned(),
        name: kind.brand().to_owned(),
        official: Channel::abilities_of(kind).official,
        fields: fields.collect(),
        per_second: Channel::abilities_of(kind).per_second,
    }
}
