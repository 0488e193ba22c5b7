//! HTTP Basic with the account's id and token, before anything else is looked at.

use axum::{
    extract::{Request, State},
    http::header,
    middleware::Next,
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use secrecy::ExposeSecret;

use super::{problem::Problem, routes::config};
use crate::line::OnLine;

/// Lets a request pass whose credentials are those of the account, which its path names where it names any.
pub async fn check(State(on): State<OnLine>, request: Request, next: Next) -> Response {
    let config = match config(&on) {
        Ok(config) => config,
        Err(problem) => return problem.into_response(),
    };
    let given = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| basic(value.to_str().ok()?));
    let is_ours = |(user, password): (String, String)| {
        user == config.account_sid && password == config.auth_token.expose_secret()
    };
    if !given.is_some_and(is_ours) {
        return Problem::not_authenticated().into_response();
    }
    let path = request.uri().path();
    let named = path
        .strip_prefix("/2010-04-01/Accounts/")
        .map(|rest| rest.split(['/', '.']).next().unwrap_or_default());
    if named.is_some_and(|named| named != config.account_sid) {
        return Problem::not_found(path).into_response();
    }
    next.run(request).await
}

/// User and password of a Basic header.
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (user, password) = decoded.split_once(':')?;
    Some((user.to_owned(), password.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::basic;

    #[test]
    fn only_well_formed_basic_headers_are_read() {
        assert_eq!(
            basic("Basic QUM6c2VjcmV0"),
            Some(("AC".to_owned(), "secret".to_owned()))
        );
        assert_eq!(basic("Bearer QUM6c2VjcmV0"), None);
        assert_eq!(basic("Basic ???"), None);
    }
}
