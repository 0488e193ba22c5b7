//! The message path: from a webhook to the thread, and from an answer to its ticks.

mod automation;
mod change;
mod circuit;
mod dead_letters;
mod doubt;
mod escalation;
mod fail_over;
mod files;
mod hidden;
mod intake;
mod knowledge_answer;
mod media;
mod pace;
mod redis;
mod redis_server;
mod reply;
mod sending;
mod statuses;
mod take_in;
mod templates;
mod trial;
mod undecided;
mod vendors;
mod waiting;
mod window;
mod world;
