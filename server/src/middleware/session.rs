//! Whose request it is, by its cookie.

use axum_extra::extract::CookieJar;
use enlace_desk::{Actor, Desk, DeskError, log_in};

use super::SESSION_COOKIE;

/// The person who is logged in where the request comes from.
///
/// # Errors
/// [`DeskError::NotLoggedIn`], [`DeskError::Unavailable`].
pub async fn who_asks(desk: &Desk, jar: &CookieJar) -> Result<Actor, DeskError> {
    let token = jar
        .get(SESSION_COOKIE)
        .map(|cookie| cookie.value().to_owned())
        .unwrap_or_default();
    log_in::authenticate(desk, &token).await
}
