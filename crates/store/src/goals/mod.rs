//! Goals and costs as administrators set them, what is counted for them, and the desk's heartbeat.

mod settings;
mod volumes;

pub use settings::{save, settings};
pub use volumes::{beat, beats, volumes};
