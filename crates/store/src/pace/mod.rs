//! How fast messages leave, kept for all processes: the theoretical arrival time of each limit ([`Pace`](enlace_domain::Pace)), and who
//! keeps these times, this database or a Redis.

mod keeper;
mod limits;
mod take;

pub use keeper::{Keeper, Keeping, come_back, fall_back, lock, lock_shared, read, try_later};
pub(crate) use limits::read_limits;
pub use limits::{limits, set_limits};
pub use take::{Ahead, Paced, ahead, forget_past, hold, stand_in_line, take};
