//! The pages, one folder or file each. A page loads what it shows, holds its state and lays out components.

mod as_typed;
mod board;
pub(crate) mod channel_state;
mod channels;
mod churn;
mod claiming;
mod classifier;
mod conversation;
mod dashboard;
mod desk;
mod dragged;
#[cfg(feature = "hydrate")]
mod file_request;
mod goals;
mod keyboard;
mod kit;
mod knowledge;
pub mod lazy;
mod letter_count;
mod load_error;
mod login;
mod me;
mod operations;
mod pager;
mod palette;
mod people;
mod queues;
mod seen;
mod storage;
mod templates;
mod written;

pub use board::BoardPage;
pub use channels::ChannelsPage;
pub use churn::ChurnPage;
pub use classifier::ClassifierPage;
pub use conversation::ConversationPage;
pub use dashboard::DashboardPage;
pub use desk::DeskLayout;
pub use goals::GoalsPage;
pub use kit::KitPage;
pub use knowledge::KnowledgePage;
pub use login::LoginPage;
pub use operations::OperationsPage;
pub use people::PeoplePage;
pub use queues::QueuesPage;
pub use templates::TemplatesPage;
