//! Seals the providers' secrets, so that a copy of the database alone opens no account; and signs what is handed out to
//! come back unchanged.
//!
//! XChaCha20-Poly1305 with a random nonce in front of the text. Losing the key loses the secrets: they are entered
//! again, nothing else is lost. Signatures are HMAC-SHA256 under a key derived from the same one.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, AeadCore, KeyInit, OsRng},
};
use hmac::{Hmac, Mac, digest::crypto_common};
use secrecy::{SecretSlice, zeroize::Zeroize};
use sha2::Sha256;

/// Bytes of the key.
const KEY_LENGTH: usize = 32;
/// Bytes of a signature.
pub(crate) const SIGNATURE_LENGTH: usize = 32;
/// Bytes of the nonce that stands before the sealed text.
const NONCE_LENGTH: usize = 24;

/// Why nothing was sealed or opened. Never holds a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The key is not 32 bytes in base64.
    #[error("the key must be 32 bytes in base64")]
    Key,
    /// The text could not be sealed.
    #[error("the secret could not be sealed")]
    Seal,
    /// It was sealed with another key, or it has been changed.
    #[error("the secret was sealed with another key, or it is damaged")]
    Open,
}

/// What the key of the signatures is derived by; another word makes another key.
const SIGNATURES: &[u8] = b"enlace signed links 1";

/// Seals, opens and signs with one key.
#[derive(Clone)]
pub struct Vault {
    cipher: XChaCha20Poly1305,
    signer: Hmac<Sha256>,
}

impl Vault {
    /// With a key as it is.
    #[must_use]
    pub fn from_key(key: &[u8; KEY_LENGTH]) -> Self {
        let mut derived = signer(key);
        derived.update(SIGNATURES);
        Self {
            cipher: XChaCha20Poly1305::new(key.into()),
            signer: signer(&derived.finalize().into_bytes().into()),
        }
    }

    /// With a key in base64, as `openssl rand -base64 32` prints it.
    ///
    /// # Errors
    /// [`VaultError::Key`]
    pub fn from_base64(text: &str) -> Result<Self, VaultError> {
        let mut bytes = STANDARD.decode(text.trim()).map_err(|_| VaultError::Key)?;
        let vault = <&[u8; KEY_LENGTH]>::try_from(bytes.as_slice())
            .map(Self::from_key)
            .map_err(|_| VaultError::Key);
        bytes.zeroize();
        vault
    }

    /// Seals; the same text looks different each time.
    ///
    /// # Errors
    /// [`VaultError::Seal`]
    pub fn seal(&self, secret: &[u8]) -> Result<Vec<u8>, VaultError> {
        let nonce = XChaCha20Poly1305::generate_nonce(&mut OsRng);
        let mut sealed = nonce.to_vec();
        sealed.extend(self.cipher.encrypt(&nonce, secret).map_err(|_| VaultError::Seal)?);
        Ok(sealed)
    }

    /// Opens what [`Vault::seal`] made.
    ///
    /// # Errors
    /// [`VaultError::Open`]
    pub fn open(&self, sealed: &[u8]) -> Result<SecretSlice<u8>, VaultError> {
        let (nonce, text) = sealed.split_at_checked(NONCE_LENGTH).ok_or(VaultError::Open)?;
        let opened = self
            .cipher
            .decrypt(XNonce::from_slice(nonce), text)
            .map_err(|_| VaultError::Open)?;
        Ok(SecretSlice::from(opened))
    }

    /// The signature of a text that is handed out.
    #[must_use]
    pub(crate) fn sign(&self, text: &[u8]) -> [u8; SIGNATURE_LENGTH] {
        let mut signer = self.signer.clone();
        signer.update(text);
        signer.finalize().into_bytes().into()
    }

    /// Whether a text that comes back is one that was [signed](Self::sign).
    #[must_use]
    pub(crate) fn is_signed(&self, text: &[u8], signature: &[u8]) -> bool {
        let mut signer = self.signer.clone();
        signer.update(text);
        signer.verify_slice(signature).is_ok()
    }
}

/// HMAC takes keys of a block, shorter ones filled up with zeros (RFC 2104, section 2).
fn signer(key: &[u8; KEY_LENGTH]) -> Hmac<Sha256> {
    let mut block = crypto_common::Key::<Hmac<Sha256>>::default();
    block[..KEY_LENGTH].copy_from_slice(key);
    <Hmac<Sha256> as KeyInit>::new(&block)
}

/// Shows no key.
impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault")
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn what_was_sealed_opens_with_its_key_only() {
        let vault = Vault::from_key(&[7; KEY_LENGTH]);
        let sealed = vault.seal(b"token").unwrap();
        assert_eq!(vault.open(&sealed).unwrap().expose_secret(), b"token");
        assert_ne!(sealed, vault.seal(b"token").unwrap());
        assert_eq!(
            Vault::from_key(&[8; KEY_LENGTH]).open(&sealed).unwrap_err(),
            VaultError::Open
        );
    }

    #[test]
    fn a_changed_or_cut_text_does_not_open() {
        let vault = Vault::from_key(&[7; KEY_LENGTH]);
        let mut sealed = vault.seal(b"token").unwrap();
        *sealed.last_mut().unwrap() ^= 1;
        assert!(vault.open(&sealed).is_err());
        assert!(vault.open(&sealed[..10]).is_err());
    }

    #[test]
    fn a_signature_holds_for_its_text_and_its_key_alone() {
        let vault = Vault::from_key(&[7; KEY_LENGTH]);
        let signature = vault.sign(b"link");
        assert!(vault.is_signed(b"link", &signature));
        assert!(!vault.is_signed(b"lint", &signature));
        assert!(!vault.is_signed(b"link", &signature[..31]));
        assert!(!Vault::from_key(&[8; KEY_LENGTH]).is_signed(b"link", &signature));
    }

    #[test]
    fn a_key_is_32_bytes_in_base64() {
        assert!(Vault::from_base64(&STANDARD.encode([1; KEY_LENGTH])).is_ok());
        assert_eq!(Vault::from_base64("c2hvcnQ=").unwrap_err(), VaultError::Key);
        assert_eq!(Vault::from_base64("no base64!").unwrap_err(), VaultError::Key);
    }
}
