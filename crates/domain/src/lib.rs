//! What the business of a provider's service desk means: types and rules.
//!
//! No input or output, no async, no vendor's name: this crate compiles to wasm and is shared by the browser and the
//! server. Everything that comes from outside is parsed here once into a type that can't be wrong.

mod first_name;
mod ids;
mod phone;

pub mod article;
pub mod article_file;
pub mod channel;
pub mod churn;
pub mod circuit;
pub mod conversation;
pub mod customer;
pub mod delivery;
pub mod drift;
pub mod event;
pub mod goal;
pub mod holidays;
pub mod intake;
pub mod issue;
pub mod means;
pub mod media;
pub mod message;
pub mod money;
pub mod opening;
pub mod outcome;
pub mod pace;
pub mod person;
pub mod protocol;
pub mod queue;
pub mod reading;
pub mod sla;
pub mod survey;
pub mod template;
pub mod template_purpose;
pub mod view;
pub mod waiting;
pub mod way;
pub mod window;

pub use channel::{ChannelState, SendFailure};
pub use circuit::{Admission, Circuit, CircuitState};
pub use conversation::{ConversationStatus, ConversationType};
pub use customer::CustomerStatus;
pub use delivery::DeliveryStatus;
pub use first_name::first_name;
pub use ids::{
    ArticleFileId, ArticleId, ChannelId, ChurnCaseId, ChurnModelId, ClassifierModelId, ContactId, ConversationId,
    CustomerId, InboundEventId, LogInSessionId, MediaId, MergeId, MessageId, OutboxId, PersonId, SurveyId, TeamId,
    TechnicalIssueId, TemplateId, UploadId,
};
pub use issue::IssueType;
pub use means::{FileMeans, FileRefusal, Means};
pub use message::{AuthorKind, Direction, MessageKind};
pub use money::Money;
pub use outcome::{Outcome, OutcomeAmount, OutcomeKind};
pub use pace::Pace;
pub use person::Role;
pub use phone::{PhoneError, PhoneNumber, WaId};
pub use protocol::Protocol;
pub use queue::{Priority, QueueKey};
pub use survey::SurveyKind;
pub use template::{Template, TemplateValue};
pub use template_purpose::{TemplateChoice, TemplatePurpose};
pub use waiting::WaitingFor;
pub use way::Way;
pub use window::Window;
