//! `enlace channel`: a number at a WhatsApp provider.

use anyhow::{Context, Result, bail};
use enlace_desk::channels::{self, NewChannel};
use enlace_whatsapp::{
    Channel, ProviderKind,
    settings::{Entered, Field},
};
use secrecy::{ExposeSecret, SecretString};

use super::read_secret;
use crate::{
    cli::ChannelCommand,
    processes::{database::Database, service::desk},
};

/// Adds the channel or changes it, and says which webhook address to give to the provider.
pub async fn run(command: ChannelCommand) -> Result<()> {
    let secrets = read_secret(&command.secrets_file)?;
    let entered = entered(command.provider, &command.set, &secrets)?;
    let channel = NewChannel {
        name: command.name,
        stored: Channel::create(command.provider, &entered, None)?,
    };
    let database = Database::open(&command.desk.database).await?;
    let desk = desk(&command.desk, &database).await?;
    let id = channels::ensure(&desk, channel)
        .await
        .context("Failed to store the channel")?;
    let webhook = desk.webhook(id);
    let ending = Channel::WEBHOOK_SECRET;
    if entered.secret(ending).is_some() {
        tracing::info!("The channel is stored; the webhook to give to the provider is {webhook}/ and the {ending}");
    } else {
        tracing::info!("The channel is stored; the webhook to give to the provider is {webhook}");
    }
    desk.pool().close().await;
    database.close().await;
    Ok(())
}

/// What was given, by field: plain ones as options, secret ones as lines.
fn entered(provider: ProviderKind, plain: &[(String, String)], secrets: &SecretString) -> Result<Entered> {
    let fields = Channel::fields(provider);
    let mut entered = Entered::default();
    for (name, value) in plain {
        allowed(fields, name, false)?;
        entered.plain.insert(name.clone(), value.clone());
    }
    for line in secrets.expose_secret().lines().filter(|line| !line.trim().is_empty()) {
        let Some((name, value)) = line.split_once('=') else {
            bail!("--secrets-file: each line is a field's name, = and its value");
        };
        allowed(fields, name.trim(), true)?;
        entered.secret.insert(name.trim().to_owned(), value.trim().into());
    }
    Ok(entered)
}

/// # Errors
/// The provider has no such field; the names of those it has are told.
fn allowed(fields: &[Field], name: &str, secret: bool) -> Result<()> {
    if fields.iter().any(|field| field.name == name && field.secret == secret) {
        return Ok(());
    }
    let names: Vec<&str> = fields
        .iter()
        .filter(|field| field.secret == secret)
        .map(|field| field.name)
        .collect();
    let option = if secret { "--secrets-file" } else { "--set" };
    bail!(
        "{option}: this provider has no field of that name here; allowed are {}",
        names.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_no_plain_field_and_is_never_repeated() {
        let plain = [("from".to_owned(), "+556230000000".to_owned())];
        let read = entered(
            ProviderKind::Maytapi,
            &plain,
            &"token=a=b\n\nwebhook_secret = c\n".into(),
        )
        .unwrap();
        assert_eq!(read.secret("token").unwrap().expose_secret(), "a=b");
        assert_eq!(read.secret("webhook_secret").unwrap().expose_secret(), "c");
        let wrong = [("token".to_owned(), "sesame".to_owned())];
        let error = entered(ProviderKind::Maytapi, &wrong, &"".into())
            .unwrap_err()
            .to_string();
        assert!(error.contains("phone_id") && !error.contains("sesame"), "{error}");
        let error = entered(ProviderKind::Twilio, &[], &"sesame".into())
            .unwrap_err()
            .to_string();
        assert!(!error.contains("sesame"), "{error}");
    }
}
