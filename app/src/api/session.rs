//! Logging in and out.

use enlace_domain::view::Me;
use leptos::prelude::*;

use super::json::Json;
use crate::error::AppError;

/// The cookie that holds a log-in. HttpOnly: no script reads it.
pub const SESSION_COOKIE: &str = "enlace_session";

/// Logs in, sets the cookie and goes to the page that was asked for, or to the board. Works as a plain form, before the
/// page is hydrated.
///
/// # Errors
/// [`AppError::WrongCredentials`], [`AppError::SlowDown`].
#[server(endpoint = "log_in", output = Json)]
pub async fn log_in(email: String, password: String, next: Option<String>) -> Result<Me, AppError> {
    let desk = super::desk()?;
    let (token, me) = enlace_desk::log_in::log_in(&desk, &email, &password).await?;
    cookie::set(token.reveal());
    leptos_axum::redirect(next.as_deref().filter(|path| is_ours(path)).unwrap_or("/"));
    Ok(me)
}

/// Whether an address is a page of this site: nobody is led elsewhere by a link to our log-in.
#[cfg(any(feature = "ssr", test))]
fn is_ours(path: &str) -> bool {
    path.starts_with('/') && !path[1..].starts_with(['/', '\\']) && path.chars().all(|c| c.is_ascii_graphic())
}

/// Ends this log-in and goes to the log-in page. One that has ended already is no error.
///
/// # Errors
/// [`AppError::Unavailable`]: the log-in still runs.
#[server(endpoint = "log_out", output = Json)]
pub async fn log_out() -> Result<(), AppError> {
    match super::actor().await {
        Ok((desk, actor)) => enlace_desk::log_in::log_out(&desk, &actor).await?,
        Err(AppError::NotLoggedIn) => {}
        Err(other) => return Err(other),
    }
    cookie::forget();
    leptos_axum::redirect("/login");
    Ok(())
}

/// Who is logged in.
///
/// # Errors
/// [`AppError::NotLoggedIn`].
#[server(name = WhoAmI, endpoint = "me", output = Json)]
pub async fn me() -> Result<Me, AppError> {
    let (_, actor) = super::actor().await?;
    Ok(enlace_desk::log_in::me(&actor))
}

#[cfg(feature = "ssr")]
mod cookie {
    //! Writing the log-in's cookie.

    use axum::http::{HeaderValue, header::SET_COOKIE};
    use leptos::prelude::use_context;
    use leptos_axum::ResponseOptions;

    use super::SESSION_COOKIE;

    /// Gives the browser the secret. It ends with the browser; the server ends it when it is idle.
    pub(super) fn set(token: &str) {
        answer(&format!("{SESSION_COOKIE}={token}; {}", attributes()));
    }

    /// Takes it back.
    pub(super) fn forget() {
        answer(&format!("{SESSION_COOKIE}=; Max-Age=0; {}", attributes()));
    }

    /// `Secure` where the browser came by HTTPS, as the proxy in front tells.
    fn attributes() -> &'static str {
        if crate::cookie::header("x-forwarded-proto").is_some_and(|proto| proto.eq_ignore_ascii_case("https")) {
            "Path=/; HttpOnly; SameSite=Lax; Secure"
        } else {
            "Path=/; HttpOnly; SameSite=Lax"
        }
    }

    fn answer(cookie: &str) {
        let (Some(response), Ok(value)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(cookie)) else {
            tracing::error!("the log-in's cookie could not be written");
            return;
        };
        response.append_header(SET_COOKIE, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_in_leads_nowhere_else() {
        assert!(is_ours("/conversations/0192?x=1"));
        for strange in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "",
            "/\t/evil.example",
        ] {
            assert!(!is_ours(strange), "{strange}");
        }
    }
}
