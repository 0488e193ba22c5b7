//! `enlace channel`: a number at a WhatsApp provider.

use anyhow::{Context, Result};
use enlace_desk::channels::{self, NewChannel};
use enlace_whatsapp::twilio::{self, TwilioSecrets, TwilioSettings};

use super::read_secret;
use crate::{
    cli::ChannelCommand,
    processes::service::{Database, desk},
};

/// Adds the channel or changes it, and says which webhook address to give to the provider.
pub async fn run(command: ChannelCommand) -> Result<()> {
    let channel = NewChannel {
        name: command.name,
        stored: twilio::stored(
            &TwilioSettings {
                base_url: command.base_url,
                content_sid_ask: command.content_sid_ask,
                ..TwilioSettings::new(command.account_sid, command.address)
            },
            &TwilioSecrets::new(read_secret(&command.auth_token_file)?),
        )?,
    };
    let database = Database::open(&command.desk.database).await?;
    let desk = desk(&command.desk, &database).await?;
    let id = channels::ensure(&desk, channel)
        .await
        .context("Failed to store the channel")?;
    let webhook = desk.public_url().join(&format!("/webhooks/whatsapp/{id}"))?;
    tracing::info!("The channel is stored; the webhook to give to the provider is {webhook}");
    desk.pool().close().await;
    database.close().await;
    Ok(())
}
