//! The place: "Fibra Cerrado", an internet provider of Goiás and the towns around the Federal District, and those who
//! pay it. All of it is made from a seed; nobody in it exists.

mod address;
mod names;
mod plan;
mod shops;
mod stranger;
mod subscriber;

pub use plan::{PLANS, Plan};
pub use stranger::{Stranger, strangers};
pub use subscriber::{Subscriber, SubscriberKind, subscribers};

/// The provider's name, as its subscribers know it.
pub const PROVIDER_NAME: &str = "Fibra Cerrado";
