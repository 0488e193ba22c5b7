//! Whose cases somebody sees and closes.

use enlace_domain::PersonId;

use crate::Actor;

/// Whose cases alone are an actor's business: their own; `None` for managers, whose are all.
pub(super) fn own(actor: &Actor) -> Option<PersonId> {
    (!actor.role.may_see_churn()).then_some(actor.person.id)
}
