//! The key that seals the providers' secrets in the database.

use std::{fs, io::Write, os::unix::fs::OpenOptionsExt, path::Path};

use anyhow::{Context, Result};
use clap::Args;
use enlace_desk::vault::Vault;
use rand::RngCore;
use secrecy::{ExposeSecret, SecretString};

use super::quiet::Quiet;

/// Secret settings.
#[derive(Args, Debug, Clone)]
pub struct SecretSettings {
    /// 32 bytes in base64 (`openssl rand -base64 32`) that seal the providers' secrets in the database. Without it, a key is made in the data folder at the first start; back it up with the database.
    #[arg(long, env = "ENLACE_SECRET_KEY", hide_env_values = true, value_parser = Quiet(parse_key))]
    pub secret_key: Option<SecretString>,
}

impl SecretSettings {
    /// The vault, with the key of the settings, or that of the data folder, made there if there is none.
    ///
    /// # Errors
    /// The key file can't be read or written, or holds no key.
    pub fn vault(&self, data: &Path) -> Result<Vault> {
        let key = match &self.secret_key {
            Some(key) => key.clone(),
            None => key_of_data_folder(data)?,
        };
        Vault::from_base64(key.expose_secret())
            .context("Failed to read the key of ENLACE_SECRET_KEY or of the data folder")
    }
}

fn key_of_data_folder(data: &Path) -> Result<SecretString> {
    let path = data.join("secret.key");
    if path.exists() {
        let text = fs::read_to_string(&path).with_context(|| format!("Failed to read {}", path.display()))?;
        return Ok(SecretString::from(text.trim().to_owned()));
    }
    let mut bytes = [0_u8; 32];
    rand::rng().fill_bytes(&mut bytes);
    let text = data_encoding(&bytes);
    fs::create_dir_all(data).with_context(|| format!("Failed to make the data folder {}", data.display()))?;
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)
        .with_context(|| format!("Failed to write {}", path.display()))?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(SecretString::from(text))
}

fn data_encoding(bytes: &[u8]) -> String {
    use base64::{Engine, engine::general_purpose::STANDARD};
    STANDARD.encode(bytes)
}

fn parse_key(text: &str) -> Result<SecretString, String> {
    Vault::from_base64(text)
        .map(|_| SecretString::from(text.to_owned()))
        .map_err(|_| "ENLACE_SECRET_KEY is 32 bytes in base64, as `openssl rand -base64 32` prints".to_owned())
}
