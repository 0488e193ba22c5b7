//! The people who work in Enlace and what each role may do.

use crate::queue::named_enum;

named_enum! {
    /// What a person may do; each role may do all that the ones before it may.
    Role, "role" {
        /// Works on conversations.
        Agent = "agent",
        /// Sees all queues and figures, moves anybody's conversations.
        Manager = "manager",
        /// Also edits people, queues, channels.
        Administrator = "administrator",
    }
}

impl Role {
    /// May take over or move a conversation that somebody else holds.
    #[must_use]
    pub fn may_move_others(self) -> bool {
        self >= Self::Manager
    }

    /// May see who works here and how.
    #[must_use]
    pub fn may_see_people(self) -> bool {
        self >= Self::Manager
    }

    /// May see the figures of the whole desk.
    #[must_use]
    pub fn may_see_insight(self) -> bool {
        self >= Self::Manager
    }

    /// May set goals and costs, and whether subscribers are asked how it was.
    #[must_use]
    pub fn may_set_goals(self) -> bool {
        self == Self::Administrator
    }

    /// May see everybody who may leave, and say what is done about it; others see the cases that are theirs.
    #[must_use]
    pub fn may_see_churn(self) -> bool {
        self >= Self::Manager
    }

    /// May see all templates, read them again from the provider and choose those of the automation.
    #[must_use]
    pub fn may_manage_templates(self) -> bool {
        self >= Self::Manager
    }

    /// May see the rules of queues and the holidays.
    #[must_use]
    pub fn may_see_queues(self) -> bool {
        self >= Self::Manager
    }

    /// May change the rules of queues, their hours and the holidays.
    #[must_use]
    pub fn may_edit_queues(self) -> bool {
        self == Self::Administrator
    }

    /// May make and change people and teams.
    #[must_use]
    pub fn may_edit_people(self) -> bool {
        self == Self::Administrator
    }

    /// May say what the classifier learns, and which version of it answers.
    #[must_use]
    pub fn may_teach_classifier(self) -> bool {
        self == Self::Administrator
    }

    /// May write, publish and withdraw articles of the knowledge base.
    #[must_use]
    pub fn may_edit_articles(self) -> bool {
        self == Self::Administrator
    }

    /// May see, make, change, pause and order the channels.
    #[must_use]
    pub fn may_manage_channels(self) -> bool {
        self == Self::Administrator
    }

    /// May see which messages failed of late, whosever they are.
    #[must_use]
    pub fn may_see_unsent(self) -> bool {
        self >= Self::Manager
    }

    /// May see work that Enlace gave up, run it again and close it.
    #[must_use]
    pub fn may_operate(self) -> bool {
        self == Self::Administrator
    }

    /// May erase what is known of a contact.
    #[must_use]
    pub fn may_erase(self) -> bool {
        self == Self::Administrator
    }
}

/// The least length of a password, in characters (NIST SP 800-63B asks for 8 or more; we ask for 10).
pub const PASSWORD_MIN: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_grow_upwards() {
        assert!(!Role::Agent.may_move_others() && Role::Manager.may_move_others());
        assert!(!Role::Manager.may_edit_people() && Role::Administrator.may_edit_people());
        assert!(!Role::Manager.may_manage_channels() && Role::Administrator.may_manage_channels());
        assert!(Role::Administrator.may_see_people());
        assert!(!Role::Agent.may_see_unsent() && Role::Manager.may_see_unsent());
        assert!(!Role::Agent.may_see_queues() && Role::Manager.may_see_queues());
        assert!(!Role::Manager.may_edit_queues() && Role::Administrator.may_edit_queues());
    }
}
