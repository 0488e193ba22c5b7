//! The HTTP client that all providers share.

use std::time::Duration;

/// Until a connection stands, name look-up and TLS included.
const CONNECT_LIMIT: Duration = Duration::from_secs(5);

/// For one whole call, from the first byte out to the last byte in.
const CALL_LIMIT: Duration = Duration::from_secs(15);

/// Shorter than servers keep an idle connection: a message written to one that is just being closed is in doubt.
const IDLE_LIMIT: Duration = Duration::from_secs(20);

/// A client with our time limits. It follows no redirect: a call carries credentials, and the providers' sending
/// addresses never move.
///
/// # Errors
/// No usable TLS on this machine.
pub fn http_client() -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .connect_timeout(CONNECT_LIMIT)
        .timeout(CALL_LIMIT)
        .pool_idle_timeout(IDLE_LIMIT)
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("Enlace/", env!("CARGO_PKG_VERSION")))
        .build()
}
