//! What there is, how it fares, and what may be added.

use anyhow::Context;
use enlace_domain::{
    ChannelId, ChannelState, CircuitState,
    view::{ChannelView, ChannelWebhook, ChannelsView, ProviderField, ProviderForm},
};
use enlace_store::{
    channel_health::{self, Report},
    channels::{self, ChannelRow},
};
use enlace_whatsapp::{Channel, ProviderKind};
use secrecy::ExposeSecret;
use time::OffsetDateTime;

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
    let heard = channel_health::last_inbound(&mut conn).await?;
    drop(conn);
    let channels = rows.into_iter().filter_map(|row| {
        // one that was added between the two readings is listed the next time
        let report = reports.remove(&row.id)?;
        let last_inbound_at = heard.get(&row.id).copied();
        Some(view(desk, row, report, last_inbound_at))
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

/// How a channel stands, for whoever watches from outside.
pub(crate) struct Watched {
    /// Which channel.
    pub id: ChannelId,
    /// What people call it.
    pub name: String,
    /// What its page shows.
    pub state: ChannelState,
    /// Its circuit.
    pub circuit: CircuitState,
    /// Messages that wait to leave by it.
    pub waiting: i64,
    /// Messages of which people are asked whether they arrived.
    pub undecided: i64,
    /// Messages that failed within 24 hours and were not sent again.
    pub failed: i64,
    /// Seconds since a subscriber last wrote by it; `None` where it is paused, or nobody wrote within 7 days.
    pub since_inbound: Option<f64>,
}

/// How all channels stand; asks for no permission, for it answers machines.
pub(crate) async fn watch(desk: &Desk) -> Result<Vec<Watched>, DeskError> {
    let mut conn = desk.pool().acquire().await?;
    let mut reports = channel_health::reports(&mut conn).await?;
    let rows = channels::list(&mut conn).await?;
    let heard = channel_health::last_inbound(&mut conn).await?;
    drop(conn);
    rows.into_iter()
        .filter_map(|row| reports.remove(&row.id).map(|report| (row, report)))
        .map(|(row, report)| {
            let kind = kind(&row)?;
            let heard = heard.get(&row.id).filter(|_| report.standing.active);
            Ok(Watched {
                id: row.id,
                state: state(opened(desk, kind, &row).is_ok(), &report),
                circuit: report.standing.circuit.state(report.standing.now),
                waiting: report.waiting,
                undecided: report.undecided,
                failed: report.failed,
                since_inbound: heard.map(|at| (report.standing.now - *at).as_seconds_f64().max(0.0)),
                name: row.name,
            })
        })
        .collect()
}

fn kind(row: &ChannelRow) -> Result<ProviderKind, DeskError> {
    Ok(row.provider.parse().context("Failed to read the channel's provider")?)
}

fn state(opens: bool, report: &Report) -> ChannelState {
    if !opens {
        return ChannelState::SecretsLost;
    }
    let standing = report.standing;
    let last = report.last_error.as_ref().and_then(|error| error.failure);
    ChannelState::of(standing.active, standing.circuit, last, standing.now)
}

fn view(
    desk: &Desk,
    row: ChannelRow,
    report: Report,
    last_inbound_at: Option<OffsetDateTime>,
) -> Result<ChannelView, DeskError> {
    let kind = kind(&row)?;
    let mut settings = Channel::entered(kind, &row.settings);
    let opened = opened(desk, kind, &row);
    if let Ok(channel) = &opened {
        settings.extend(channel.entered_among_secrets());
    }
    let state = state(opened.is_ok(), &report);
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
        undecided: report.undecided,
        failed: report.failed,
        last_error: report.last_error,
        last_inbound_at,
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
