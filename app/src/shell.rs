//! The HTML document around the app, and the content security policy that belongs to it.

use leptos::{config::LeptosOptions, nonce::use_nonce, prelude::*};
use leptos_meta::{HashedStylesheet, MetaTags};

use crate::{App, components::Theme, texts};

/// Keeps what is done before the page is awake.
const EARLY: &str = include_str!("early.js");

/// The document of one request: language and theme are known before the first byte, so nothing flashes.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    allow_only_ours();
    view! {
        <!DOCTYPE html>
        <html lang=texts::current_locale().tag() data-theme=Theme::current().as_str()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content"/>
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff"/>
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#171b21"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="preload" href="/fonts/inter.woff2" r#as="font" r#type="font/woff2" crossorigin="anonymous"/>
                <HashedStylesheet options=options.clone() id="enlace"/>
                <script nonce=use_nonce() inner_html=EARLY></script>
                <AutoReload options=options.clone()/>
                <HydrationScripts options/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// Scripts only with this answer's nonce, nothing from elsewhere. Inline styles are allowed because the shares of a
/// bar are written as `style`; they can't run anything.
fn allow_only_ours() {
    let (Some(nonce), Some(response)) = (use_nonce(), use_context::<leptos_axum::ResponseOptions>()) else {
        return; // routes are being listed: there is no answer
    };
    // The page's reloader of `cargo leptos watch` listens on a port of its own.
    let watcher = if std::env::var_os("LEPTOS_WATCH").is_some() {
        " ws:"
    } else {
        ""
    };
    let policy = format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; \
         img-src 'self' data:; media-src 'self'; connect-src 'self'{watcher}; object-src 'none'; base-uri 'self'; form-action 'self'; \
         frame-ancestors 'none'"
    );
    if let Ok(policy) = policy.parse() {
        response.insert_header(axum::http::header::CONTENT_SECURITY_POLICY, policy);
    }
}
