//! The book of who did what.

use enlace_domain::{ContactId, ConversationId, LogInSessionId, MessageId, PersonId};
use enlace_store::StoreError;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// What was done. The name is what the book holds, so it never changes once it is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Logged in.
    LogIn,
    /// Logged out.
    LogOut,
    /// Took a conversation.
    Claim,
    /// Put a conversation back.
    Release,
    /// Sent a conversation on to a queue.
    TransferToQueue,
    /// Handed a conversation to a person.
    TransferToPerson,
    /// Closed a conversation.
    Close,
    /// Opened a closed conversation again.
    Reopen,
    /// Made a person.
    CreatePerson,
    /// Changed a person.
    ChangePerson,
    /// Said that a message in doubt arrived.
    ConfirmArrival,
    /// Sent a message in doubt again.
    SendAgain,
    /// Ran jobs again that were given up.
    ReplayJobs,
    /// Closed a job that was given up.
    CloseJob,
    /// Made one contact of two.
    MergeContacts,
    /// Made two contacts of one again.
    UndoMerge,
}

impl Action {
    /// The name in the book.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LogIn => "log_in",
            Self::LogOut => "log_out",
            Self::Claim => "claim",
            Self::Release => "release",
            Self::TransferToQueue => "transfer_to_queue",
            Self::TransferToPerson => "transfer_to_person",
            Self::Close => "close",
            Self::Reopen => "reopen",
            Self::CreatePerson => "create_person",
            Self::ChangePerson => "change_person",
            Self::ConfirmArrival => "confirm_arrival",
            Self::SendAgain => "send_again",
            Self::ReplayJobs => "replay_jobs",
            Self::CloseJob => "close_job",
            Self::MergeContacts => "merge_contacts",
            Self::UndoMerge => "undo_merge",
        }
    }
}

/// What it was done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A conversation.
    Conversation(ConversationId),
    /// A person.
    Person(PersonId),
    /// A log-in.
    Session(LogInSessionId),
    /// A message.
    Message(MessageId),
    /// A contact.
    Contact(ContactId),
    /// Jobs; the detail says which, for they have no UUID.
    Jobs,
}

impl Subject {
    const fn row(self) -> (&'static str, Option<Uuid>) {
        match self {
            Self::Conversation(id) => ("conversation", Some(id.get())),
            Self::Person(id) => ("person", Some(id.get())),
            Self::Session(id) => ("session", Some(id.get())),
            Self::Message(id) => ("message", Some(id.get())),
            Self::Contact(id) => ("contact", Some(id.get())),
            Self::Jobs => ("job", None),
        }
    }
}

/// Writes a line, in the transaction of the deed. `detail` holds no secret and nothing a subscriber said.
///
/// # Errors
/// The database said no.
pub async fn record(
    conn: &mut PgConnection,
    by: PersonId,
    action: Action,
    subject: Subject,
    detail: &Value,
) -> Result<(), StoreError> {
    let (kind, id) = subject.row();
    enlace_store::audit::append(conn, Some(by), action.as_str(), kind, id, detail).await
}
