//! People, teams and who is logged in.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{PersonId, QueueKey, Role, TeamId};

/// A person by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRef {
    /// Which person.
    pub id: PersonId,
    /// The name colleagues see.
    pub name: String,
}

/// Who is logged in here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Me {
    /// Which person.
    pub id: PersonId,
    /// The name colleagues see.
    pub name: String,
    /// The log-in name.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// The queues they serve.
    pub queues: Vec<QueueKey>,
}

/// A row of the people page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonRow {
    /// Which person.
    pub id: PersonId,
    /// The name colleagues see.
    pub name: String,
    /// The log-in name.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// Conversations at once.
    pub capacity: i32,
    /// Open conversations held now.
    pub holding: i64,
    /// May log in.
    pub active: bool,
    /// Teams they are in.
    pub teams: Vec<TeamId>,
    /// When they last had a page open.
    #[serde(with = "time::serde::rfc3339::option")]
    pub last_seen_at: Option<OffsetDateTime>,
}

/// A team and the queues it serves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamView {
    /// Which team.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// The queues it serves.
    pub queues: Vec<QueueKey>,
}

/// What an administrator fills in for a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonForm {
    /// `None` makes a new person.
    pub id: Option<PersonId>,
    /// 2 to 120 characters.
    pub name: String,
    /// Unique, kept in lower case.
    pub email: String,
    /// What they may do.
    pub role: Role,
    /// 1 to 100.
    pub capacity: i32,
    /// May log in.
    pub active: bool,
    /// Teams they are in.
    pub teams: Vec<TeamId>,
    /// A new password, at least [`crate::person::PASSWORD_MIN`] characters; `None` keeps the old one.
    pub password: Option<String>,
}
