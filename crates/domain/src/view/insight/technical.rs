//! Faults that subscribers report: where, at which hour, of which kind, and how long it takes until they are settled.

use serde::{Deserialize, Serialize};

use crate::IssueType;

/// The faults of the days asked for, beside those of the days they are compared with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Technical {
    /// Conversations opened about a fault: now and before.
    pub faults: [i64; 2],
    /// Of those, about a line that is slower than sold.
    pub slow: [i64; 2],
    /// Each city with faults in these days, the most first.
    pub regions: Vec<RegionFaults>,
    /// Each kind of fault of which conversations were closed in these days or before, the most first.
    pub repairs: Vec<RepairTimes>,
}

/// The faults of a city.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegionFaults {
    /// The contract's city; `None`: of nobody who is known to have a contract.
    pub region: Option<String>,
    /// By the hour in which they were reported, 0 to 23.
    pub hours: Vec<i64>,
    /// Of all of them, about a line that is slower than sold.
    pub slow: i64,
    /// How many there were in the days they are compared with.
    pub before: i64,
}

impl RegionFaults {
    /// All hours together.
    #[must_use]
    pub fn all(&self) -> i64 {
        self.hours.iter().sum()
    }
}

/// How long conversations about one kind of fault take, from opening to closing: now and before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RepairTimes {
    /// The kind of fault.
    pub issue: IssueType,
    /// Conversations closed.
    pub closed: [i64; 2],
    /// Their median, in seconds.
    pub median: [Option<f64>; 2],
    /// Nine of ten took at most this, in seconds.
    pub p90: [Option<f64>; 2],
}
