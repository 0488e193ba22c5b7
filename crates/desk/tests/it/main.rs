//! The desk against a real PostgreSQL: one binary, one module a use case.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a helper that fails is the end of its test"
)]

mod answer_clocks;
mod assign;
mod attendance;
mod board;
mod channels;
mod churn;
mod churn_cases;
mod churn_features;
mod churn_history;
mod churn_owners;
mod churn_pages;
mod churn_versions;
mod churn_watch;
mod contacts;
mod goals;
mod goals_days;
mod health;
mod insight;
mod insight_before;
mod insight_behind;
mod insight_behind_memory;
mod insight_contracts;
mod insight_leads;
mod insight_load;
mod insight_memory;
mod insight_people;
mod insight_queue_now;
mod insight_retention;
mod insight_standing;
mod insight_sums;
mod insight_technical;
mod knowledge;
mod knowledge_begins;
mod knowledge_by_words;
mod knowledge_categories;
mod knowledge_export;
mod knowledge_files;
mod knowledge_import;
mod knowledge_search;
mod knowledge_server;
mod knowledge_versions;
mod live;
mod log_in;
mod outcomes;
mod path;
mod people;
mod queue_hours;
mod queues;
mod search;
mod thread;
