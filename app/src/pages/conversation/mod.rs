//! Conversations: mine, the thread, and who writes.

mod actions;
mod bubble;
mod composer;
mod draft;
mod head;
mod list;
mod messages;
mod open;
mod page;
mod panel;
mod past;
mod sending;
mod ticks;
mod transfer;

pub use page::ConversationPage;
