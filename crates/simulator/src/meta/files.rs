//! Files: uploaded, looked up, fetched from the address that the look-up names, deleted.

use axum::{
    Json,
    body::Bytes,
    extract::{Multipart, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};
use time::OffsetDateTime;

use super::{ids::media_id, problem::Problem, send::missing};
use crate::{
    faults::MediaFault,
    line::{OnLine, Vendor},
    media::{Piece, sha256_hex},
    outbound::Refusal,
};

/// The path of the storage's one route.
pub(super) const STORAGE: &str = "/whatsapp_business/attachments/";

/// Meta's storage. 360dialog passes this host on as it is: its customers must put its own in the place.
const META_STORAGE: &str = "https://lookaside.fbsbx.com";

/// How long an address is good.
const GOOD_FOR: i64 = 300;

/// Kinds of files that WhatsApp carries.
const MIME_TYPES: [&str; 19] = [
    "audio/aac",
    "audio/amr",
    "audio/mpeg",
    "audio/mp4",
    "audio/ogg",
    "image/jpeg",
    "image/png",
    "image/webp",
    "video/mp4",
    "video/3gpp",
    "text/plain",
    "application/pdf",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/zip",
];

/// `POST …/media`: a form with the file, its type, and the product.
pub(super) async fn upload(State(on): State<OnLine>, mut form: Multipart) -> Result<Json<Value>, Problem> {
    let unreadable = |error: axum::extract::multipart::MultipartError| Problem::new(100, error.body_text());
    let (mut product, mut named, mut file) = (None, None, None);
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        let own_type = field.content_type().map(str::to_owned);
        let filename = field.file_name().map(str::to_owned);
        match field.name() {
            Some("messaging_product") => product = Some(field.text().await.map_err(unreadable)?),
            Some("type") => named = Some(field.text().await.map_err(unreadable)?),
            Some("file") => file = Some((own_type, filename, field.bytes().await.map_err(unreadable)?)),
            _ => {}
        }
    }
    if product.as_deref() != Some("whatsapp") {
        return Err(missing("messaging_product"));
    }
    let (own_type, filename, bytes): (_, _, Bytes) = file.ok_or_else(|| missing("file"))?;
    let mime_type = own_type.or(named).ok_or_else(|| missing("type"))?;
    let plain = mime_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    if !MIME_TYPES.contains(&plain.as_str()) {
        return Err(Problem::new(
            100,
            format!("Param file must be a file with a supported type, not {plain}"),
        ));
    }
    let piece = on.line.shelf().put(Piece {
        id: media_id(),
        mime_type,
        filename,
        bytes,
    });
    Ok(Json(json!({ "id": piece.id })))
}

/// `GET /{media}`: where the file is, for five minutes.
pub(super) fn look_up(on: &OnLine, id: &str) -> Result<Json<Value>, Problem> {
    fail(on, id)?;
    let piece = on.line.shelf().find(id).ok_or_else(|| Problem::unknown_object(id))?;
    let expires = OffsetDateTime::now_utc().unix_timestamp() + GOOD_FOR;
    let host = match &on.line.config.vendor {
        Vendor::Dialog360(_) => META_STORAGE,
        _ => &on.line.api,
    };
    Ok(Json(json!({
        "messaging_product": "whatsapp",
        "url": format!("{host}{STORAGE}?mid={id}&ext={expires}&hash={}", hash(id, expires)),
        "mime_type": piece.mime_type,
        "sha256": sha256_hex(&piece.bytes),
        "file_size": piece.bytes.len(),
        "id": id,
    })))
}

/// What an address of the storage says.
#[derive(Debug, Deserialize)]
pub(super) struct Address {
    mid: String,
    ext: i64,
    hash: String,
}

/// The file itself.
pub(super) async fn storage(State(on): State<OnLine>, Query(address): Query<Address>) -> Result<Response, Problem> {
    fail(&on, &address.mid)?;
    let good =
        address.hash == hash(&address.mid, address.ext) && OffsetDateTime::now_utc().unix_timestamp() <= address.ext;
    let piece = on.line.shelf().find(&address.mid).filter(|_| good);
    Ok(piece.map_or_else(|| StatusCode::NOT_FOUND.into_response(), |piece| piece.answer()))
}

/// `DELETE /{media}`.
pub(super) fn delete(on: &OnLine, id: &str) -> Result<Json<Value>, Problem> {
    if on.line.shelf().remove(id) {
        Ok(Json(json!({ "success": true })))
    } else {
        Err(Problem::unknown_object(id))
    }
}

/// What makes an address hard to guess.
fn hash(id: &str, expires: i64) -> String {
    sha256_hex(format!("{id} {expires}").as_bytes())[..32].to_owned()
}

fn fail(on: &OnLine, id: &str) -> Result<(), Problem> {
    match on.media_fault() {
        None => Ok(()),
        Some(MediaFault::NotFound) => Err(Problem::unknown_object(id).with_status(StatusCode::NOT_FOUND)),
        Some(MediaFault::ServerError) => Err(Refusal::Internal.into()),
    }
}
