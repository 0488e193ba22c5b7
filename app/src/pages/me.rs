//! Who is logged in, for the pages inside the frame.

use enlace_domain::{PersonId, Role, view::Me};
use leptos::prelude::*;

/// Who is logged in, from the frame; `None` while that is being asked.
#[must_use]
pub(super) fn use_me() -> Signal<Option<Me>> {
    use_context().unwrap_or_else(|| Signal::stored(None))
}

/// Their id, tracked.
#[must_use]
pub(super) fn my_id(me: Signal<Option<Me>>) -> Option<PersonId> {
    me.read().as_ref().map(|me| me.id)
}

/// What they may do, tracked; the least while that is being asked.
#[must_use]
pub(super) fn my_role(me: Signal<Option<Me>>) -> Role {
    me.read().as_ref().map_or(Role::Agent, |me| me.role)
}
