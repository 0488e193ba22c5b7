//! A subscriber's standing with the provider.

use crate::queue::named_enum;

named_enum! {
    /// Whether the contract runs.
    CustomerStatus, "customer status" {
        /// Line and contract run.
        Active = "active",
        /// Line blocked, usually for a debt; the contract runs.
        Suspended = "suspended",
        /// Contract ended.
        Cancelled = "cancelled",
    }
}
