//! Reading the templates from the providers again.

use std::{collections::HashSet, time::Duration};

use anyhow::Context;
use enlace_domain::{ChannelId, Template, template::TemplateState, view::TemplateSync};
use enlace_jobs::Job;
use enlace_store::{jobs, templates};
use enlace_whatsapp::SendError;
use sqlx::PgConnection;

use super::SyncTemplates;
use crate::{Actor, Desk, DeskError, channels};

/// Minutes after which a provider is asked again.
const EVERY: i32 = 60;

/// Reads the templates of every channel again, for managers.
///
/// A provider that does not answer keeps the others' news
/// from nobody; it is named, and its channel keeps what it had.
///
/// # Errors
/// [`DeskError::Forbidden`].
pub async fn sync_all(desk: &Desk, actor: &Actor) -> Result<TemplateSync, DeskError> {
    actor.require(actor.role.may_manage_templates(), "read templates again")?;
    let channels = templates::channels(&mut *desk.pool().acquire().await?).await?;
    let mut outcome = TemplateSync::default();
    for channel in channels {
        match sync(desk, channel.id).await? {
            Ok(listed) => outcome.listed += listed,
            Err(_) => outcome.failed.push(channel.name),
        }
    }
    Ok(outcome)
}

/// Reads the templates of one channel again: all that the provider lists are kept as they are now, the others are
/// retired.
///
/// Twice in a row changes nothing. Returns how many are listed, or why the provider does not say; that is noted for the
/// templates' page.
///
/// # Errors
/// [`DeskError::NotFound`] for the channel; the database's.
pub async fn sync(desk: &Desk, channel: ChannelId) -> Result<Result<usize, SendError>, DeskError> {
    let record = channels::load(desk, channel).await?;
    templates::ask(&mut *desk.pool().acquire().await?, channel).await?;
    let listed = match record.provider.templates().await {
        Ok(listed) => unique(listed),
        Err(error) => {
            tracing::warn!(channel.id = %channel, error = %error, "Could not read the templates of a channel");
            let words = Some(error.for_agent());
            templates::note_problem(&mut *desk.pool().acquire().await?, channel, words).await?;
            return Ok(Err(error));
        }
    };
    let mut tx = desk.pool().begin().await?;
    for template in &listed {
        templates::upsert(&mut tx, channel, template).await?;
    }
    let ids: Vec<String> = listed.iter().map(|template| template.provider_id.clone()).collect();
    templates::retire_others(&mut tx, channel, &ids).await?;
    templates::note_problem(&mut tx, channel, None).await?;
    tx.commit().await?;
    metrics::counter!("enlace_template_syncs_total").increment(1);
    Ok(Ok(listed.len()))
}

/// Queues the channels whose provider was not asked within the hour. Harmless twice, and in two processes at once.
///
/// # Errors
/// The database's.
pub async fn queue_due(desk: &Desk) -> Result<usize, DeskError> {
    let mut tx = desk.pool().begin().await?;
    let due = templates::due(&mut tx, EVERY).await?;
    for channel in &due {
        queue(&mut tx, *channel).await?;
    }
    tx.commit().await?;
    if !due.is_empty() {
        desk.jobs_added().ring(desk.pool());
    }
    Ok(due.len())
}

/// Takes over what a provider says of a review; where we have no such template yet, all are read again.
pub(crate) async fn reviewed(
    tx: &mut PgConnection,
    channel: ChannelId,
    (name, language): (&str, &str),
    state: TemplateState,
    reason: Option<&str>,
) -> Result<(), DeskError> {
    if !templates::note_review(tx, channel, name, language, state, reason).await? {
        queue(tx, channel).await?;
    }
    Ok(())
}

async fn queue(tx: &mut PgConnection, channel: ChannelId) -> Result<(), DeskError> {
    let row = SyncTemplates::new(channel)
        .row(Some(format!("templates:{channel}")), Duration::ZERO)
        .context("Failed to write a templates job")?;
    jobs::insert(tx, &[row]).await?;
    Ok(())
}

/// Each template once: a list that was read page by page may name one twice.
fn unique(listed: Vec<Template>) -> Vec<Template> {
    let mut seen = HashSet::new();
    listed
        .into_iter()
        .filter(|template| seen.insert(template.provider_id.clone()))
        .collect()
}
