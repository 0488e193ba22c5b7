//! Logging in and out, and knowing who asks.
//!
//! A log-in is a random token in a cookie; the database holds only its SHA-256. It ends after twelve hours without a
//! request, by logging out, or when the person is switched off.

use std::fmt;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use enlace_domain::{LogInSessionId, view::Me};
use enlace_store::{people, sessions};
use rand::{TryRngCore, rngs::OsRng};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::{
    Actor, Desk, DeskError,
    audit::{self, Action, Subject},
    password,
};

/// So many failures in fifteen minutes are a matter of typing; from then on each costs waiting.
const FREE_FAILURES: i64 = 5;
/// The first wait, in seconds; every further failure doubles it.
const FIRST_WAIT: i64 = 30;
/// The longest wait, in seconds: the time after which failures are forgotten.
const LONGEST_WAIT: i64 = 15 * 60;

/// The secret in the cookie: 32 random bytes, base64url.
#[derive(Clone)]
pub struct SessionToken(String);

impl SessionToken {
    fn new() -> Result<Self, DeskError> {
        let mut bytes = [0_u8; 32];
        OsRng.try_fill_bytes(&mut bytes).map_err(anyhow::Error::from)?;
        Ok(Self(BASE64_URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// The cookie's value.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

/// Checks e-mail and password and begins a log-in.
///
/// A try counts as failed until its password proved right, so that tries which come together count one another.
///
/// # Errors
/// [`DeskError::WrongCredentials`], the same for an unknown e-mail, a wrong password and a person switched off;
/// [`DeskError::SlowDown`] after five failures within fifteen minutes.
pub async fn log_in(desk: &Desk, email: &str, password: &str) -> Result<(SessionToken, Me), DeskError> {
    let email = email.trim().to_lowercase();
    let email_sha256 = Sha256::digest(email.as_bytes());
    begin_try(desk, &email_sha256).await?;

    let known = people::credentials(&mut *desk.pool().acquire().await?, &email).await?;
    let hash = known.as_ref().map_or(password::NOBODYS, |known| &known.password_hash);
    let right = password::verify(password, hash).await?;
    let Some(known) = known.filter(|known| right && known.active) else {
        metrics::counter!("enlace_log_ins_total", "outcome" => "wrong").increment(1);
        return Err(DeskError::WrongCredentials);
    };

    let token = SessionToken::new()?;
    let session = LogInSessionId::new();
    let mut tx = desk.pool().begin().await?;
    sessions::begin(&mut tx, session, known.person.id, &sha256(token.reveal())).await?;
    sessions::forgive(&mut tx, &email_sha256).await?;
    audit::record(
        &mut tx,
        known.person.id,
        Action::LogIn,
        Subject::Session(session),
        &json!({}),
    )
    .await?;
    tx.commit().await?;
    metrics::counter!("enlace_log_ins_total", "outcome" => "right").increment(1);
    let actor = authenticate(desk, token.reveal()).await?;
    Ok((token, me(&actor)))
}

/// Ends this log-in.
///
/// # Errors
/// The database is away.
pub async fn log_out(desk: &Desk, actor: &Actor) -> Result<(), DeskError> {
    let mut tx = desk.pool().begin().await?;
    sessions::end(&mut tx, actor.session).await?;
    audit::record(
        &mut tx,
        actor.person.id,
        Action::LogOut,
        Subject::Session(actor.session),
        &json!({}),
    )
    .await?;
    tx.commit().await?;
    desk.hub().close_pages_of(actor.session);
    Ok(())
}

/// Who this token is. One query; once a minute a second one notes that the log-in is in use.
///
/// # Errors
/// [`DeskError::NotLoggedIn`] where the token is unknown, has ended, or its person is switched off.
pub async fn authenticate(desk: &Desk, token: &str) -> Result<Actor, DeskError> {
    let mut conn = desk.pool().acquire().await?;
    let found = sessions::find(&mut conn, &sha256(token))
        .await?
        .ok_or(DeskError::NotLoggedIn)?;
    if found.touch_is_due {
        sessions::touch(&mut conn, found.id).await?;
    }
    Ok(Actor {
        session: found.id,
        person: found.person,
        email: found.email,
        role: found.role,
        queues: found.queues,
    })
}

/// What the pages show of whoever is logged in.
#[must_use]
pub fn me(actor: &Actor) -> Me {
    Me {
        id: actor.person.id,
        name: actor.person.name.clone(),
        email: actor.email.clone(),
        role: actor.role,
        queues: actor.queues.clone(),
    }
}

async fn begin_try(desk: &Desk, email_sha256: &[u8]) -> Result<(), DeskError> {
    let mut tx = desk.pool().begin().await?;
    let tries = sessions::count_tries(&mut tx, email_sha256).await?;
    let seconds = wait_after(tries.failures) - tries.seconds_since_last;
    if seconds > 0 {
        metrics::counter!("enlace_log_ins_total", "outcome" => "slowed_down").increment(1);
        return Err(DeskError::SlowDown { seconds });
    }
    sessions::add_failure(&mut tx, email_sha256).await?;
    tx.commit().await?;
    Ok(())
}

/// Seconds to wait after so many failures.
fn wait_after(failures: i64) -> i64 {
    match failures - FREE_FAILURES {
        ..0 => 0,
        over => FIRST_WAIT.saturating_mul(1_i64 << over.min(10)).min(LONGEST_WAIT),
    }
}

fn sha256(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_grows_with_the_failures() {
        let waits: Vec<i64> = [0, 4, 5, 6, 7, 10, 1000].into_iter().map(wait_after).collect();
        assert_eq!(waits, [0, 0, 30, 60, 120, 900, 900]);
    }

    #[test]
    fn tokens_are_long_and_never_printed() {
        let token = SessionToken::new().unwrap();
        assert_eq!(token.reveal().len(), 43);
        assert_ne!(token.reveal(), SessionToken::new().unwrap().reveal());
        assert!(!format!("{token:?}").contains(token.reveal()));
    }
}
