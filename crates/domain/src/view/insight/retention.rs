//! Customers who may leave, and what became of the work about them.

use serde::{Deserialize, Serialize};

use crate::queue::named_enum;

named_enum! {
    /// Customers whose risk asks for the same, and those held out.
    RetentionBand, "band of risk" {
        /// Above the campaign's threshold.
        Above = "above_70",
        /// Between the thresholds: followed up.
        Between = "from_40_to_70",
        /// Nobody does anything about them, to compare.
        HeldOut = "held_out",
    }
}

/// One band: who is in it now, and the cases of its kind; of the whole desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetentionRow {
    /// Which.
    pub band: RetentionBand,
    /// Customers with a contract of whom the model says so now; of those held out, how many are so now.
    pub customers: i64,
    /// Cases that are worked on now; `None` of those held out, about whom nobody does anything.
    pub open: Option<i64>,
    /// Cases closed in the days asked for.
    pub closed: i64,
    /// Of those, of customers who are there still.
    pub stayed: i64,
    /// What those who stayed paid a month when their cases were opened, in cents; `None` of those held out, who are what
    /// the others are compared with.
    pub stayed_cents: Option<i64>,
}
