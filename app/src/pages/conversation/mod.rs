//! Conversations: mine, the thread, and who writes.

mod actions;
mod answer;
mod attached;
mod bubble;
mod choosing;
mod composer;
mod doubt;
mod draft;
mod head;
mod jump;
mod known_as;
mod list;
mod merge;
mod messages;
mod offering;
mod open;
mod outcome;
mod page;
mod panel;
mod past;
mod place;
mod quoting;
mod reading;
mod sending;
mod template_filling;
mod template_instead;
mod template_picker;
mod ticks;
mod transfer;
mod tray;
mod unsent;
mod upload;
mod viewer;
mod waiting;
mod window;

pub use page::ConversationPage;
