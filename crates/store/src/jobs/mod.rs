//! Durable work: rows that are claimed, leased, finished or tried again.
//!
//! What a job does is not known here, only when it may run. Of the jobs with one ordering key the oldest runs alone;
//! a claim carries its attempt as a token, so that a worker whose lease ran out can no longer finish the row.

mod buried;
mod claim;
mod depth;
mod finish;
mod insert;
mod lease;
mod letter_event;
mod ring;
mod waiting;

pub use buried::{
    About, Buried, BuriedAs, Closing, LetterReason, about, buried, close, closed, count, lock_buried, replay,
};
pub(crate) use claim::lock;
pub use claim::{Claim, Claimed, claim};
pub use depth::{Depth, depth};
pub use finish::{Failure, fail, finish, postpone};
pub use insert::{NewJob, bring_forward, insert, is_queued};
pub use lease::{Lease, free_expired, give_back, renew};
pub use letter_event::{LetterEvent, event_of};
pub use ring::{CHANNEL, ring, try_lead};
pub use waiting::unclosed;

use std::time::Duration;

use sqlx::postgres::types::PgInterval;

fn interval(duration: Duration) -> PgInterval {
    PgInterval {
        months: 0,
        days: 0,
        microseconds: i64::try_from(duration.as_micros()).unwrap_or(i64::MAX),
    }
}
