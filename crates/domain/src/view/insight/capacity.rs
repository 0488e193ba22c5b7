//! How much each person can take on.

use serde::{Deserialize, Serialize};

use crate::{PersonId, Role};

/// How many conversations somebody may hold at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capacity {
    /// Who.
    pub person: PersonId,
    /// Whether conversations are their work.
    pub role: Role,
    /// So many at most.
    pub most: i32,
}

impl Capacity {
    /// Whether it stands beside how many they hold: of an agent always, of others only where they hold one.
    #[must_use]
    pub fn is_told(self, held: usize) -> bool {
        held > 0 || self.role == Role::Agent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manager_without_conversations_has_nothing_to_fill() {
        let of = |role| Capacity {
            person: PersonId::new(),
            role,
            most: 12,
        };
        assert!(of(Role::Agent).is_told(0));
        assert!(of(Role::Manager).is_told(1) && !of(Role::Manager).is_told(0));
    }
}
