//! The two preferences kept in cookies (language, theme), read by the server before it draws and written by the browser.
//!
//! Not for the log-in session: that cookie is HttpOnly and belongs to the server functions.

/// A header of the request being answered.
#[cfg(feature = "ssr")]
#[must_use]
pub fn header(name: &str) -> Option<String> {
    let parts = leptos::prelude::use_context::<axum::http::request::Parts>()?;
    parts.headers.get(name)?.to_str().ok().map(str::to_owned)
}

/// A cookie of the request being answered.
#[cfg(feature = "ssr")]
#[must_use]
pub fn read(name: &str) -> Option<String> {
    header("cookie")?.split(';').find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then(|| value.to_owned())
    })
}

/// An attribute of `<html>`, as the server has written it or the browser changed it.
#[cfg(feature = "hydrate")]
#[must_use]
pub fn html_attribute(name: &str) -> Option<String> {
    leptos::prelude::document().document_element()?.get_attribute(name)
}

/// Nothing to read where there is neither a request nor a page.
#[cfg(not(any(feature = "ssr", feature = "hydrate")))]
#[must_use]
pub fn html_attribute(_name: &str) -> Option<String> {
    None
}

/// Changes an attribute of `<html>`.
#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a browser has a document")
)]
pub fn set_html_attribute(name: &str, value: &str) {
    #[cfg(feature = "hydrate")]
    if let Some(html) = leptos::prelude::document().document_element() {
        // Fails only on a malformed name, and the names are ours.
        let _ = html.set_attribute(name, value);
    }
}

/// Keeps a preference for a year.
#[cfg_attr(
    not(feature = "hydrate"),
    expect(unused_variables, reason = "only a browser keeps cookies")
)]
pub fn remember(name: &str, value: &str) {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen::JsCast;
        if let Ok(document) = leptos::prelude::document().dyn_into::<web_sys::HtmlDocument>() {
            // A browser that refuses cookies forgets the choice at the next visit, which is what was asked of it.
            let _ = document.set_cookie(&format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax"));
        }
    }
}
