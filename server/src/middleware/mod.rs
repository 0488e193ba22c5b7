//! What happens around every request.

pub mod headers;
pub mod log_in_gate;
pub mod observe;
pub mod origin;

pub use app::api::SESSION_COOKIE;
