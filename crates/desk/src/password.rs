//! Passwords: argon2id with OWASP's least parameters (Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane).
//!
//! A hash costs some 20 ms of a core and 19 MiB. It is computed off the async threads, two at a time: a crowd at the
//! log-in page may slow itself down, not the desk.

use anyhow::anyhow;
use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version,
    password_hash::{SaltString, rand_core::OsRng},
};
use tokio::{sync::Semaphore, task::spawn_blocking};

use crate::DeskError;

static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// A hash of no password that anybody has, with the parameters of [`hash`]: what an unknown e-mail is checked against,
/// so that it takes as long as a known one.
pub(crate) const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$ZW5sYWNlIG5vYm9keSE$\
                                  U3VjaCBhIGhhc2ggaXMgbm9ib2R5J3MgcGFzc3dvcmQ";

/// Hashes a password with a new salt, as a PHC string.
///
/// # Errors
/// [`DeskError::Internal`] where the hasher fails.
pub async fn hash(password: &str) -> Result<String, DeskError> {
    let password = password.to_owned();
    computed(move || {
        let salt = SaltString::generate(&mut OsRng);
        let hash = hasher()?.hash_password(password.as_bytes(), &salt);
        hash.map(|hash| hash.to_string())
            .map_err(|error| anyhow!("hashing a password: {error}"))
    })
    .await
}

/// Whether the password belongs to the hash.
///
/// # Errors
/// [`DeskError::Internal`] where the hash can't be read.
pub async fn verify(password: &str, hash: &str) -> Result<bool, DeskError> {
    let (password, hash) = (password.to_owned(), hash.to_owned());
    computed(move || {
        let hash = PasswordHash::new(&hash).map_err(|error| anyhow!("reading a password hash: {error}"))?;
        match hasher()?.verify_password(password.as_bytes(), &hash) {
            Ok(()) => Ok(true),
            Err(argon2::password_hash::Error::Password) => Ok(false),
            Err(error) => Err(anyhow!("checking a password: {error}")),
        }
    })
    .await
}

fn hasher() -> anyhow::Result<Argon2<'static>> {
    let params = Params::new(19_456, 2, 1, None).map_err(|error| anyhow!("argon2 parameters: {error}"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

async fn computed<T: Send + 'static>(
    work: impl FnOnce() -> anyhow::Result<T> + Send + 'static,
) -> Result<T, DeskError> {
    let _turn = AT_ONCE.acquire().await.map_err(anyhow::Error::from)?;
    Ok(spawn_blocking(work).await.map_err(anyhow::Error::from)??)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_opens_its_own_hash_only() {
        let first = hash("uma senha comprida").await.unwrap();
        let second = hash("uma senha comprida").await.unwrap();
        assert_ne!(first, second, "each hash has its own salt");
        assert!(first.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{first}");
        assert!(verify("uma senha comprida", &first).await.unwrap());
        assert!(!verify("outra senha comprida", &first).await.unwrap());
    }

    #[tokio::test]
    async fn nobodys_hash_costs_the_same_and_opens_to_nothing() {
        let parts = PasswordHash::new(NOBODYS).unwrap();
        assert_eq!(
            parts.params,
            PasswordHash::new(&hash("x").await.unwrap()).unwrap().params
        );
        assert!(!verify("", NOBODYS).await.unwrap());
    }
}
