//! Handlers: each reads the request, calls one function of the desk and maps its answer.

pub mod article_files;
pub mod dashboard;
pub mod health;
pub mod knowledge;
pub mod live;
pub mod media;
pub mod site;
pub mod webhook;
