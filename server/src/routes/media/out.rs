//! `GET /media/out/{token}`: a file of ours for the provider that is to send it on. Whoever has the link has the file, so
//! it ends; nothing else is served here.

use axum::{
    extract::{Path, State},
    response::Response,
};
use axum_extra::{TypedHeader, headers::Range};
use enlace_desk::{Desk, media};

use super::serve::{failed, serve};

/// The file, under the type that its bytes show: a provider compares the two.
pub async fn out(State(desk): State<Desk>, Path(token): Path<String>, range: Option<TypedHeader<Range>>) -> Response {
    let range = range.map(|TypedHeader(range)| range);
    let served = match media::open_link(&desk, &token).await {
        Ok(file) => serve(&desk, &file, range.as_ref(), "private, no-store").await,
        Err(error) => Err(error),
    };
    served.unwrap_or_else(|error| failed(&error))
}
