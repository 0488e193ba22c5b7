//! Conversations: mine, the thread, and who writes.

mod actions;
mod attached;
mod bubble;
mod composer;
mod doubt;
mod draft;
mod head;
mod list;
mod messages;
mod open;
mod page;
mod panel;
mod past;
mod sending;
mod template_filling;
mod template_instead;
mod template_picker;
mod ticks;
mod transfer;
mod unsent;
mod window;

pub use page::ConversationPage;
