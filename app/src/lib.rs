//! The web app: what the browser shows, and the server functions it calls.
//!
//! Compiled twice: for the server (`ssr`, draws pages and answers server functions) and to wasm (`hydrate`). It draws
//! and translates; rules live in `enlace-domain` and `enlace-desk`. Server crates appear only under `ssr`.

// Types of nested views are deep.
#![recursion_limit = "256"]

pub mod api;
#[cfg(feature = "ssr")]
pub mod charts;
pub mod components;
pub mod cookie;
pub mod error;
pub mod live;
pub mod now;
pub mod pages;
pub mod routes;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod state;
pub mod texts;
#[cfg(feature = "ssr")]
pub mod workbook;

pub use routes::App;
#[cfg(feature = "ssr")]
pub use shell::shell;
