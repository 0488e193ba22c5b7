//! Who asks, and the desk that answers.

use enlace_desk::{Actor, Desk, DeskError, log_in};
use leptos::prelude::use_context;

use super::SESSION_COOKIE;
use crate::{cookie, error::AppError};

/// The desk that the server has put in context.
pub(super) fn desk() -> Result<Desk, AppError> {
    use_context::<Desk>().ok_or_else(|| {
        tracing::error!("a server function runs without a desk in context");
        AppError::Internal
    })
}

/// The desk, and the person whose log-in came with the request.
pub(super) async fn actor() -> Result<(Desk, Actor), AppError> {
    let desk = desk()?;
    let token = cookie::read(SESSION_COOKIE).ok_or_else(|| AppError::from(DeskError::NotLoggedIn))?;
    let actor = log_in::authenticate(&desk, &token).await?;
    Ok((desk, actor))
}
