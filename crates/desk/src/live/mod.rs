//! Open pages follow the desk: one reader of the event stream in each process, and a stream for each page.
//!
//! The [`Hub`] walks the stream once for all pages of its process, loads what changed once, writes it as JSON once,
//! and passes it on. A page's stream begins with a snapshot, or after the last event it saw where that is still at
//! hand; a page that can't keep up gets a new snapshot, never a gap.

mod attendance;
mod event;
mod follow;
mod hub;
mod open;
mod pages;
mod presence;
mod ring;

pub use event::LiveEvent;
pub use hub::{Hub, Subscription};
pub use open::{LiveStream, open};
