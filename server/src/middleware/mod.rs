//! What happens around every request.

pub mod headers;
pub mod log_in_gate;
pub mod observe;
pub mod origin;

mod session;

pub use app::api::SESSION_COOKIE;
pub use session::who_asks;
