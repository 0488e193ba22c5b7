//! The addresses at which providers fetch our files: no log-in, a signature, and an end.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use enlace_domain::MediaId;
use enlace_store::media;
use time::{Duration, OffsetDateTime};
use url::Url;
use uuid::Uuid;

use super::open::{OpenedFile, opened_as_it_is};
use crate::{Desk, DeskError, vault::Vault};

/// So long a link holds at least: longer than a provider keeps a message that it can't deliver at once (Twilio's
/// `ValidityPeriod` is ten hours). Links end on the hours that are multiples of it, so that every attempt of half a day
/// names a file in the same way.
const HOLDS: Duration = Duration::hours(12);

/// Bytes of what is signed: the file's id and the second in which the link ends.
const SIGNED: usize = 16 + 8;

/// Where a provider fetches this file, from now on for some hours.
pub(crate) fn link(desk: &Desk, file: MediaId) -> Url {
    let mut address = desk.public_url().clone();
    let token = token(desk.vault(), file, ends(OffsetDateTime::now_utc().unix_timestamp()));
    address.set_path(&format!("/media/out/{token}"));
    address
}

/// Opens the file of a link, under the type that its bytes show.
///
/// # Errors
/// [`DeskError::NotFound`], also for a link that is not ours or has ended.
pub async fn open_link(desk: &Desk, token: &str) -> Result<OpenedFile, DeskError> {
    const NO_SUCH: DeskError = DeskError::NotFound { what: "file" };
    let id = read(desk.vault(), token, OffsetDateTime::now_utc().unix_timestamp()).ok_or(NO_SUCH)?;
    let file = media::find(&mut *desk.pool().acquire().await?, id).await?;
    file.and_then(opened_as_it_is).ok_or(NO_SUCH)
}

/// The second in which a link ends that is made in the second `now`.
const fn ends(now: i64) -> i64 {
    let step = HOLDS.whole_seconds();
    (now / step + 2) * step
}

fn token(vault: &Vault, file: MediaId, ends: i64) -> String {
    let mut token = file.get().into_bytes().to_vec();
    token.extend(ends.to_be_bytes());
    let signature = vault.sign(&token);
    token.extend(signature);
    URL_SAFE_NO_PAD.encode(token)
}

/// The file of a token that is ours and has not ended.
fn read(vault: &Vault, token: &str, now: i64) -> Option<MediaId> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (signed, signature) = bytes.split_at_checked(SIGNED)?;
    if !vault.is_signed(signed, signature) {
        return None;
    }
    let (id, ends) = signed.split_at_checked(16)?;
    let ends = i64::from_be_bytes(ends.try_into().ok()?);
    (now < ends).then_some(Uuid::from_slice(id).ok()?.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_holds_until_its_end_for_its_file_alone() {
        let vault = Vault::from_key(&[7; 32]);
        let (file, now) = (MediaId::new(), 1_795_348_800);
        let made = token(&vault, file, ends(now));
        assert_eq!(read(&vault, &made, now), Some(file));
        assert_eq!(read(&vault, &made, ends(now)), None);
        assert_eq!(read(&Vault::from_key(&[8; 32]), &made, now), None);
        let mut bytes = URL_SAFE_NO_PAD.decode(&made).unwrap();
        for at in [0, 20, 30] {
            bytes[at] ^= 1;
            assert_eq!(read(&vault, &URL_SAFE_NO_PAD.encode(&bytes), now), None);
            bytes[at] ^= 1;
        }
        for later in [now, now + 1, now + 86_400 - 1] {
            assert!((43_200..=86_400).contains(&(ends(later) - later)), "{later}");
        }
        for wrong in ["", "a", "!!", &made[..30]] {
            assert_eq!(read(&vault, wrong, now), None, "{wrong}");
        }
    }
}
