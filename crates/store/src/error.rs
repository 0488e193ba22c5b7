//! What can go wrong with the database, as narrow as its callers need it.

/// Why a query gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database said no or could not be reached.
    #[error("the database could not do this: {0}")]
    Database(#[from] sqlx::Error),
    /// A row holds what the domain forbids.
    #[error("the database holds an impossible {what}: {why}")]
    Corrupt {
        /// Which column.
        what: &'static str,
        /// What is wrong with it.
        why: String,
    },
}

impl StoreError {
    /// A column that does not parse.
    pub fn corrupt(what: &'static str) -> impl FnOnce(&dyn std::fmt::Display) -> Self {
        move |why| Self::Corrupt {
            what,
            why: why.to_string(),
        }
    }

    /// Whether the database is away, so that the same call may succeed later.
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        matches!(self, Self::Database(error) if is_unavailable(error))
    }
}

/// Whether the database is away or overloaded, so that the same call may succeed later.
#[must_use]
pub fn is_unavailable(error: &sqlx::Error) -> bool {
    match error {
        // a connection that is cut while it is made counts as an answer that makes no sense
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed => true,
        // Class 08 connection, 53 resources, 57P shutting down (PostgreSQL, appendix A)
        sqlx::Error::Database(db) => db
            .code()
            .is_some_and(|code| code.starts_with("08") || code.starts_with("53") || code.starts_with("57P")),
        _ => false,
    }
}

/// Whether the error is the violation of this named constraint or unique index.
#[must_use]
pub fn violates(error: &sqlx::Error, constraint: &str) -> bool {
    error
        .as_database_error()
        .is_some_and(|db| db.constraint() == Some(constraint))
}
