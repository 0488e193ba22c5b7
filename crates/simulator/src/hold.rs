//! Holding a lock whatever happened to its last holder.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// The lock. What it protects is only ever changed in one step, so a panic elsewhere leaves it whole.
pub(crate) fn hold<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
