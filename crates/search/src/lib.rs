//! The knowledge index: which passages of the published articles answer a question.
//!
//! The index is a copy. PostgreSQL holds the articles and their passages; whatever stands here can be thrown away and
//! made again. It is searched by words (BM25 over Portuguese stems) and by sense (sentence vectors), and the two orders
//! are fused. It lies in this process ([`EdgeIndex`]) or on a server ([`ServerIndex`]). This crate alone names the
//! engine; it knows no database and no page.

mod chunk;
mod cutter;
mod edge;
mod error;
mod find;
mod index;
mod passage;
mod point;
mod server;
mod words;

pub use chunk::{Chunk, chunks};
pub use edge::EdgeIndex;
pub use error::SearchError;
pub use find::{Found, Place, Question, find};
pub use index::{Held, Index, Mark, Probe, Scored, Shape};
pub use passage::{Filter, Passage};
pub use server::{ServerAddress, ServerIndex};
pub use words::Words;
