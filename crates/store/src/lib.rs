//! The only place with SQL: one file a table family, free functions that take a connection.
//!
//! The caller opens the transaction and decides its extent. Functions return domain types; a row that the domain
//! can't read is an error ([`StoreError::Corrupt`]), never a guess.

pub mod arrivals;
pub mod article_files;
pub mod article_imports;
pub mod article_versions;
pub mod articles;
pub mod assignment;
pub mod attendance;
pub mod audit;
pub mod board;
pub mod channel_health;
pub mod channel_order;
pub mod channels;
pub mod churn;
pub mod churn_history;
pub mod classifier_models;
pub mod clocks;
pub mod contacts;
pub mod conversations;
pub mod corrections;
pub mod customers;
pub mod detours;
pub mod embeddings;
pub mod erasure;
pub mod events;
pub mod failed_sends;
pub mod goals;
pub mod history;
pub mod holidays;
pub mod inbound;
pub mod insight;
pub mod issues;
pub mod jobs;
pub mod knowledge_answers;
pub mod knowledge_gaps;
pub mod media;
pub mod merges;
pub mod messages;
pub mod outbox;
pub mod outcomes;
pub mod pace;
pub mod passages;
pub mod people;
pub mod places;
pub mod presence;
pub mod queue_hours;
pub mod queue_now;
pub mod queues;
pub mod read_marks;
pub mod readings;
pub mod search;
pub mod sessions;
pub mod stream;
pub mod surveys;
pub mod tally;
pub mod teams;
pub mod templates;
pub mod thread;
pub mod uploads;
pub mod windows;
pub mod year;

mod article_categories;
mod column;
mod error;
mod pool;
mod published_articles;

pub use error::{StoreError, is_unavailable, violates};
pub use pool::{INDEX_LOCK, MIGRATOR, Pool, SCHEDULER_LOCK, check, connect, migrate, server_version};
