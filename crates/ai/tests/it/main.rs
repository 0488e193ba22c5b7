//! Tests of what reads language against independent programs: the local model against the engine that its file was
//! made for, and the client of OpenAI's shape against a server that others wrote.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "what helps tests may fail like a test"
)]

mod local;
mod openai;
mod place;
