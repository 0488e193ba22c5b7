//! A file on its way to the desk. A request of the older kind, for only that one tells how much of a body has left.

use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{File, ProgressEvent, XmlHttpRequest};

use crate::error::AppError;

/// Begins to send it; `None` where the browser does not let us. What is under way is told in percent.
pub(in crate::pages) fn begin<T: DeserializeOwned + 'static>(
    address: &str,
    file: &File,
    told: impl Fn(u8) + 'static,
    ended: impl FnOnce(Result<T, AppError>) + 'static,
) -> Option<XmlHttpRequest> {
    let request = XmlHttpRequest::new().ok()?;
    request.open("POST", address).ok()?;
    let name = String::from(js_sys::encode_uri_component(&file.name()));
    request.set_request_header("x-file-name", &name).ok()?;
    let told = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
            let percent = (event.loaded() / event.total() * 100.0) as u8;
            told(percent);
        }
    });
    let upload = request.upload().ok()?;
    upload.set_onprogress(Some(told.into_js_value().unchecked_ref()));
    let asked = request.clone();
    let ended = Closure::once_into_js(move || ended(answer(&asked)));
    request.set_onloadend(Some(ended.unchecked_ref()));
    request.send_with_opt_blob(Some(file)).ok()?;
    Some(request)
}

fn answer<T: DeserializeOwned>(request: &XmlHttpRequest) -> Result<T, AppError> {
    let text = request.response_text().ok().flatten().unwrap_or_default();
    match request.status().unwrap_or(0) {
        0 => Err(AppError::Offline),
        200 => serde_json::from_str(&text).map_err(|_| AppError::Internal),
        _ => Err(serde_json::from_str(&text).unwrap_or(AppError::Unavailable)),
    }
}
